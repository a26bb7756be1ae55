import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

const aes = ruled({ SSEAlgorithm: 'AES256' });

test.each<[string, string, JsonObject | null]>([
  ['a bucket with the AWS managed key', 'compliant', ruled({ SSEAlgorithm: 'aws:kms' })],
  ['a bucket with a key of its own', 'compliant', ruled({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' })],
  ['a bucket encrypted twice', 'compliant', ruled({ SSEAlgorithm: 'aws:kms:dsse' })],
  ['a bucket with the keys of S3', 'non-compliant', aes],
  ['a bucket without a configuration, which S3 encrypts with its own keys,', 'non-compliant', null],
  ['a bucket without a rule', 'non-compliant', { Rules: [] }],
  ['a bucket whose rule names no algorithm', 'non-compliant', { Rules: [{ BucketKeyEnabled: true }] }],
])('%s is %s', (_name, expected, encryption) => {
  expect(judge(control, bucket(encryption), {}).kind).toBe(expected);
});

test('without a parameter the repair names no key, so S3 takes the AWS managed one', () => {
  expect(control.input(bucket(aes), {})).toEqual({
    BucketName: 'bucket-1',
    Encryption: ruled({ SSEAlgorithm: 'aws:kms' }, true),
  });
});

test('the repair takes the key that the policy names', () => {
  expect(control.input(bucket(null), { kmsKeyId: 'key-1' })).toMatchObject({
    Encryption: ruled({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' }, true),
  });
});

test('after the repair the bucket is compliant and the other settings of its rule stay', () => {
  const blocked = fc.option(fc.constant({ EncryptionType: ['SSE-C'] }), { nil: undefined });
  const rule = fc.record(
    { ApplyServerSideEncryptionByDefault: fc.constant({ SSEAlgorithm: 'AES256' }), BucketKeyEnabled: fc.boolean() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.option(fc.tuple(rule, blocked)), fc.option(fc.constant('key-1'), { nil: undefined }), (was, key) => {
      const before = was && { Rules: [{ ...was[0], ...(was[1] ? { BlockedEncryptionTypes: was[1] } : {}) }] };
      const repair = repairOf(control, bucket(before), key === undefined ? {} : { kmsKeyId: key });
      expect(repair.verdict).toBe('compliant');
      expect(repair.changed.filter((path) => !path.startsWith('Encryption'))).toEqual([]);
      const after = control.repaired(bucket(before), {})['Encryption'] as { Rules: JsonObject[] };
      expect(after.Rules[0]?.['BlockedEncryptionTypes']).toEqual(was?.[1]);
    }),
  );
});

test.each<[string, JsonObject | null, JsonObject]>([
  ['restores the configuration as it was', aes, { HadConfiguration: true, Encryption: aes }],
  ['deletes the configuration of a bucket that had none', null, { HadConfiguration: false }],
])('the undo %s', (_name, encryption, input) => {
  if (control.undo.kind !== 'runbook') throw new Error('S3.17 has an undo');
  expect(control.undo.input(bucket(encryption), {})).toMatchObject({ BucketName: 'bucket-1', ...input });
});

test.each([{ kmsKeyId: '' }, { kmsKey: 'key-1' }])('the parameters %j are refused', (given) => {
  expect(control.parameters.safeParse(given).success).toBe(false);
});

test.each<[string, JsonObject | null]>([
  ['a bucket with a configuration', aes],
  ['a bucket without', null],
])('both runbooks take what the control gives them for %s', (_name, encryption) => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = bucket(encryption);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function ruled(byDefault: JsonObject, BucketKeyEnabled = false): JsonObject {
  return { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled }] };
}

function bucket(Encryption: JsonObject | null): Snapshot {
  const Bucket = { Name: 'bucket-1', Region: 'eu-west-1' };
  return snapshotOf('AWS::S3::Bucket', 'bucket-1', { Bucket, Encryption, PublicAccessBlock: null, Versioning: null });
}
