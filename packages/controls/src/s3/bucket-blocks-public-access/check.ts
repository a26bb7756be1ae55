import { compliant, nonCompliant, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';
import { FLAGS } from './flags.ts';

export function check({ configuration }: Snapshot): Evaluation {
  const block = configuration['PublicAccessBlock'] as JsonObject | null;
  if (block === null) return nonCompliant('The bucket blocks no public access of its own.');
  const off = FLAGS.filter((flag) => block[flag] !== true);
  return off.length === 0 ? compliant : nonCompliant(`The bucket does not set ${off.join(', ')}.`);
}
