import { compliant, nonCompliant, notApplicable, type Evaluation, type Snapshot } from '@trueup/core';
import { missingTags, type RequiredTags } from './required-tags.ts';

export function check(snapshot: Snapshot, parameters: RequiredTags): Evaluation {
  if (Object.keys(parameters.requiredTags).length === 0) return notApplicable('The policy requires no tags.');
  const { addable, withoutValue } = missingTags(snapshot, parameters);
  const missing = [...addable.map((tag) => tag.Key), ...withoutValue];
  if (missing.length === 0) return compliant;
  const unknown = withoutValue.length === 0 ? '' : ` The policy gives no value for ${withoutValue.join(', ')}.`;
  return nonCompliant(`Required tags are missing: ${missing.join(', ')}.${unknown}`);
}
