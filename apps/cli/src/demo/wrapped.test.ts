import { expect, test } from 'vitest';
import { wrapped } from './wrapped.ts';

test('a long text is broken between words, each line behind the indent', () => {
  const lines = wrapped('word '.repeat(60).trim(), '  ').split('\n');
  expect(lines.map((line) => line.length <= 100 && line.startsWith('  word'))).toEqual(lines.map(() => true));
  expect(lines.join(' ').split(/ +/).filter(Boolean)).toHaveLength(60);
});

test('what has no place to be broken stays whole', () => {
  expect(wrapped('x'.repeat(120))).toBe('x'.repeat(120));
  expect(wrapped('')).toBe('');
});
