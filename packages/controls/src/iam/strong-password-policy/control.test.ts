import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';
import { CHARACTER_FLAGS } from './requirements.ts';

const plain = { minimumPasswordLength: 8 };
const strict = { minimumPasswordLength: 14, passwordReusePrevention: 24, maxPasswordAgeDays: 90 };
const strong = {
  MinimumPasswordLength: 8,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  RequireSymbols: true,
  RequireNumbers: true,
  AllowUsersToChangePassword: true,
  ExpirePasswords: false,
};
const stronger = {
  ...strong,
  MinimumPasswordLength: 20,
  PasswordReusePrevention: 24,
  ExpirePasswords: true,
  MaxPasswordAge: 60,
};

test.each<[string, string, JsonObject | null]>([
  ['all four kinds of characters and 8 of them', 'compliant', strong],
  ['more than that', 'compliant', stronger],
  ['no upper-case letter', 'non-compliant', { ...strong, RequireUppercaseCharacters: false }],
  ['no lower-case letter', 'non-compliant', { ...strong, RequireLowercaseCharacters: false }],
  ['no symbol', 'non-compliant', { ...strong, RequireSymbols: false }],
  ['no digit', 'non-compliant', { ...strong, RequireNumbers: false }],
  ['7 characters', 'non-compliant', { ...strong, MinimumPasswordLength: 7 }],
  ['nothing, because there is no policy', 'non-compliant', null],
])('a policy that asks for %s is %s', (_name, expected, policy) => {
  expect(judge(control, account(policy), plain).kind).toBe(expected);
});

test.each<[string, string, JsonObject]>([
  ['meets them', 'compliant', stronger],
  ['is too short', 'non-compliant', { ...stronger, MinimumPasswordLength: 13 }],
  ['bars fewer earlier passwords', 'non-compliant', { ...stronger, PasswordReusePrevention: 5 }],
  ['lets passwords live longer', 'non-compliant', { ...stronger, MaxPasswordAge: 91 }],
  ['lets passwords live for ever', 'non-compliant', { ...stronger, ExpirePasswords: false, MaxPasswordAge: 0 }],
])('under stricter parameters a policy that %s is %s', (_name, expected, policy) => {
  expect(judge(control, account(policy), strict).kind).toBe(expected);
});

test('without parameters the length is Security Hub’s', () => {
  expect(control.parameters.parse({})).toEqual(plain);
});

test.each([{ minimumPasswordLength: 6 }, { passwordReusePrevention: 25 }, { maxPasswordAgeDays: 0 }, { length: 14 }])(
  'the parameters %j are refused',
  (given) => {
    expect(control.parameters.safeParse(given).success).toBe(false);
  },
);

test('the repair keeps what is stronger than required', () => {
  const weak = { ...stronger, RequireSymbols: false, MaxPasswordAge: 30, HardExpiry: true };
  expect(control.input(account(weak), strict)).toEqual({
    MinimumPasswordLength: 20,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    RequireSymbols: true,
    RequireNumbers: true,
    AllowUsersToChangePassword: true,
    HardExpiry: true,
    MaxPasswordAge: 30,
    PasswordReusePrevention: 24,
  });
});

test('the repair asks for no age and bars no earlier password when nobody wants it', () => {
  expect(control.input(account(null), plain)).toMatchObject({ MaxPasswordAge: 0, PasswordReusePrevention: 0 });
});

test('after the repair the account is compliant and no setting has become weaker', () => {
  const policies = fc.record(
    {
      ...Object.fromEntries(CHARACTER_FLAGS.map((flag) => [flag, fc.boolean()])),
      MinimumPasswordLength: fc.integer({ min: 6, max: 128 }),
      AllowUsersToChangePassword: fc.boolean(),
      HardExpiry: fc.boolean(),
      PasswordReusePrevention: fc.integer({ min: 1, max: 24 }),
      MaxPasswordAge: fc.integer({ min: 0, max: 1095 }),
    },
    { requiredKeys: ['MinimumPasswordLength'] },
  ) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(fc.option(policies), fc.constantFrom(plain, strict), (policy, required) => {
      const repair = repairOf(control, account(policy), required);
      expect(repair.verdict).toBe('compliant');
      expect(repair.changed.filter((path) => !path.startsWith('PasswordPolicy'))).toEqual([]);
      const [before, after] = [policy ?? {}, control.input(account(policy), required)];
      for (const kept of ['AllowUsersToChangePassword', 'HardExpiry']) expect(after[kept]).toBe(before[kept] ?? false);
      for (const raised of ['MinimumPasswordLength', 'PasswordReusePrevention']) {
        expect(after[raised]).toBeGreaterThanOrEqual(Number(before[raised] ?? 0));
      }
      if (Number(before['MaxPasswordAge'] ?? 0) > 0) {
        expect(after['MaxPasswordAge']).toBeLessThanOrEqual(Number(before['MaxPasswordAge']));
      }
    }),
  );
});

test.each<[string, JsonObject | null, JsonObject]>([
  ['deletes the policy of an account that had none', null, { HadPolicy: false }],
  [
    'writes the earlier policy back',
    { ...stronger, RequireSymbols: false },
    {
      HadPolicy: true,
      RequireSymbols: false,
      MinimumPasswordLength: 20,
      MaxPasswordAge: 60,
      PasswordReusePrevention: 24,
    },
  ],
])('the undo %s', (_name, policy, input) => {
  if (control.undo.kind !== 'runbook') throw new Error('IAM.7 has an undo');
  expect(control.undo.input(account(policy), plain)).toMatchObject(input);
  expect(control.undo.expected?.(account(policy), plain)).toMatchObject({ PasswordPolicy: policy });
});

test.each<[string, JsonObject | null]>([
  ['a policy', { ...stronger, RequireSymbols: false }],
  ['an account without', null],
])('both runbooks take what the control gives them for %s', (_name, policy) => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = account(policy);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, plain), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, plain), before)).toEqual([]);
});

function account(PasswordPolicy: JsonObject | null): Snapshot {
  return snapshotOf('AWS::::Account', '111122223333', { PasswordPolicy, Trails: [] });
}
