import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NumericTest } from '../event-pattern.ts';
import { testHolds } from '../test-holds.ts';
import { affixTable } from './affix-table.ts';
import { rangeTable } from './range-table.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '\uD83D', '\uDE00'), maxLength: 6 });

test('a table of texts finds all that a value begins with', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 30 }), text, (texts, value) => {
      const found: string[] = [];
      affixTable(new Map(texts.map((one) => [one, one]))).find(value, found);
      expect(found.toSorted()).toEqual(texts.filter((one) => value.startsWith(one)).sort());
    }),
  );
});

const bound = fc.integer({ min: -5, max: 5 });
const range: fc.Arbitrary<NumericTest> = fc.record({
  kind: fc.constant('numeric' as const),
  low: fc.oneof(bound, fc.constant(-Infinity)),
  lowIncluded: fc.boolean(),
  high: fc.oneof(bound, fc.constant(Infinity)),
  highIncluded: fc.boolean(),
});

test('a table of ranges finds all that a number is in', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), bound, (ranges, value) => {
      const found: NumericTest[] = [];
      rangeTable(new Map(ranges.map((one) => [one, one]))).find(value, found);
      expect(new Set(found)).toEqual(new Set(ranges.filter((one) => testHolds(one, value))));
      expect(found.length).toBe(ranges.filter((one) => testHolds(one, value)).length);
    }),
  );
});
