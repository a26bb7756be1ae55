import type { Actor, Asff, CallFailure, ChangedResource, Store, Stores } from '@trueup/core';
import { eventParts, eventually, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import type { Running } from './poll.ts';
import { readQueue } from './read-queue.ts';
import type { Rejudged } from './rejudge.ts';
import { refusingStore } from './refusing-store.ts';
import { replayPoison } from './replay-poison.ts';
import { scriptedQueue, type ScriptedQueue } from './scripted-queue.ts';
import { settleChanges } from './settle-changes.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

interface Scene {
  readonly parts: BatchedParts;
  readonly account: string;
  readonly arn: string;
  readonly queue: ScriptedQueue;
  readonly errors: string[];
  /** What was read because something said that it has changed. */
  readonly looks: ChangedResource[];
  start(): void;
  findings(): Promise<readonly string[]>;
  poison(): Promise<readonly { readonly id: string; readonly body: string; readonly reason: string }[]>;
}

function scene({
  wrap = (given: Store): Store => given,
  look = (): Promise<Rejudged> => Promise.resolve({ kind: 'judged' }),
} = {}): Scene {
  const account = freshAccount();
  const arn = `arn:aws:sqs:eu-west-1:${account}:events`;
  const queue = scriptedQueue();
  const given = eventParts(wrap(store), account, { door: queue.door });
  const parts = batchedParts(given);
  const looks: ChangedResource[] = [];
  const read = (_: unknown, changed: ChangedResource): Promise<Rejudged> => {
    looks.push(changed);
    return look();
  };
  return {
    parts,
    account,
    arn,
    queue,
    errors: given.errors,
    looks,
    start() {
      const changes = settleChanges(parts, { settleMs: 10, read });
      running.push(readQueue(parts, { arn: arn as never, receivers: 3 }, changes));
    },
    async findings() {
      const { items } = await store.findings.list({ accounts: [account], limit: 1000 });
      return items.map(({ title }) => title).toSorted();
    },
    async poison() {
      const { items } = await store.events.poison({ limit: 1000 });
      return items.filter(({ origin }) => origin === arn);
    },
  };
}

function eventOf(account: string, finding: Asff): string {
  const envelope = { version: '0', source: 'aws.securityhub', account, region: 'eu-west-1' };
  const type = 'Security Hub Findings - Imported';
  return JSON.stringify({ ...envelope, 'detail-type': type, detail: { findings: [finding] } });
}

const aboutBucket = (account: string, number: number, members: Partial<Asff> = {}): string =>
  eventOf(
    account,
    hubFinding(account, {
      Id: `finding/${number}`,
      Title: `finding ${number}`,
      Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b-${account}-${number}` }],
      ...members,
    }),
  );

function callOn(account: string, bucketName: string): string {
  const detail = {
    eventSource: 's3.amazonaws.com',
    eventName: 'PutBucketVersioning',
    awsRegion: 'eu-west-1',
    requestParameters: { bucketName },
    recipientAccountId: account,
  };
  const envelope = { version: '0', source: 'aws.s3', account, region: 'eu-west-1' };
  return JSON.stringify({ ...envelope, 'detail-type': 'AWS API Call via CloudTrail', detail });
}

const empty = (queue: ScriptedQueue) => eventually(queue.left, (left) => left.length === 0);
const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `finding ${index}`).toSorted();

test('every message is taken in and deleted', async () => {
  const { queue, account, start, findings } = scene();
  queue.send(...Array.from({ length: 45 }, (_, index) => aboutBucket(account, index)));
  start();
  await empty(queue);
  expect(await findings()).toEqual(names(45));
});

test('the same message twice changes nothing the second time', async () => {
  const { queue, account, start, findings } = scene();
  queue.send(aboutBucket(account, 0));
  start();
  await empty(queue);
  const { items } = await store.findings.list({ accounts: [account] });
  queue.send(aboutBucket(account, 0), aboutBucket(account, 0));
  await empty(queue);
  expect((await store.findings.list({ accounts: [account] })).items).toEqual(items);
  expect(await findings()).toEqual(['finding 0']);
  expect((await store.findings.history(items[0]?.id ?? ('' as never), { limit: 10 })).items).toHaveLength(1);
});

const fault: CallFailure = { code: 'x', message: 'x', httpStatus: 500, kind: 'service-fault' };

test('a message that could not be deleted comes again and changes nothing', async () => {
  const { queue, account, start, findings, errors } = scene();
  queue.failing.set('DeleteMessageBatch', fault);
  queue.send(aboutBucket(account, 0), 'broken');
  start();
  await eventually(
    () => errors,
    (told) => told.some((one) => one.startsWith('messages could not be deleted')),
  );
  expect(queue.left()).toHaveLength(2);
  queue.failing.clear();
  queue.reappear();
  await empty(queue);
  expect(await findings()).toEqual(['finding 0']);
});

/** Fails as a lost connection does: before the commit, or after it. */
const breaking =
  (broken: { now: boolean }, when: 'before' | 'after') =>
  (given: Store): Store => ({
    ...given,
    async transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
      const lost = Object.assign(new Error('the connection is lost'), { code: '08006' });
      if (!broken.now) return given.transaction(work);
      if (when === 'after') await given.transaction(work);
      throw lost;
    },
  });

test.each(['before', 'after'] as const)(
  'a store that fails %s the commit leaves the messages; nothing is lost and nothing doubled',
  async (when) => {
    const broken = { now: true };
    const { queue, account, start, findings, errors, poison } = scene({ wrap: breaking(broken, when) });
    queue.send(...Array.from({ length: 5 }, (_, index) => aboutBucket(account, index)), 'broken');
    start();
    await eventually(
      () => errors,
      (told) => told.length > 0,
    );
    expect(queue.left()).toHaveLength(6);
    broken.now = false;
    queue.reappear();
    await empty(queue);
    expect(await findings()).toEqual(names(5));
    expect(await poison()).toHaveLength(1);
  },
);

test.each(['throttled', 'access-denied', 'unreachable'] as const)(
  'a queue that is %s is tried again after a pause',
  async (kind) => {
    const { queue, account, start, findings, errors } = scene();
    queue.failing.set('ReceiveMessage', { ...fault, kind });
    queue.send(aboutBucket(account, 0));
    start();
    await eventually(
      () => errors,
      (told) => told.length > 0,
    );
    expect(queue.calls.get('ReceiveMessage')).toBeLessThan(10);
    queue.failing.clear();
    await empty(queue);
    expect(await findings()).toEqual(['finding 0']);
  },
);

test('what cannot be read is kept with its reason and deleted, and the rest is taken in', async () => {
  const { queue, account, arn, start, findings, poison } = scene();
  const refused = aboutBucket(account, 1, { Severity: {} });
  queue.send(aboutBucket(account, 0), '{"broken', refused, aboutBucket(account, 2));
  start();
  await empty(queue);
  expect(await findings()).toEqual(['finding 0', 'finding 2']);
  const kept = await poison();
  expect(kept.map(({ body }) => body).toSorted()).toEqual(['{"broken', refused].toSorted());
  expect(kept.map(({ reason }) => reason).toSorted()).toEqual([
    expect.stringContaining('finding 0: Severity must have'),
    expect.stringContaining('is not JSON'),
  ]);
  expect(kept).toMatchObject([{ origin: arn }, { origin: arn }]);
});

test('a message that the database does not take is kept, and those beside it are taken in', async () => {
  const { queue, account, start, findings, poison } = scene({ wrap: (given) => refusingStore(given, 'bad', '22P05') });
  queue.send(
    ...Array.from({ length: 9 }, (_, index) => aboutBucket(account, index, index === 4 ? { Title: 'bad' } : {})),
  );
  start();
  await empty(queue);
  expect(await findings()).toHaveLength(8);
  expect(await poison()).toMatchObject([{ reason: 'could not be stored (invalid input)' }]);
});

test('many events of one resource are one look, after which all are deleted', async () => {
  const { queue, account, start, looks } = scene();
  queue.send(...Array.from({ length: 30 }, () => callOn(account, 'one')), callOn(account, 'two'));
  start();
  await empty(queue);
  expect(looks.length).toBeLessThan(6);
  expect(new Set(looks.map(({ id }) => id))).toEqual(new Set(['one', 'two']));
});

test('a look that may pass later leaves its message; one that never will is kept', async () => {
  const answer: { now: Rejudged } = { now: { kind: 'unread', reason: 'throttled: x', transient: true } };
  const { queue, account, start, looks, poison } = scene({ look: () => Promise.resolve(answer.now) });
  queue.send(callOn(account, 'one'));
  start();
  await eventually(
    () => looks,
    (made) => made.length === 1,
  );
  expect(queue.left()).toHaveLength(1);
  answer.now = { kind: 'unread', reason: 'access-denied: x', transient: false };
  queue.reappear();
  await empty(queue);
  expect(await poison()).toMatchObject([{ reason: 'could not be read: access-denied: x' }]);
});

test('a kept message that can be read now is taken in and kept no longer', async () => {
  const { queue, parts, account, start, findings, poison } = scene();
  const actor: Actor = REQUESTER;
  queue.send('{"broken', aboutBucket(account, 0));
  start();
  await empty(queue);
  const [broken] = await poison();
  expect(await replayPoison(parts, broken?.id ?? '', actor)).toMatchObject({ kind: 'still-unread' });
  expect(await poison()).toHaveLength(1);

  const message = { id: `p-${account}`, origin: 'x', body: aboutBucket(account, 1), reason: 'of old' };
  await store.events.addPoison([{ ...message, receivedAt: '2026-01-01T00:00:00.000Z' }]);
  expect(await replayPoison(parts, message.id, actor)).toEqual({ kind: 'replayed', findings: 1, resources: 0 });
  expect(await store.events.poisonById(message.id)).toBeUndefined();
  expect(await findings()).toEqual(['finding 0', 'finding 1']);
  expect(await replayPoison(parts, message.id, actor)).toMatchObject({ kind: 'refused' });
});

test('a stop waits for what is being taken in, and leaves the rest', async () => {
  const { queue, account, start, findings } = scene();
  queue.send(...Array.from({ length: 200 }, (_, index) => aboutBucket(account, index)));
  start();
  await eventually(findings, (found) => found.length > 0);
  await Promise.all(running.splice(0).map((one) => one.stop()));
  expect((await findings()).length + queue.left().length).toBe(200);
});
