import { LeaseLost } from '@trueup/core';
import { expect, test } from 'vitest';
import { inBatches } from './in-batches.ts';

const lost = Object.assign(new Error('connection lost'), { code: 'ECONNRESET' });

/** Doubles numbers; `bad` is thrown for a batch that holds 13. */
function doubling(bad: Error, most = 100): { double: (item: number) => Promise<number>; batches: number[][] } {
  const batches: number[][] = [];
  const double = inBatches(most, async (items: readonly number[]) => {
    batches.push([...items]);
    await Promise.resolve();
    if (items.includes(13)) throw bad;
    return items.map((item) => item * 2);
  });
  return { double, batches };
}

test('what is asked for in one turn is done at once, and what comes meanwhile together afterwards', async () => {
  const { double, batches } = doubling(lost, 2);
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2], [3]]);
});

test.each([
  ['a lost lease', new LeaseLost('gone')],
  ['a value that the store refuses', Object.assign(new Error('duplicate'), { code: '23505' })],
])('%s is told to its own caller alone', async (_what, bad) => {
  const { double } = doubling(bad);
  const [one, wrong, two] = await Promise.allSettled([double(1), double(13), double(2)]);
  expect([one, two]).toMatchObject([{ value: 2 }, { value: 4 }]);
  expect(wrong).toMatchObject({ status: 'rejected', reason: bad });
});

test('what may have been done all the same is not done again, and everyone is told', async () => {
  const { double, batches } = doubling(lost);
  const ended = await Promise.allSettled([double(1), double(13)]);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(batches).toEqual([[1, 13]]);
  expect(await double(4)).toBe(8);
});
