import { changeTopic } from '@trueup/api-contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryChanges, type MemoryChanges } from '../testing/memory-changes.ts';
import { changeFeed, type ChangeFeed } from './change-feed.ts';
import type { Changes } from './follow-changes.ts';

const TICK_MS = 500;
const ALL = changeTopic.options;
/** Whole milliseconds, so that a look at steps takes no time. */
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(TICK_MS);

interface Fed {
  readonly changes: MemoryChanges;
  readonly feed: ChangeFeed;
  readonly logged: string[];
  /** Someone who listens, and what he was told. */
  listen(after?: number | 'unknown'): Promise<{ readonly told: Changes[]; leave(): void }>;
}

function fed(changes = memoryChanges()): Fed {
  const logged: string[] = [];
  const feed = changeFeed(changes, {
    error: (_fields: unknown, message?: string) => void logged.push(`error: ${message ?? ''}`),
    info: (message: unknown) => void logged.push(`info: ${String(message)}`),
  });
  return {
    changes,
    feed,
    logged,
    async listen(after) {
      const told: Changes[] = [];
      return { told, leave: await feed.join(after, (given) => void told.push(given)) };
    },
  };
}

test('who joins is told where the log stands, and then each kind of thing that changed once', async () => {
  const { changes, listen } = fed();
  changes.happened('scan', 'finding');
  const { told } = await listen();
  expect(told).toEqual([{ seq: 2, topics: [] }]);
  changes.happened('plan', 'finding', 'finding');
  await tick();
  await tick();
  changes.happened('execution');
  await tick();
  expect(told.slice(1)).toEqual([
    { seq: 5, topics: ['finding', 'plan'] },
    // The last steps of an execution are written with its end.
    { seq: 6, topics: ['execution', 'step'] },
  ]);
});

test('a step is told of without a record', async () => {
  const { changes, listen } = fed();
  const { told } = await listen();
  changes.stepped();
  await tick();
  await tick();
  expect(told).toEqual([
    { seq: 0, topics: [] },
    { seq: 0, topics: ['step'] },
  ]);
});

test.each<[string, number | 'unknown', readonly string[]]>([
  ['just before', 9, ['step', 'token']],
  ['at the first record', 0, ['finding', 'plan', 'step', 'token']],
  ['where the log stands', 10, ['step']],
  ['beyond the end of the log', 11, ALL],
  ['nowhere that is known', 'unknown', ALL],
])('who was told up to %s (%s) is told what he missed', async (_where, after, topics) => {
  const { changes, listen } = fed();
  changes.happened(...Array<'finding'>(7).fill('finding'), 'plan', 'plan', 'token');
  const [first] = (await listen(after)).told;
  expect(first?.seq).toBe(10);
  expect([...(first?.topics ?? [])].toSorted()).toEqual([...topics].toSorted());
});

test('who missed what has been removed since, or very much, is told of everything', async () => {
  const { changes, listen } = fed();
  changes.happened('finding', 'finding', 'finding');
  changes.forget(2);
  expect((await listen(1)).told[0]?.topics).toEqual(ALL);
  expect((await listen(2)).told[0]?.topics).toEqual(['finding', 'step']);
  changes.happened(...Array<'finding'>(2_001).fill('finding'));
  await tick();
  expect((await listen(3)).told[0]?.topics).toEqual(ALL);
  expect((await listen(4)).told[0]?.topics).toEqual(['finding', 'step']);
});

test('who was told by another process of what this one has not seen yet is not told that all changed', async () => {
  const { changes, listen } = fed();
  await listen();
  changes.happened('plan');
  const { told } = await listen(1);
  expect(told).toEqual([{ seq: 0, topics: ['step'] }]);
  await tick();
  expect(told.slice(1)).toEqual([{ seq: 1, topics: ['plan'] }]);
});

test('what happens while someone joins is not lost, however slow the store is', async () => {
  const changes = memoryChanges();
  const slow: MemoryChanges = {
    ...changes,
    records: {
      ...changes.records,
      async *all(range) {
        await new Promise((resolve) => setTimeout(resolve, 3 * TICK_MS));
        yield* changes.records.all(range);
      },
    },
  };
  const { listen } = fed(slow);
  changes.happened('scan');
  const early = await listen();
  changes.happened('plan');
  await tick();
  const joining = listen(0);
  await vi.advanceTimersByTimeAsync(2 * TICK_MS);
  changes.happened('token');
  await vi.advanceTimersByTimeAsync(20 * TICK_MS);
  const { told } = await joining;
  expect(told.flatMap(({ topics }) => topics)).toEqual(expect.arrayContaining(['scan', 'plan', 'token']));
  expect(early.told.flatMap(({ topics }) => topics)).toEqual(['plan', 'token']);
});

test('the store is asked by one for all, and by nobody once all have left', async () => {
  const { changes, feed, listen } = fed();
  const listening = [await listen(), await listen(), await listen()];
  const before = changes.asked();
  await tick();
  await tick();
  expect(changes.asked() - before).toBe(2);
  for (const { leave } of listening) {
    leave();
    leave();
  }
  const after = changes.asked();
  await vi.advanceTimersByTimeAsync(10 * TICK_MS);
  expect(changes.asked()).toBe(after);
  const again = await listen();
  changes.happened('user');
  await tick();
  expect(again.told.at(-1)?.topics).toEqual(['user']);
  await feed.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('an outage of the store is written down once, and what happened meanwhile is told after it', async () => {
  const { changes, listen, logged } = fed();
  const { told } = await listen();
  changes.reachable(false);
  changes.happened('delivery');
  await vi.advanceTimersByTimeAsync(5 * TICK_MS);
  expect(told).toHaveLength(1);
  changes.reachable(true);
  await tick();
  expect(told.at(-1)).toEqual({ seq: 1, topics: ['delivery'] });
  expect(logged).toEqual(['error: changes cannot be seen; looking again', 'info: changes can be seen again']);
});

test('where the store does not answer nobody joins, and whoever comes later does', async () => {
  const { changes, listen, feed } = fed();
  changes.reachable(false);
  const refused = await Promise.allSettled([listen(), listen()]);
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  changes.reachable(true);
  const { told } = await listen();
  changes.happened('scan');
  await tick();
  expect(told.at(-1)?.topics).toEqual(['scan']);
  await feed.close();
});
