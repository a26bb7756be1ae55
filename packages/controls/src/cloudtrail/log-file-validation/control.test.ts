import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

test.each<[string, string, JsonObject]>([
  ['a trail with validation', 'compliant', { LogFileValidationEnabled: true }],
  ['a trail without validation', 'non-compliant', { LogFileValidationEnabled: false }],
  ['a trail that does not speak of validation', 'non-compliant', {}],
])('%s is %s', (_name, expected, members) => {
  expect(judge(control, trail(members), {}).kind).toBe(expected);
});

test('after the repair the trail is compliant and nothing but the validation has changed', () => {
  expect(repairOf(control, trail({ LogFileValidationEnabled: false }))).toEqual({
    verdict: 'compliant',
    changed: ['Trail.LogFileValidationEnabled'],
  });
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = trail({ LogFileValidationEnabled: false });
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function trail(members: JsonObject): Snapshot {
  const Trail = { Name: 'trail-1', S3BucketName: 'logs', IsMultiRegionTrail: true, KmsKeyId: 'key-1', ...members };
  return snapshotOf('AWS::CloudTrail::Trail', 'trail-1', { Trail, Status: { IsLogging: true } });
}
