import { expect, test } from 'vitest';
import { differenceKind, pathText, valueText } from './difference-text.ts';

test('a side that is missing tells what a difference does; null is a value', () => {
  expect(differenceKind({ path: [], after: 1 })).toBe('added');
  expect(differenceKind({ path: [], before: 1 })).toBe('removed');
  expect(differenceKind({ path: [], before: null, after: 1 })).toBe('changed');
  expect(differenceKind({ path: [], before: 1, after: null })).toBe('changed');
});

test('a path reads as code does', () => {
  expect(pathText(['Trails', 0, 'EventSelectors'])).toBe('Trails[0].EventSelectors');
  expect(pathText([0, 'a'])).toBe('[0].a');
  expect(pathText([])).toBe('');
});

test('a text is shown without quotes, and a map as JSON', () => {
  expect(valueText('(known after apply)')).toBe('(known after apply)');
  expect(valueText({ a: 1 })).toBe('{\n  "a": 1\n}');
  expect(valueText(null)).toBe('null');
});
