import { expect, it } from 'vitest';
import { inGroups } from './in-groups.ts';

/** Runs groups when told to, and keeps what each was. */
function recording(options: { readonly keyOf?: (item: string) => string; readonly most?: number } = {}) {
  const groups: (readonly string[])[] = [];
  const group = inGroups<string, string>({
    most: 10,
    heaviest: 100,
    weightOf: (item) => item.length,
    mayTryAlone: (error) => error instanceof RangeError,
    ...options,
    async run(items) {
      groups.push(items);
      await new Promise((wake) => setTimeout(wake, 5));
      if (items.includes('bad')) throw new RangeError('bad is among them');
      if (items.includes('lost')) throw new Error('the connection is lost');
      return items.map((item) => item.toUpperCase());
    },
  });
  return { groups, group };
}

it('what is asked for while one group is under way goes together in the next', async () => {
  const { groups, group } = recording();
  const first = group('a');
  await new Promise((wake) => setTimeout(wake, 1));
  expect(await Promise.all([first, group('b'), group('c')])).toEqual(['A', 'B', 'C']);
  expect(groups).toEqual([['a'], ['b', 'c']]);
});

it('those who ask in the same turn go together, up to the most', async () => {
  const { groups, group } = recording({ most: 2 });
  expect(await Promise.all(['a', 'b', 'c'].map(group))).toEqual(['A', 'B', 'C']);
  expect(groups).toEqual([['a', 'b'], ['c']]);
});

it('of two with one key the second waits for the next group', async () => {
  const { groups, group } = recording({ keyOf: (item) => item.charAt(0), most: 2 });
  await Promise.all(['a1', 'a2', 'b1', 'a3', 'c1'].map(group));
  expect(groups).toEqual([['a1', 'b1'], ['a2', 'c1'], ['a3']]);
});

it('a group does not grow heavier than it may, and what is too heavy goes by itself', async () => {
  const { groups, group } = recording();
  const [big, huge] = ['b'.repeat(60), 'h'.repeat(200)] as const;
  await Promise.all(['a', big, big, 'c', huge, 'd'].map(group));
  expect(groups).toEqual([['a', big], [big, 'c'], [huge], ['d']]);
});

it('a bad item is told to the one who brought it, and to nobody else', async () => {
  const { group } = recording();
  const results = await Promise.allSettled(['a', 'bad', 'c'].map(group));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('nothing is repeated when it may have happened', async () => {
  const { groups, group } = recording();
  const results = await Promise.allSettled(['a', 'lost'].map(group));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(groups).toEqual([['a', 'lost']]);
  expect(await group('d')).toBe('D');
});
