import type { Asff, Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { importStream, type StreamImported, type StreamOptions } from './import-stream.ts';
import { refusingStore } from './refusing-store.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly parts: BatchedParts;
  finding(number: number, members?: Partial<Asff>): Asff;
  take(text: string | Uint8Array, options?: Partial<StreamOptions>): Promise<StreamImported>;
  titles(): Promise<readonly string[]>;
}

function scene(wrap: (store: Store) => Store = (given) => given): Scene {
  const account = freshAccount();
  const parts = batchedParts(eventParts(wrap(store), account));
  return {
    parts,
    finding: (number, members) =>
      hubFinding(account, {
        Id: `finding/${number}`,
        Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::bucket-${account}-${number}`, Region: 'eu-west-1' }],
        ...members,
      }),
    take: (text, options) => importStream(parts, piecesOf(text), { format: 'auto', ...options }, REQUESTER),
    async titles() {
      const { items } = await store.findings.list({ accounts: [account], limit: 1000 });
      return items.map(({ title }) => title).toSorted();
    },
  };
}

async function* piecesOf(given: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given;
  for (let at = 0; at < bytes.length; at += 1_000) yield await Promise.resolve(bytes.subarray(at, at + 1_000));
}

const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

test('what comes is created, what comes again is unchanged, what is newer is updated', async () => {
  const { take, finding } = scene();
  const all = numbers(700).map((number) => finding(number));
  const none = { rejected: [], rejectedTotal: 0 };
  expect(await take(lines(all))).toEqual({ created: 700, updated: 0, unchanged: 0, ...none });
  expect(await take(JSON.stringify({ Findings: all }))).toEqual({ created: 0, updated: 0, unchanged: 700, ...none });
  const newer = all.slice(0, 10).map((one) => ({ ...one, UpdatedAt: '2026-01-02T00:00:00Z' }));
  expect(await take(lines(newer))).toEqual({ created: 0, updated: 10, unchanged: 0, ...none });
});

test('of one finding the later word comes after the earlier, however many are under way', async () => {
  const { take, finding, titles } = scene();
  const words = numbers(1_200).map((number) => {
    const UpdatedAt = new Date(Date.parse('2026-01-01T00:00:00Z') + number * 1_000).toISOString();
    return finding(number % 3, { UpdatedAt, Title: `word ${number}` });
  });
  expect(await take(lines(words))).toMatchObject({ created: 3, updated: 1_197, unchanged: 0 });
  expect(await titles()).toEqual(['word 1197', 'word 1198', 'word 1199']);
});

test('a bad value is rejected alone, with its place and reason', async () => {
  const { take, finding } = scene();
  const text = [
    JSON.stringify(finding(0)),
    '{"a": nope}',
    '42',
    JSON.stringify({ ...finding(1), Title: '' }),
    JSON.stringify({ class_uid: 2003, time: 1 }),
    JSON.stringify(finding(2)),
    '{"cut":',
  ].join('\n');
  const imported = await take(text);
  expect(imported).toMatchObject({ created: 2, rejectedTotal: 5 });
  expect(imported.rejected.map(({ index, field }) => [index, field])).toEqual([
    [1, 'finding'],
    [2, 'finding'],
    [3, 'Title'],
    [4, 'finding_info.uid'],
    [6, 'finding'],
  ]);
});

test('only the first hundred rejections are told, and all are counted', async () => {
  const imported = await scene().take('{"a":1}\n'.repeat(250));
  expect(imported.rejected).toHaveLength(100);
  expect(imported).toMatchObject({ created: 0, rejectedTotal: 250 });
});

test('the format may be said, and then counts', async () => {
  const { take, finding } = scene();
  expect(await take(lines([finding(0)]), { format: 'ocsf' })).toMatchObject({ created: 0, rejectedTotal: 1 });
  expect(await take(lines([{ class_uid: 2003 }]), { format: 'asff' })).toMatchObject({
    rejected: [{ index: 0, reason: expect.any(String) }],
  });
});

test('what the database does not take is rejected alone', async () => {
  const { take, finding, titles } = scene((given) => refusingStore(given, 'bad', '22P05'));
  const all = numbers(30).map((number) => finding(number, number === 17 ? { Title: 'bad' } : { Title: 'good' }));
  expect(await take(lines(all))).toMatchObject({
    created: 29,
    rejected: [{ index: 17, field: 'finding', reason: 'could not be stored (invalid input)' }],
    rejectedTotal: 1,
  });
  expect(await titles()).toHaveLength(29);
});

test('a store that cannot be reached ends it, and what was written stays', async () => {
  const { take, finding, titles } = scene((given) => refusingStore(given, 'bad', '08006'));
  const all = numbers(600).map((number) => finding(number, number === 599 ? { Title: 'bad' } : {}));
  await expect(take(lines(all))).rejects.toThrow('invalid input');
  expect((await titles()).length).toBe(400);
});

test('bytes that end in an error end it with that error, after what is under way', async () => {
  const { parts, finding, titles } = scene();
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new TextEncoder().encode(lines(numbers(250).map((number) => finding(number)))));
    throw new Error('the line is cut');
  }
  await expect(importStream(parts, cut(), { format: 'auto' }, REQUESTER)).rejects.toThrow('the line is cut');
  expect(await titles()).toHaveLength(200);
});
