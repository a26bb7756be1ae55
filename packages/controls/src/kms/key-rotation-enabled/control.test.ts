import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

const on = { KeyRotationEnabled: true, RotationPeriodInDays: 365 };
const off = { KeyRotationEnabled: false };
const enabled = { KeyManager: 'CUSTOMER', KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'AWS_KMS' };
const inRegions = (MultiRegionKeyType: string): JsonObject => ({
  ...enabled,
  MultiRegion: true,
  MultiRegionConfiguration: { MultiRegionKeyType },
});

test.each<[string, string, JsonObject, JsonObject | null]>([
  ['a key that rotates', 'compliant', enabled, on],
  ['a key that does not', 'non-compliant', enabled, off],
  ['a multi-Region primary key that does not rotate', 'non-compliant', inRegions('PRIMARY'), off],
  ['a multi-Region replica', 'not-applicable', inRegions('REPLICA'), off],
  ['a disabled key', 'not-applicable', { ...enabled, KeyState: 'Disabled' }, off],
  ['a key that waits for its deletion', 'not-applicable', { ...enabled, KeyState: 'PendingDeletion' }, null],
  ['a key of a kind that KMS does not rotate', 'not-applicable', { ...enabled, KeySpec: 'RSA_2048' }, null],
  ['a key that AWS manages', 'not-applicable', { ...enabled, KeyManager: 'AWS' }, off],
])('%s is %s', (_name, expected, members, rotation) => {
  expect(judge(control, key(members, rotation), {}).kind).toBe(expected);
});

test.each<[string, JsonObject, number]>([
  ['a year for a key that names no period', off, 365],
  ['the period that the key names', { ...off, RotationPeriodInDays: 90 }, 90],
])('the repair sets %s', (_name, rotation, days) => {
  expect(control.input(key(enabled, rotation), {})).toEqual({ KeyId: 'key-1', RotationPeriodInDays: days });
});

test('after the repair the key is compliant and nothing but its rotation has changed', () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 90, max: 2560 }), { nil: undefined }), (days) => {
      const rotation = { ...off, ...(days === undefined ? {} : { RotationPeriodInDays: days }) };
      expect(repairOf(control, key(enabled, rotation))).toEqual({
        verdict: 'compliant',
        changed: ['Rotation.KeyRotationEnabled', ...(days === undefined ? ['Rotation.RotationPeriodInDays'] : [])],
      });
    }),
  );
});

test('the undo leads back to a key that does not rotate', () => {
  if (control.undo.kind !== 'runbook') throw new Error('KMS.4 has an undo');
  expect(control.undo.expected?.(key(enabled, off), {})).toMatchObject({ Key: enabled, Rotation: off });
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = key(enabled, off);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function key(Key: JsonObject, Rotation: JsonObject | null): Snapshot {
  return snapshotOf('AWS::KMS::Key', 'key-1', { Key, Rotation });
}
