import { expect, test } from 'vitest';
import { PAGES } from './pages/pages.ts';
import { PATTERNS, pathTo, readSearch, writeSearch } from './paths.ts';

test('a path holds its members, safe for a URL', () => {
  expect(pathTo('finding', { findingId: 'f-1' })).toBe('/findings/f-1');
  expect(pathTo('documentRunbook', { documentName: '../x y' })).toBe('/runbooks/documents/..%2Fx%20y');
});

test('a search leaves out what is undefined, and is read as it was written', () => {
  const search = { q: '{"a":"b & c"}', tab: undefined };
  expect(pathTo('findings', {}, search)).toBe(`/findings${writeSearch({ q: search.q })}`);
  expect(readSearch(writeSearch(search))).toEqual({ q: search.q });
  expect(pathTo('findings')).toBe('/findings');
});

test('no two pages have the same pattern, and each has a file', async () => {
  expect(new Set(Object.values(PATTERNS)).size).toBe(Object.keys(PATTERNS).length);
  expect(Object.keys(PAGES).sort()).toEqual(Object.keys(PATTERNS).sort());
});
