import { expect, test } from 'vitest';
import { callBudget } from './call-budget.ts';
import { tokenBucket, type Timer } from './token-bucket.ts';

/** Time that passes only in sleeps. Sleepers are woken in the order of their time. */
function scriptedTimer(): Timer & { pass(ms: number): Promise<void> } {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(new Error('aborted'));
        });
      }),
    async pass(ms) {
      now += ms;
      // A thousandth of slack: rates do not divide evenly.
      const due = sleepers.filter((sleeper) => sleeper.at <= now + 0.001).sort((a, b) => a.at - b.at);
      sleepers = sleepers.filter((sleeper) => !due.includes(sleeper));
      for (const sleeper of due) sleeper.wake();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('a burst goes at once, and the rest at the rate, in the order of asking', async () => {
  const timer = scriptedTimer();
  const bucket = tokenBucket({ perSecond: 10, burst: 3 }, timer);
  const gone: number[] = [];
  for (let call = 0; call < 6; call += 1) void bucket.take(undefined).then(() => gone.push(call));
  await timer.pass(0);
  expect(gone).toEqual([0, 1, 2]);
  await timer.pass(100);
  expect(gone).toEqual([0, 1, 2, 3]);
  await timer.pass(200);
  expect(gone).toEqual([0, 1, 2, 3, 4, 5]);
});

test('never more than the burst is saved up', async () => {
  const timer = scriptedTimer();
  const bucket = tokenBucket({ perSecond: 10, burst: 2 }, timer);
  await timer.pass(60_000);
  const gone: number[] = [];
  for (let call = 0; call < 4; call += 1) void bucket.take(undefined).then(() => gone.push(call));
  await timer.pass(0);
  expect(gone).toEqual([0, 1]);
});

test('a caller that gives up returns its turn', async () => {
  const timer = scriptedTimer();
  const bucket = tokenBucket({ perSecond: 10, burst: 1 }, timer);
  await bucket.take(undefined);
  const controller = new AbortController();
  const left = bucket.take(controller.signal);
  controller.abort();
  await expect(left).rejects.toThrow('aborted');
  let gone = false;
  void bucket.take(undefined).then(() => (gone = true));
  await timer.pass(100);
  expect(gone).toBe(true);
});

test('an aborted signal takes nothing', async () => {
  const bucket = tokenBucket({ perSecond: 10, burst: 1 }, scriptedTimer());
  await expect(bucket.take(AbortSignal.abort())).rejects.toThrow('aborted');
  expect(bucket.isFull()).toBe(true);
});

test('a refusal for rate empties what was saved up', async () => {
  const timer = scriptedTimer();
  const bucket = tokenBucket({ perSecond: 10, burst: 50 }, timer);
  bucket.drain();
  let gone = false;
  void bucket.take(undefined).then(() => (gone = true));
  await timer.pass(99);
  expect(gone).toBe(false);
  await timer.pass(1);
  expect(gone).toBe(true);
});

test('accounts, regions and services pay apart', async () => {
  const budget = callBudget(() => ({ perSecond: 1, burst: 1 }), scriptedTimer());
  await budget.bucket('111111111111', 'eu-west-1', 'ec2', '').take(undefined);
  expect(budget.bucket('111111111111', 'eu-west-1', 'ec2', '').isFull()).toBe(false);
  expect(budget.bucket('222222222222', 'eu-west-1', 'ec2', '').isFull()).toBe(true);
  expect(budget.bucket('111111111111', 'eu-west-2', 'ec2', '').isFull()).toBe(true);
  expect(budget.bucket('111111111111', 'eu-west-1', 's3', '').isFull()).toBe(true);
});

test('LookupEvents, which AWS counts alone, pays out of its own budget, two a second', async () => {
  const timer = scriptedTimer();
  const budget = callBudget(undefined, timer);
  const lookUp = budget.bucket('111111111111', 'eu-west-1', 'cloudtrail', 'LookupEvents');
  let gone = 0;
  for (let call = 0; call < 4; call += 1) void lookUp.take(undefined).then(() => (gone += 1));
  await timer.pass(0);
  expect(gone).toBe(2);
  await timer.pass(1_000);
  expect(gone).toBe(4);
  expect(budget.bucket('111111111111', 'eu-west-1', 'cloudtrail', 'GetTrailStatus').isFull()).toBe(true);
});
