import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { awsDoor, awsResourceReader, callBudget } from '@trueup/aws';
import { controlLookup } from '@trueup/controls';
import { accountId, region, type Clock, type JsonObject, type Store } from '@trueup/core';
import { createEngine, defaultTiming, type Engine } from '@trueup/engine';
import { labStore, startAwsLab, testPolicy, unconnected } from '@trueup/testing';
import { digest, VERSIONING } from './scripted-buckets.ts';
import { impatientDoor } from './impatient-door.ts';
import { machine, table } from './table.ts';

/**
 * From a change event in the queue to a fix that is verified, all by itself: the bucket is read and judged, the finding
 * opened, decided about, planned, started, repaired, read again and closed. The settle delay, in which Trueup waits on
 * purpose for what else changes, is taken off. Floor: the calls that a fix makes, one after the other, by a bare client.
 */
const BUCKETS = 150;
const WARM_UP = 10;
const PER_SECOND = 2;
/** As the engine has it. */
const SETTLE_MS = 2_000;

process.env['AWS_ACCESS_KEY_ID'] ??= 'bench';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'bench';
const ACCOUNT = accountId('888877776666');
const REGION = region('us-east-1');
const lab = await startAwsLab();
const budget = callBudget(() => ({ perSecond: 10_000, burst: 10_000 }));
const real = awsDoor({ endpoint: lab.endpoint, accountOf: () => ({ role: 'Member' }), budget });
const door = impatientDoor(real);
const aws = door.open({ accountId: ACCOUNT, region: REGION, partition: 'aws' }, { mode: 'live' });

async function call(service: string, operation: string, parameters: JsonObject): Promise<JsonObject> {
  const answer = await aws.call({ service, operation, parameters });
  if (answer.kind === 'answered') return answer.output;
  throw new Error(`${operation}: ${JSON.stringify(answer)}`);
}

const bucketName = (number: number): string => `bench-${ACCOUNT}-${number}`;

function changeOf(bucket: string): JsonObject {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.s3',
    account: ACCOUNT,
    time: new Date().toISOString(),
    region: REGION,
    resources: [],
    detail: {
      eventVersion: '1.08',
      eventTime: new Date().toISOString(),
      eventSource: 's3.amazonaws.com',
      eventName: 'PutBucketVersioning',
      awsRegion: REGION,
      recipientAccountId: ACCOUNT,
      userIdentity: { type: 'IAMUser', accountId: ACCOUNT, userName: 'bench' },
      requestParameters: { bucketName: bucket },
      responseElements: null,
      eventID: randomUUID(),
    },
  };
}

/** Buckets without versioning, whose change is told at an even pace. */
async function sendAll(queueUrl: string): Promise<ReadonlyMap<string, number>> {
  const sent = new Map<string, number>();
  const begun = performance.now();
  for (let number = 0; number < BUCKETS; number += 1) {
    await delay(Math.max(0, begun + (number * 1_000) / PER_SECOND - performance.now()));
    const bucket = bucketName(number);
    sent.set(bucket, Date.now());
    await call('sqs', 'SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify(changeOf(bucket)) });
  }
  return sent;
}

async function latencies(store: Store, sent: ReadonlyMap<string, number>): Promise<readonly number[]> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { items } = await store.executions.list({ outcomes: ['verified'], limit: 1000 });
    if (items.length >= BUCKETS) {
      return items
        .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt))
        .map(({ resource, finishedAt = '' }) => {
          const sentAt = sent.get(resource?.id ?? '') ?? Number.NaN;
          return Date.parse(finishedAt) - sentAt - SETTLE_MS;
        });
    }
    await delay(100);
  }
  const { items } = await store.executions.list({ limit: 1000 });
  const outcomes = Map.groupBy(items, ({ outcome, phase }) => outcome ?? phase);
  throw new Error(`not all were fixed: ${[...outcomes].map(([key, of]) => `${of.length} ${key}`).join(', ')}`);
}

function engineOn(store: Store): Engine {
  const line = {
    controls: ['S3.14'],
    mode: 'automatic',
    override: 'This is a benchmark only.',
    concurrencyPercent: 100,
  };
  const policy = testPolicy(
    {
      regions: [REGION],
      accounts: [{ id: ACCOUNT, name: 'bench', role: 'Member' }],
      remediations: [line],
      limits: [],
      sources: { queues: [{ arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:changes`, receivers: 1 }] },
    },
    [VERSIONING],
  );
  const never = (): never => {
    throw new Error('this benchmark runs no scripts and posts nothing');
  };
  const clock: Clock = { now: () => new Date().toISOString() };
  return createEngine({
    ...unconnected(ACCOUNT),
    lookup: controlLookup(),
    store,
    door,
    reader: awsResourceReader({ door, clock }),
    scripts: { run: never, support: never, close: () => Promise.resolve() },
    catalogue: [VERSIONING],
    policy: () => Promise.resolve(policy),
    accounts: () => Promise.resolve([ACCOUNT]),
    post: never,
    clock,
    ids: { next: (prefix) => `${prefix}-${randomUUID()}`, uuid: () => randomUUID() },
    digest,
    log: {
      info: () => undefined,
      error: (fields, message) =>
        process.stderr.write(`${message} ${JSON.stringify(fields)} ${String(fields['error'])}\n`),
    },
    timing: defaultTiming,
  });
}

async function throughTrueup(): Promise<readonly number[]> {
  const queueUrl = String((await call('sqs', 'CreateQueue', { QueueName: 'changes' }))['QueueUrl']);
  const store = await labStore();
  const worker = await engineOn(store).startWorker({ concurrency: 16, owner: 'bench', standing: true });
  try {
    return await latencies(store, await sendAll(queueUrl));
  } finally {
    await worker.stop();
    await store.close();
  }
}

/** What is read before and after, and the change. */
async function floor(): Promise<readonly number[]> {
  const ms: number[] = [];
  for (let number = 0; number < 50; number += 1) {
    const Bucket = `floor-${number}`;
    await call('s3', 'CreateBucket', { Bucket });
    const begun = performance.now();
    await call('s3', 'GetBucketVersioning', { Bucket });
    await call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    await call('s3', 'GetBucketVersioning', { Bucket });
    ms.push(performance.now() - begun);
  }
  return ms;
}

function row(what: string, all: readonly number[], asked: string): readonly string[] {
  const sorted = all.slice(WARM_UP).toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)} ms`;
  return [what, String(sorted.length), at(0.5), at(0.99), `${Math.round(sorted.at(-1) ?? 0)} ms`, asked];
}

try {
  for (let number = 0; number < BUCKETS; number += 1) await call('s3', 'CreateBucket', { Bucket: bucketName(number) });
  const rows = [
    row('floor: read, change, read', await floor(), ''),
    row('change event to verified fix, settle delay taken off', await throughTrueup(), 'p50 ≤ 1.5 s, p99 ≤ 4 s'),
  ];
  console.log(`${machine()}; ${PER_SECOND} changes a second\n`);
  console.log(table(['what', 'changes', 'p50', 'p99', 'slowest', 'asked'], rows));
} finally {
  real.close();
  await lab.stop();
}
