import { judge, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

test.each<[string, string, boolean]>([
  ['a Region that encrypts new volumes', 'compliant', true],
  ['a Region that does not', 'non-compliant', false],
])('%s is %s', (_name, expected, on) => {
  expect(judge(control, account(on), {}).kind).toBe(expected);
});

test('the reason names the Region, because each has its own setting', () => {
  expect(judge(control, account(false), {})).toMatchObject({ reason: expect.stringContaining('eu-west-1') as string });
});

test('after the repair the Region is compliant and nothing but the setting has changed', () => {
  expect(repairOf(control, account(false))).toEqual({
    verdict: 'compliant',
    changed: ['EbsEncryptionByDefault.EbsEncryptionByDefault'],
  });
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = account(false);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function account(on: boolean): Snapshot {
  return snapshotOf('AWS::::Account', '111122223333', {
    EbsEncryptionByDefault: { EbsEncryptionByDefault: on },
    PasswordPolicy: { MinimumPasswordLength: 14 },
  });
}
