import { compliant, nonCompliant, notApplicable, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';
import { securityGroupRules } from '../security-group-rule.ts';

/** EC2 gives every VPC one group of this name. It cannot be renamed or deleted, and no other may be called so. */
const DEFAULT = 'default';

export function check({ configuration }: Snapshot): Evaluation {
  const group = configuration['SecurityGroup'] as JsonObject;
  if (group['GroupName'] !== DEFAULT) return notApplicable('The group is not the default group of its VPC.');
  const rules = securityGroupRules(configuration);
  if (rules.length === 0) return compliant;
  const outbound = rules.filter((rule) => rule.IsEgress).length;
  return nonCompliant(
    `The default group of ${String(group['VpcId'])} has ${rules.length - outbound} inbound and ${outbound} outbound rules.`,
  );
}
