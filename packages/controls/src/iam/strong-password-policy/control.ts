import { defineControl, KNOWN_AFTER_APPLY, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';
import { settingsOf, strengthened, type PasswordSettings } from './password-policy.ts';
import type { PasswordRequirements } from './requirements.ts';

/** The bounds are IAM's own, but for the length: Security Hub asks for 8 at least. */
const parameters = z.strictObject({
  minimumPasswordLength: z.int().min(8).max(128).default(8),
  passwordReusePrevention: z.int().min(1).max(24).optional(),
  maxPasswordAgeDays: z.int().min(1).max(1095).optional(),
});

export const control = defineControl<PasswordRequirements>({
  id: 'IAM.7' as ControlId,
  title: 'Password policies for IAM users should have strong configurations',
  description: 'The password policy of the account decides which passwords its IAM users may choose.',
  severity: 'MEDIUM',
  resourceTypes: ['AWS::::Account'],
  scope: 'global',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
    pciDss321: [],
    nist80053r5: ['AC-2(1)', 'AC-2(3)', 'AC-3(15)', 'IA-5(1)'],
  },
  configRule: { name: 'iam-password-policy', identifier: 'IAM_PASSWORD_POLICY' },
  parts: ['PasswordPolicy'],
  parameters,
  check,
  repaired: ({ configuration }, required): JsonObject => {
    const before = policyOf(configuration) ?? {};
    const after = strengthened(settingsOf(before), required);
    return { ...configuration, PasswordPolicy: asAnswered(after, before) };
  },
  risk: 'low',
  input: ({ configuration }, required) => ({ ...strengthened(settingsOf(policyOf(configuration) ?? {}), required) }),
  undo: {
    kind: 'runbook',
    input: ({ configuration }) => {
      const before = policyOf(configuration);
      return { HadPolicy: before !== null, ...settingsOf(before ?? {}) };
    },
    expected: ({ configuration }): JsonObject => {
      const before = policyOf(configuration);
      return { ...configuration, PasswordPolicy: before && asAnswered(settingsOf(before), before) };
    },
  },
});

function policyOf(configuration: JsonObject): JsonObject | null {
  return configuration['PasswordPolicy'] as JsonObject | null;
}

/**
 * What GetAccountPasswordPolicy answers for these settings. Whether it writes out an age that is not set, a flag that
 * is off or ExpirePasswords differs between answers, so those are compared only when they say something.
 */
function asAnswered(settings: PasswordSettings, before: JsonObject): JsonObject {
  const { MaxPasswordAge, PasswordReusePrevention, HardExpiry, ...always } = settings;
  const unlessUnset = (name: string, value: number): JsonObject => {
    if (value > 0) return { [name]: value };
    return { [name]: before[name] ?? KNOWN_AFTER_APPLY };
  };
  return {
    ...always,
    ExpirePasswords: MaxPasswordAge > 0 || (before['ExpirePasswords'] ?? KNOWN_AFTER_APPLY),
    HardExpiry: HardExpiry || (before['HardExpiry'] ?? KNOWN_AFTER_APPLY),
    ...unlessUnset('MaxPasswordAge', MaxPasswordAge),
    ...unlessUnset('PasswordReusePrevention', PasswordReusePrevention),
  };
}
