import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './json.ts';

test('the order of members does not matter, the order of elements does', () => {
  expect(canonicalJson({ b: 1, a: [2, 1] })).toBe('{"a":[2,1],"b":1}');
  expect(canonicalJson({ a: [1, 2], b: 1 })).not.toBe(canonicalJson({ a: [2, 1], b: 1 }));
});

test('an undefined member is as if it were not there', () => {
  expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
});

test('reading the text gives the value back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
