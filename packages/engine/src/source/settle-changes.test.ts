import { setTimeout as delay } from 'node:timers/promises';
import { accountId, region, type ChangedResource } from '@trueup/core';
import { expect, test } from 'vitest';
import type { EngineParts } from '../parts.ts';
import type { Rejudged } from './rejudge.ts';
import { settleChanges, type Changes } from './settle-changes.ts';

const bucket = (id: string): ChangedResource => ({
  accountId: accountId('111122223333'),
  region: region('eu-west-1'),
  type: 'AWS::S3::Bucket',
  id,
  deleted: false,
});

interface Look {
  readonly id: string;
  end(error?: Error): void;
}

/** Looks that end when the test says so. */
function scene(settleMs = 5): { readonly changes: Changes; readonly looks: Look[] } {
  const looks: Look[] = [];
  const read = (_: EngineParts, { id }: ChangedResource): Promise<Rejudged> => {
    const { promise, resolve, reject } = Promise.withResolvers<Rejudged>();
    looks.push({ id, end: (error) => (error ? reject(error) : resolve({ kind: 'judged' })) });
    return promise;
  };
  // Only the look has a use for the parts.
  return { changes: settleChanges({} as EngineParts, { settleMs, read }), looks };
}

const later = (): Promise<void> => delay(30);

test('many changes of one resource are one look, and all are told', async () => {
  const { changes, looks } = scene();
  const all = Array.from({ length: 50 }, () => changes.add(bucket('a')));
  await later();
  expect(looks.map(({ id }) => id)).toEqual(['a']);
  looks[0]?.end();
  expect(await Promise.all(all)).toEqual(all.map(() => ({ kind: 'judged' })));
});

test('what comes during a look is looked at again, and never at the same time', async () => {
  const { changes, looks } = scene();
  const first = changes.add(bucket('a'));
  await later();
  const second = changes.add(bucket('a'));
  await later();
  expect(looks).toHaveLength(1);
  looks[0]?.end();
  await first;
  await later();
  expect(looks).toHaveLength(2);
  looks[1]?.end();
  expect(await second).toEqual({ kind: 'judged' });
});

test('resources are looked at beside each other, eight at a time', async () => {
  const { changes, looks } = scene();
  const all = Array.from({ length: 12 }, (_, index) => changes.add(bucket(`b${index}`)));
  await later();
  expect(looks).toHaveLength(8);
  for (const look of looks) look.end();
  await later();
  expect(looks).toHaveLength(12);
  for (const look of looks) look.end();
  await Promise.all(all);
});

test('a look that fails is told to those who waited for it, and the next one is made', async () => {
  const { changes, looks } = scene();
  const first = changes.add(bucket('a'));
  const told = first.catch((error: unknown) => error);
  await later();
  const second = changes.add(bucket('a'));
  looks[0]?.end(new Error('no'));
  expect(await told).toMatchObject({ message: 'no' });
  await later();
  looks[1]?.end();
  expect(await second).toEqual({ kind: 'judged' });
});

test('a stop looks at nothing more, and tells so', async () => {
  const { changes, looks } = scene(60_000);
  const told = changes.add(bucket('a')).catch((error: unknown) => error);
  await changes.stop();
  expect(await told).toMatchObject({ name: 'AbortError' });
  expect(looks).toEqual([]);
});
