import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapInParallel } from './map-in-parallel.ts';

test('results keep the order of the items, and at most eight are worked on at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { maxLength: 60 }), async (turns) => {
      let working = 0;
      let most = 0;
      const results = await mapInParallel([...turns.entries()], async ([index, count]) => {
        most = Math.max(most, ++working);
        for (let waited = 0; waited < count; waited++) await turn();
        working--;
        return index;
      });
      expect(results).toEqual([...turns.keys()]);
      expect(most).toBeLessThanOrEqual(8);
    }),
    { numRuns: 30 },
  );
});

test('after an error no further item is begun', async () => {
  const begun: number[] = [];
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    await turn();
    if (item === 3) throw new Error('three');
  };
  await expect(mapInParallel([...Array(100).keys()], work)).rejects.toThrow('three');
  for (let waited = 0; waited < 50; waited++) await turn();
  expect(begun.length).toBeLessThan(20);
});
