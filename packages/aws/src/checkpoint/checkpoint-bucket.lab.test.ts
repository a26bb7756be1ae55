import { randomInt } from 'node:crypto';
import { accountId, region, type Checkpoint, type JsonObject, type Scope } from '@trueup/core';
import { afterAll, expect, inject, test } from 'vitest';
import { awsDoor } from '../door/aws-door.ts';
import { checkpointBucket } from './checkpoint-bucket.ts';

const door = awsDoor({ endpoint: inject('awsLabEndpoint'), accountOf: () => ({ role: 'Member' }) });
afterAll(() => door.close());
const scope: Scope = {
  accountId: accountId(String(randomInt(100_000_000_000, 999_999_999_999))),
  region: region('eu-west-1'),
  partition: 'aws',
};
const now = new Date().toISOString();

async function s3(operation: string, parameters: JsonObject): Promise<JsonObject> {
  const answer = await door.open(scope, { mode: 'live' }).call({ service: 's3', operation, parameters });
  if (answer.kind !== 'answered') throw new Error(`s3 ${operation}: ${JSON.stringify(answer)}`);
  return answer.output;
}

async function bucket(settings: JsonObject = {}): Promise<string> {
  const name = `checkpoints-${randomInt(1e9)}`;
  const CreateBucketConfiguration = { LocationConstraint: scope.region };
  await s3('CreateBucket', { Bucket: name, CreateBucketConfiguration, ...settings });
  return name;
}

const placeOf = (name: string, prefix = 'audit/trueup') =>
  checkpointBucket(door, { now: () => now }, { bucket: name, prefix, scope: async () => scope, retainDays: 30 });

const checkpoint = (seq: number): Checkpoint => ({
  seq,
  hash: 'a'.repeat(64),
  at: '2026-01-31T12:00:00.000Z',
  records: seq,
  keyId: '0123456789abcdef',
  previous: '0'.repeat(64),
  signature: `${'A'.repeat(86)}==`,
});

test('checkpoints come back in the order of the log, and other objects are left alone', async () => {
  const name = await bucket();
  const place = placeOf(name);
  for (const seq of [9, 10, 100]) {
    expect(await place.write(checkpoint(seq))).toEqual({
      kind: 'written',
      where: expect.stringMatching(new RegExp(`^s3://${name}/audit/trueup/0{13,15}${seq}-20260131120000-`)),
    });
  }
  await s3('PutObject', { Bucket: name, Key: 'audit/trueup/README', Body: 'not ours' });
  expect(await place.read()).toEqual({ kind: 'read', checkpoints: [9, 10, 100].map(checkpoint) });
});

test('one that is there is never written over', async () => {
  const place = placeOf(await bucket());
  expect(await place.write(checkpoint(1))).toMatchObject({ kind: 'written' });
  expect(await place.write(checkpoint(1))).toMatchObject({
    kind: 'failed',
    problem: expect.stringContaining('PreconditionFailed'),
  });
});

test('a bucket with object lock keeps it in compliance mode', async () => {
  const name = await bucket({ ObjectLockEnabledForBucket: true });
  const written = await placeOf(name, '').write(checkpoint(1));
  const until = new Date(Date.parse(now) + 30 * 24 * 3600_000);
  expect(written).toMatchObject({ kind: 'written', lockedUntil: until.toISOString() });
  const Key = written.kind === 'written' ? written.where.split('/')[3] : '';
  // The stand-in has no GetObjectRetention.
  const head = await s3('HeadObject', { Bucket: name, Key: Key ?? '' });
  expect(head).toMatchObject({ ObjectLockMode: 'COMPLIANCE' });
  expect(Math.abs(Date.parse(String(head['ObjectLockRetainUntilDate'])) - until.getTime())).toBeLessThan(1_000);
});

test('a locked version cannot be removed', async () => {
  const name = await bucket({ ObjectLockEnabledForBucket: true });
  await placeOf(name, '').write(checkpoint(1));
  const { Versions } = await s3('ListObjectVersions', { Bucket: name });
  const [{ Key, VersionId } = {}] = Versions as readonly { readonly Key?: string; readonly VersionId?: string }[];
  const removal = s3('DeleteObject', { Bucket: name, Key: Key ?? '', VersionId: VersionId ?? '' });
  await expect(removal).rejects.toThrow('AccessDenied');
});

test('a bucket that is not there is a failure, and not an empty place', async () => {
  const place = placeOf('no-such-bucket-of-checkpoints');
  expect(await place.write(checkpoint(1))).toMatchObject({ kind: 'failed' });
  expect(await place.read()).toMatchObject({ kind: 'unreadable' });
});
