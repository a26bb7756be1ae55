import { expect, test } from 'vitest';
import { enablement, isEnabled, type EnablementOf } from './enablement.ts';
import type { StandardSetting } from './standard-settings.ts';

const A = '111111111111';
const B = '222222222222';
const of = (rest: Partial<EnablementOf> = {}): EnablementOf => ({
  standard: 'fsbp/1.0.0',
  controlId: 'S3.8',
  accountId: A,
  ...rest,
});
const standard = (kind: 'standard-enabled' | 'standard-disabled', accountId: string): StandardSetting => ({
  kind,
  accountId,
  standard: 'cis/3.0.0',
});
const off = (rest: Partial<Extract<StandardSetting, { kind: 'control-disabled' }>> = {}): StandardSetting => ({
  kind: 'control-disabled',
  accountId: '*',
  controlId: 'S3.8',
  standard: '*',
  reason: 'Not for us.',
  ...rest,
});
const on = (rest: Partial<Extract<StandardSetting, { kind: 'control-enabled' }>> = {}): StandardSetting => ({
  kind: 'control-enabled',
  accountId: '*',
  controlId: 'S3.8',
  standard: '*',
  ...rest,
});
const cis = of({ standard: 'cis/3.0.0' });

test.each<[string, StandardSetting[], EnablementOf, boolean]>([
  ['FSBP is on by itself', [], of(), true],
  ['another standard is not', [], cis, false],
  ['a standard may be on in all accounts', [standard('standard-enabled', '*')], cis, true],
  ['or in one', [standard('standard-enabled', A)], cis, true],
  ['and is off in the other then', [standard('standard-enabled', A)], { ...cis, accountId: B }, false],
  [
    'what is said of an account beats what is said of all',
    [standard('standard-disabled', A), standard('standard-enabled', '*')],
    cis,
    false,
  ],
  [
    'the later of two settings holds',
    [standard('standard-disabled', '*'), standard('standard-enabled', '*')],
    cis,
    true,
  ],
  ['a control may be off everywhere', [off()], of(), false],
  ['another control stays on', [off()], of({ controlId: 'S3.1' }), true],
  ['a control may be off in one standard', [off({ standard: 'fsbp/1.0.0' })], of(), false],
  ['and on in the other', [off({ standard: 'fsbp/1.0.0' }), standard('standard-enabled', '*')], cis, true],
  ['a control may be off in one account', [off({ accountId: A })], of(), false],
  ['and on in the other account', [off({ accountId: A })], of({ accountId: B }), true],
  ['an account may have what is off elsewhere', [off(), on({ accountId: A })], of(), true],
  ['a standard may have what is off in the others', [off(), on({ standard: 'fsbp/1.0.0' })], of(), true],
  ['the account is nearer than the standard', [off({ standard: 'fsbp/1.0.0' }), on({ accountId: A })], of(), true],
  ['no control is on in a standard that is off', [on({ standard: 'cis/3.0.0' })], cis, false],
])('%s', (_name, settings, asked, enabled) => {
  expect(isEnabled(settings, asked)).toBe(enabled);
});

test('a control that is off says why', () => {
  expect(enablement([off({ reason: 'A proxy does it.' })])(of())).toEqual({
    kind: 'control-disabled',
    reason: 'A proxy does it.',
  });
  expect(enablement([off()])(cis)).toEqual({ kind: 'standard-disabled' });
});
