import type { JsonObject } from '@trueup/core';

/** What a policy file may ask for. Security Hub asks for a length of 8 and says nothing on the other two. */
export interface PasswordRequirements extends JsonObject {
  readonly minimumPasswordLength: number;
  /** How many earlier passwords may not come back. */
  readonly passwordReusePrevention?: number | undefined;
  readonly maxPasswordAgeDays?: number | undefined;
}

export const CHARACTER_FLAGS = [
  'RequireUppercaseCharacters',
  'RequireLowercaseCharacters',
  'RequireSymbols',
  'RequireNumbers',
] as const;

/** What the password policy falls short of, in words. */
export function shortcomings(policy: JsonObject, required: PasswordRequirements): string[] {
  const length = numberOf(policy, 'MinimumPasswordLength');
  const reuse = numberOf(policy, 'PasswordReusePrevention');
  const age = numberOf(policy, 'MaxPasswordAge');
  const { minimumPasswordLength, passwordReusePrevention = 0, maxPasswordAgeDays } = required;
  return [
    ...CHARACTER_FLAGS.filter((flag) => policy[flag] !== true).map((flag) => `${flag} is off`),
    ...(length < minimumPasswordLength ? [`the length is ${length}, not ${minimumPasswordLength}`] : []),
    ...(reuse < passwordReusePrevention
      ? [`${reuse} earlier passwords are barred, not ${passwordReusePrevention}`]
      : []),
    ...(maxPasswordAgeDays !== undefined && (age === 0 || age > maxPasswordAgeDays)
      ? [`passwords last ${age === 0 ? 'for ever' : `${age} days`}, not ${maxPasswordAgeDays}`]
      : []),
  ];
}

/** A number of the password policy. IAM leaves out what is not set, and 0 means the same. */
export function numberOf(policy: JsonObject, member: string): number {
  return (policy[member] as number | undefined) ?? 0;
}
