import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

test.each<[string, string, JsonObject | null]>([
  ['a bucket with versioning', 'compliant', { Status: 'Enabled' }],
  ['a bucket with versioning and MFA delete', 'compliant', { Status: 'Enabled', MFADelete: 'Enabled' }],
  ['a bucket on which versioning is suspended', 'non-compliant', { Status: 'Suspended' }],
  ['a bucket that never had versioning', 'non-compliant', null],
])('%s is %s', (_name, expected, versioning) => {
  expect(judge(control, bucket(versioning), {}).kind).toBe(expected);
});

test('after the repair the bucket is compliant and nothing but the status of versioning has changed', () => {
  const suspended = fc.record({ Status: fc.constant('Suspended'), MFADelete: fc.constantFrom('Enabled', 'Disabled') });
  fc.assert(
    fc.property(fc.option(suspended), (versioning) => {
      expect(repairOf(control, bucket(versioning))).toEqual({
        verdict: 'compliant',
        changed: [versioning === null ? 'Versioning' : 'Versioning.Status'],
      });
    }),
  );
});

test.each<[string, JsonObject | null, JsonObject]>([
  ['never had versioning', null, { Status: 'Suspended' }],
  [
    'had versioning suspended',
    { Status: 'Suspended', MFADelete: 'Disabled' },
    { Status: 'Suspended', MFADelete: 'Disabled' },
  ],
])('a bucket that %s is undone once versioning is suspended', (_name, before, expected) => {
  if (control.undo.kind !== 'runbook') throw new Error('S3.14 has an undo');
  expect(control.undo.expected?.(bucket(before), {})).toEqual({ ...bucket(null).configuration, Versioning: expected });
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = bucket(null);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function bucket(Versioning: JsonObject | null): Snapshot {
  const Bucket = { Name: 'bucket-1', Region: 'eu-west-1' };
  return snapshotOf('AWS::S3::Bucket', 'bucket-1', { Bucket, Versioning, PublicAccessBlock: null, Encryption: null });
}
