import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidPageRequest, pageOf, pageStart } from './page.ts';

const SHAPE = ['number', 'instant', 'string'] as const;

it('a cursor leads back to the key it was made from', () => {
  const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  fc.assert(
    fc.property(fc.nat(), instant, text, (rank, at, id) => {
      const key = [rank, at.toISOString(), id];
      const { next } = pageOf([1, 2], { limit: 1 }, 'findings', () => ({ item: 'x', key }));
      expect(pageStart({ cursor: next ?? '' }, 'findings', SHAPE)).toEqual({ limit: 100, after: key });
    }),
  );
});

it('whatever else is given as a cursor is refused and nothing else is thrown', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc
      .array(fc.oneof(fc.string(), fc.integer()))
      .map((key) => Buffer.from(JSON.stringify(['findings', ...key])).toString('base64url')),
  );
  fc.assert(
    fc.property(anything, (cursor) => {
      try {
        expect(pageStart({ cursor }, 'findings', SHAPE).after).toHaveLength(3);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidPageRequest);
      }
    }),
  );
});

it('the last page has no next', () => {
  const read = (row: number) => ({ item: row, key: [row] });
  expect(pageOf([1, 2], { limit: 2 }, 'findings', read)).toEqual({ items: [1, 2] });
  expect(pageOf([1, 2, 3], { limit: 2 }, 'findings', read).items).toEqual([1, 2]);
});
