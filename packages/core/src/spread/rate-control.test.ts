import { expect, test } from 'vitest';
import { errorsAllowed, concurrencyAllowed, isStopped, nextToStart, type ChildStatus } from './rate-control.ts';

/** How many are started each time all those in flight have succeeded. */
function waves(total: number, maxConcurrency: string): number[] {
  const statuses: ChildStatus[] = Array.from({ length: total }, () => undefined);
  const sizes: number[] = [];
  for (;;) {
    const start = nextToStart(statuses, { maxConcurrency, maxErrors: '0' });
    if (start.length === 0) return sizes;
    sizes.push(start.length);
    for (const index of start) statuses[index] = 'Success';
  }
}

test.each([
  [50, '50', [1, 2, 4, 8, 16, 19]],
  [50, '10', [1, 2, 4, 8, 10, 10, 10, 5]],
  [10, '3', [1, 2, 3, 3, 1]],
  [3, '1', [1, 1, 1]],
  [10, '50%', [1, 2, 4, 3]],
  [0, '10', []],
])(
  '%i targets with MaxConcurrency %s start one alone, then two, then twice as many',
  (total, maxConcurrency, sizes) => {
    expect(waves(total, maxConcurrency)).toEqual(sizes);
  },
);

test('once MaxConcurrency is reached, each that ends makes room for one', () => {
  const rate = { maxConcurrency: '2', maxErrors: '0' };
  expect(nextToStart(['Success', 'InProgress', 'Waiting', undefined, undefined], rate)).toEqual([]);
  expect(nextToStart(['Success', 'InProgress', 'Success', undefined, undefined], rate)).toEqual([3]);
});

test.each([
  ['0', 20, 0],
  ['3', 20, 3],
  ['10%', 50, 5],
  ['10%', 19, 1],
  ['5%', 10, 0],
  ['100%', 7, 7],
])('MaxErrors %s of %i targets allows %i', (maxErrors, total, allowed) => {
  expect(errorsAllowed({ maxConcurrency: '1', maxErrors }, total)).toBe(allowed);
});

test.each([
  ['10', 4, 10],
  ['10%', 19, 1],
  ['10%', 5, 1],
  ['20%', 20, 4],
])('MaxConcurrency %s of %i targets is %i', (maxConcurrency, total, allowed) => {
  expect(concurrencyAllowed({ maxConcurrency, maxErrors: '0' }, total)).toBe(allowed);
});

test('the error after the last allowed one stops it, not the last allowed one', () => {
  const failed = (count: number): ChildStatus[] =>
    Array.from({ length: 10 }, (_, index) => (index < count ? 'Failed' : undefined));
  expect(isStopped(failed(3), { maxConcurrency: '1', maxErrors: '3' })).toBe(false);
  expect(isStopped(failed(4), { maxConcurrency: '1', maxErrors: '3' })).toBe(true);
});
