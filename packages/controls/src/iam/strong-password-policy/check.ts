import { compliant, nonCompliant, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';
import { shortcomings, type PasswordRequirements } from './requirements.ts';

export function check({ configuration }: Snapshot, required: PasswordRequirements): Evaluation {
  const policy = configuration['PasswordPolicy'] as JsonObject | null;
  if (policy === null) return nonCompliant('The account has no password policy of its own.');
  const found = shortcomings(policy, required);
  return found.length === 0 ? compliant : nonCompliant(`In the password policy ${found.join(', ')}.`);
}
