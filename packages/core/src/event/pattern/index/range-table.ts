import type { NumericTest } from '../event-pattern.ts';
import { testHolds } from '../test-holds.ts';

/** Finds all of many ranges that a number is in. */
export interface RangeTable<T> {
  /** Adds what stands under each range that holds the number. */
  find(value: number, found: T[]): void;
}

/** The ranges by their lower bounds; the middle of every part of them knows the greatest upper bound in that part. */
export function rangeTable<T>(under: ReadonlyMap<NumericTest, T>): RangeTable<T> {
  const ranges = [...under].sort(([one], [other]) => (one.low < other.low ? -1 : Number(one.low > other.low)));
  const greatest = ranges.map(() => -Infinity);
  const prepare = (from: number, to: number): number => {
    if (from >= to) return -Infinity;
    const middle = (from + to) >>> 1;
    const [{ high }] = ranges[middle] as [NumericTest, T];
    const most = Math.max(high, prepare(from, middle), prepare(middle + 1, to));
    greatest[middle] = most;
    return most;
  };
  const search = (value: number, found: T[], from: number, to: number): void => {
    const middle = (from + to) >>> 1;
    if (from >= to || (greatest[middle] as number) < value) return;
    search(value, found, from, middle);
    const [range, item] = ranges[middle] as [NumericTest, T];
    if (range.low > value) return;
    if (testHolds(range, value)) found.push(item);
    search(value, found, middle + 1, to);
  };
  prepare(0, ranges.length);
  return { find: (value, found) => search(value, found, 0, ranges.length) };
}
