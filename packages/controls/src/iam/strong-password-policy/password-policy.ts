import type { JsonObject } from '@trueup/core';
import { CHARACTER_FLAGS, numberOf, type PasswordRequirements } from './requirements.ts';

/** Every setting that UpdateAccountPasswordPolicy takes. 0 stands for a number that is not set. */
export interface PasswordSettings extends JsonObject {
  readonly MinimumPasswordLength: number;
  readonly RequireUppercaseCharacters: boolean;
  readonly RequireLowercaseCharacters: boolean;
  readonly RequireSymbols: boolean;
  readonly RequireNumbers: boolean;
  readonly AllowUsersToChangePassword: boolean;
  readonly HardExpiry: boolean;
  readonly MaxPasswordAge: number;
  readonly PasswordReusePrevention: number;
}

/** IAM's own minimum where an account has no password policy (IAM user guide, default password policy). */
const DEFAULT_LENGTH = 8;

/** The settings of a password policy as GetAccountPasswordPolicy answers it. ExpirePasswords only says that an age is set. */
export function settingsOf(policy: JsonObject): PasswordSettings {
  const isOn = (flag: string): boolean => policy[flag] === true;
  return {
    MinimumPasswordLength: numberOf(policy, 'MinimumPasswordLength') || DEFAULT_LENGTH,
    RequireUppercaseCharacters: isOn('RequireUppercaseCharacters'),
    RequireLowercaseCharacters: isOn('RequireLowercaseCharacters'),
    RequireSymbols: isOn('RequireSymbols'),
    RequireNumbers: isOn('RequireNumbers'),
    AllowUsersToChangePassword: isOn('AllowUsersToChangePassword'),
    HardExpiry: isOn('HardExpiry'),
    MaxPasswordAge: numberOf(policy, 'MaxPasswordAge'),
    PasswordReusePrevention: numberOf(policy, 'PasswordReusePrevention'),
  };
}

/** The settings with what is required. What is stronger already stays, and so does what nobody asks for. */
export function strengthened(settings: PasswordSettings, required: PasswordRequirements): PasswordSettings {
  const { minimumPasswordLength, passwordReusePrevention = 0, maxPasswordAgeDays } = required;
  const ages = [settings.MaxPasswordAge, maxPasswordAgeDays ?? 0].filter((days) => days > 0);
  return {
    ...settings,
    ...(Object.fromEntries(CHARACTER_FLAGS.map((flag) => [flag, true])) as Record<
      (typeof CHARACTER_FLAGS)[number],
      true
    >),
    MinimumPasswordLength: Math.max(settings.MinimumPasswordLength, minimumPasswordLength),
    PasswordReusePrevention: Math.max(settings.PasswordReusePrevention, passwordReusePrevention),
    MaxPasswordAge: ages.length === 0 ? 0 : Math.min(...ages),
  };
}
