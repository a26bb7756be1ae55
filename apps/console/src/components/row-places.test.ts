import { expect, test } from 'vitest';
import { rowPlaces } from './row-places.ts';

const first = rowPlaces(new Map(), ['a', 'b', 'c']);
const placesOf = (places: ReadonlyMap<string, number>): readonly (readonly [string, number])[] => [...places];

test('a row that stays keeps its place, wherever it stands', () => {
  expect(placesOf(rowPlaces(first, ['c', 'a']))).toEqual([
    ['c', 2],
    ['a', 0],
  ]);
});

test('rows that come take the places of those that went, in the order in which these stood', () => {
  const moved = rowPlaces(first, ['c', 'b', 'a']);
  expect(placesOf(rowPlaces(moved, ['d', 'b', 'e']))).toEqual([
    ['d', 2],
    ['b', 1],
    ['e', 0],
  ]);
});

test('more rows than before take new places, and no two rows share one', () => {
  const more = rowPlaces(rowPlaces(first, ['c']), ['d', 'c', 'e', 'f']);
  expect(new Set(more.values()).size).toBe(4);
  expect(more.get('c')).toBe(2);
});
