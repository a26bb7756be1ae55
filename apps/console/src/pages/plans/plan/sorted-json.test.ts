import { expect, test } from 'vitest';
import { sortedJson } from './sorted-json.ts';

test('maps that hold the same are written the same, however deep; lists keep their order', () => {
  const one = sortedJson({ b: [{ y: 1, x: null }, 2], a: 'text' });
  expect(one).toBe(sortedJson({ a: 'text', b: [{ x: null, y: 1 }, 2] }));
  expect(one).not.toBe(sortedJson({ a: 'text', b: [2, { x: null, y: 1 }] }));
  expect(JSON.parse(one)).toEqual({ a: 'text', b: [{ x: null, y: 1 }, 2] });
});
