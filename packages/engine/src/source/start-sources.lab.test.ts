import { awsDoor, awsResourceReader } from '@trueup/aws';
import { libraryEntry } from '@trueup/controls';
import { arn, type Asff, type JsonObject, type Policy, type PolicySources, type Store } from '@trueup/core';
import {
  eventParts,
  eventually,
  freshAccount,
  hubFinding,
  labAws,
  labStore,
  systemClock,
  testPolicy,
  type LabAws,
} from '@trueup/testing';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import type { Running } from './poll.ts';
import { startSources } from './start-sources.ts';

let store: Store;
const endpoint = inject('awsLabEndpoint');
const door = awsDoor({ endpoint, accountOf: () => ({ role: 'Member' }) });
beforeAll(async () => {
  store = await labStore();
});
afterAll(async () => {
  door.close();
  await store.close();
});

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

interface Scene {
  readonly aws: LabAws;
  readonly parts: BatchedParts;
  readonly policy: { sources: PolicySources };
  /** The ARN of a queue that all events of these sources go to, over a rule of the account's event bus. */
  queue(sources: readonly string[]): Promise<{ readonly arn: string; waiting(): Promise<number> }>;
  put(source: string, type: string, detail: JsonObject): Promise<void>;
  findings(): Promise<readonly string[]>;
  start(): void;
}

function scene(): Scene {
  const aws = labAws(endpoint, freshAccount());
  const policy: { sources: PolicySources } = { sources: { queues: [], securityHub: [] } };
  const parts = batchedParts(
    eventParts(store, aws.accountId, {
      door,
      reader: awsResourceReader({ door, clock: systemClock }),
      catalogue: [libraryEntry('S3.14')],
      policy: () => Promise.resolve(policyOf(aws, policy.sources)),
    }),
  );
  return {
    aws,
    parts,
    policy,
    async queue(sources) {
      const { QueueUrl } = await aws.call('sqs', 'CreateQueue', { QueueName: 'events' });
      const queueArn = `arn:aws:sqs:${aws.region}:${aws.accountId}:events`;
      await aws.call('events', 'PutRule', { Name: 'all', EventPattern: JSON.stringify({ source: sources }) });
      await aws.call('events', 'PutTargets', { Rule: 'all', Targets: [{ Id: 'one', Arn: queueArn }] });
      const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
      return {
        arn: queueArn,
        async waiting() {
          const asked = { QueueUrl: QueueUrl ?? null, AttributeNames: names };
          const { Attributes } = await aws.call('sqs', 'GetQueueAttributes', asked);
          return names.reduce((sum, name) => sum + Number((Attributes as JsonObject)[name]), 0);
        },
      };
    },
    async put(source, type, detail) {
      const Entries = [{ Source: source, DetailType: type, Detail: JSON.stringify(detail), Resources: [] }];
      const answer = await aws.call('events', 'PutEvents', { Entries });
      if (answer['FailedEntryCount'] !== 0) throw new Error(JSON.stringify(answer));
    },
    async findings() {
      const { items } = await store.findings.list({ accounts: [aws.accountId], limit: 1000 });
      return items.map((one) => [one.controlId, one.resource.id, one.compliance, one.recordState].join(' ')).toSorted();
    },
    start() {
      running.push(startSources(parts, { lookEveryMs: 50, waitSeconds: 0, settleMs: 100 }));
    },
  };
}

function policyOf(aws: LabAws, sources: PolicySources): Policy {
  return {
    ...testPolicy({ accounts: [{ id: aws.accountId, name: 'lab' }], regions: [aws.region] }),
    sources,
  };
}

const IMPORTED = 'Security Hub Findings - Imported';

test('a finding of Security Hub on the event bus becomes one here, and its message is deleted', async () => {
  const { aws, queue, policy, put, findings, start } = scene();
  const { arn: queueArn, waiting } = await queue(['aws.securityhub']);
  policy.sources = { queues: [{ arn: arn(queueArn), receivers: 1 }], securityHub: [] };
  start();
  await put('aws.securityhub', IMPORTED, { findings: [hubFinding(aws.accountId) as unknown as JsonObject] });
  expect(await eventually(findings, (found) => found.length > 0)).toEqual(['S3.8 bucket FAILED ACTIVE']);
  expect(await eventually(waiting, (count) => count === 0)).toBe(0);
});

function callOn(aws: LabAws, eventName: string, bucketName: string): JsonObject {
  return {
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: aws.region,
    requestParameters: { bucketName },
    responseElements: null,
    readOnly: false,
    recipientAccountId: aws.accountId,
  };
}

test('a call that changes a bucket has that bucket judged anew, until it is gone', async () => {
  const { aws, queue, policy, put, findings, start } = scene();
  const { arn: queueArn, waiting } = await queue(['aws.s3']);
  policy.sources = { queues: [{ arn: arn(queueArn), receivers: 1 }], securityHub: [] };
  start();
  const Bucket = `b-${aws.accountId}`;
  const call = (name: string): Promise<void> => put('aws.s3', 'AWS API Call via CloudTrail', callOn(aws, name, Bucket));
  await aws.call('s3', 'CreateBucket', { Bucket });
  await aws.call('s3', 'CreateBucket', { Bucket: `other-${aws.accountId}` });
  await call('CreateBucket');
  expect(await eventually(findings, (found) => found.length > 0)).toEqual([`S3.14 ${Bucket} FAILED ACTIVE`]);

  await aws.call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await call('PutBucketVersioning');
  await eventually(findings, ([found]) => found === `S3.14 ${Bucket} PASSED ACTIVE`);

  await aws.call('s3', 'DeleteBucket', { Bucket });
  await call('DeleteBucket');
  await eventually(findings, ([found]) => found?.endsWith('ARCHIVED') === true);
  expect(await eventually(waiting, (count) => count === 0)).toBe(0);
});

test('nothing runs unless the policy names it, and what it names no more is stopped', async () => {
  const { aws, queue, policy, put, findings, start } = scene();
  const { arn: queueArn, waiting } = await queue(['aws.securityhub']);
  const put1 = (number: number): Promise<void> => {
    const Resources: Asff['Resources'] = [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b${number}` }];
    const finding = hubFinding(aws.accountId, { Id: `finding/${number}`, Resources });
    return put('aws.securityhub', IMPORTED, { findings: [finding as unknown as JsonObject] });
  };
  start();
  await put1(1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await waiting()).toBe(1);

  policy.sources = { queues: [{ arn: arn(queueArn), receivers: 1 }], securityHub: [] };
  await eventually(findings, (found) => found.length === 1);

  policy.sources = { queues: [], securityHub: [] };
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await put1(2);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await findings()).toHaveLength(1);
  expect(await waiting()).toBe(1);
});
