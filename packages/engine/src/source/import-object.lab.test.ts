import { awsDoor } from '@trueup/aws';
import { type Door, type JsonObject, type Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labAws, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts } from '../batched-parts.ts';
import { importObject, objectOf, type ObjectImported } from './import-object.ts';

let store: Store;
const endpoint = inject('awsLabEndpoint');
const real = awsDoor({ endpoint, accountOf: () => ({ role: 'Member' }) });
beforeAll(async () => {
  store = await labStore();
});
afterAll(async () => {
  real.close();
  await store.close();
});

/** Puts an object of this content into a bucket of its own, and imports it; counts the calls. */
async function imported(
  content: (account: string) => string,
  { meanwhile = (): Promise<unknown> => Promise.resolve(), key = 'findings.json' } = {},
): Promise<{ readonly outcome: ObjectImported; readonly account: string; readonly ranges: readonly unknown[] }> {
  const aws = labAws(endpoint, freshAccount());
  const Bucket = `b-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket });
  await aws.call('s3', 'PutObject', { Bucket, Key: 'findings.json', Body: content(aws.accountId) });
  const ranges: unknown[] = [];
  const door: Door = {
    ...real,
    open(scope, options) {
      const session = real.open(scope, options);
      return {
        async call(call, callOptions) {
          ranges.push(call.parameters['Range']);
          const answer = await session.call(call, callOptions);
          if (ranges.length === 1) await meanwhile();
          return answer;
        },
      };
    },
  };
  const parts = batchedParts(eventParts(store, aws.accountId, { door }));
  const scope = { accountId: aws.accountId, region: aws.region, partition: aws.partition };
  const outcome = await importObject(parts, { bucket: Bucket, key, scope }, { format: 'auto' }, REQUESTER);
  return { outcome, account: aws.accountId, ranges };
}

const finding = (account: string, number: number, pad = ''): JsonObject =>
  hubFinding(account, {
    Id: `finding/${number}`,
    Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b-${account}-${number}` }],
    ProductFields: { pad },
  }) as unknown as JsonObject;

test('an object is read in ranges, and its findings taken in', async () => {
  const pad = 'x'.repeat(2_000);
  const count = 4_500;
  const { outcome, ranges } = await imported((account) =>
    JSON.stringify({ Findings: Array.from({ length: count }, (_, index) => finding(account, index, pad)) }),
  );
  expect(outcome).toMatchObject({ kind: 'imported', created: count, rejectedTotal: 0 });
  expect(ranges).toEqual(['bytes=0-8388607', 'bytes=8388608-16777215']);
});

test('an empty object holds nothing', async () => {
  const { outcome } = await imported(() => '');
  expect(outcome).toEqual({ kind: 'imported', created: 0, updated: 0, unchanged: 0, rejected: [], rejectedTotal: 0 });
});

test('an object that is not there is told as AWS tells it', async () => {
  const { outcome } = await imported((account) => JSON.stringify(finding(account, 1)), { key: 'other.json' });
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'NoSuchKey' } });
});

test.each([
  ['s3://bucket/key', { bucket: 'bucket', key: 'key' }],
  ['s3://my.bucket/a/b c.json', { bucket: 'my.bucket', key: 'a/b c.json' }],
  ['s3://bucket/', undefined],
  ['s3://Bucket/key', undefined],
  ['https://bucket/key', undefined],
])('%s names %j', (uri, expected) => {
  expect(objectOf(uri)).toEqual(expected);
});
