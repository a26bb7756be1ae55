import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';
import { FLAGS } from './flags.ts';

const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

test.each<[string, string, JsonObject | null]>([
  ['a bucket with all four settings', 'compliant', all],
  ['a bucket that lets public access control lists in', 'non-compliant', { ...all, BlockPublicAcls: false }],
  ['a bucket that heeds public access control lists', 'non-compliant', { ...all, IgnorePublicAcls: false }],
  ['a bucket that takes public policies', 'non-compliant', { ...all, BlockPublicPolicy: false }],
  ['a bucket that a public policy opens', 'non-compliant', { ...all, RestrictPublicBuckets: false }],
  ['a bucket of which one setting is not known', 'non-compliant', { BlockPublicAcls: true }],
  ['a bucket without settings', 'non-compliant', null],
])('%s is %s', (_name, expected, block) => {
  expect(judge(control, bucket(block), {}).kind).toBe(expected);
});

test('the reason names the settings that are off', () => {
  expect(judge(control, bucket({ ...all, BlockPublicAcls: false, BlockPublicPolicy: false }), {})).toEqual({
    kind: 'non-compliant',
    reason: 'The bucket does not set BlockPublicAcls, BlockPublicPolicy.',
  });
});

test('after the repair the bucket is compliant and nothing but its settings has changed', () => {
  const settings = fc.option(fc.record(Object.fromEntries(FLAGS.map((flag) => [flag, fc.boolean()]))));
  fc.assert(
    fc.property(settings, (block) => {
      const repair = repairOf(control, bucket(block));
      expect(repair.verdict).toBe('compliant');
      expect(repair.changed.filter((path) => !path.startsWith('PublicAccessBlock'))).toEqual([]);
    }),
  );
});

test.each<[string, JsonObject | null, JsonObject]>([
  [
    'sets each setting as it was',
    { ...all, BlockPublicPolicy: false },
    { HadConfiguration: true, Configuration: { ...all, BlockPublicPolicy: false } },
  ],
  ['removes the settings of a bucket that had none', null, { HadConfiguration: false }],
])('the undo %s', (_name, block, input) => {
  if (control.undo.kind !== 'runbook') throw new Error('S3.8 has an undo');
  expect(control.undo.input(bucket(block), {})).toMatchObject({ BucketName: 'bucket-1', ...input });
});

test.each<[string, JsonObject | null]>([
  ['a bucket with settings', { ...all, BlockPublicAcls: false }],
  ['a bucket without', null],
])('both runbooks take what the control gives them for %s', (_name, block) => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = bucket(block);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function bucket(PublicAccessBlock: JsonObject | null): Snapshot {
  const Bucket = { Name: 'bucket-1', Region: 'eu-west-1' };
  return snapshotOf('AWS::S3::Bucket', 'bucket-1', { Bucket, PublicAccessBlock, Encryption: null, Versioning: null });
}
