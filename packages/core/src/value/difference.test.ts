import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences, KNOWN_AFTER_APPLY, pathText } from './difference.ts';
import type { Json } from './json.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

test.each<[string, Json, Json, string[]]>([
  ['a changed leaf', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
  ['a member that is new', { a: 1 }, { a: 1, b: 2 }, ['b']],
  ['a member that is gone', { a: 1, b: 2 }, { a: 1 }, ['b']],
  ['an element that is new, wherever it stands', { l: [1, 2] }, { l: [3, 2, 1] }, ['l[0]']],
  ['an element that is gone', { l: [{ id: 1 }, { id: 2 }] }, { l: [{ id: 2 }] }, ['l[0]']],
  ['one of two equal elements that is gone', [1, 1], [1], ['[1]']],
  ['nothing, when only the order of a list moved', { l: [1, 2, 3] }, { l: [3, 1, 2] }, []],
  ['nothing, where a value is only known afterwards', { a: KNOWN_AFTER_APPLY }, { a: { b: [1] } }, []],
  ['null is not the same as absent', { a: null }, {}, ['a']],
])('%s', (_name, before, after, paths) => {
  expect(differences(before, after).map(({ path }) => pathText(path))).toEqual(paths);
});

test('a value does not differ from itself', () => {
  fc.assert(fc.property(json, (value) => differences(value, value).length === 0));
});

test('swapping the sides swaps what a difference says', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const there = differences(one, other).length;
      expect(differences(other, one).length).toBe(there);
    }),
  );
});
