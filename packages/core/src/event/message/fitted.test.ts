import { expect, test } from 'vitest';
import { fittedLines } from './fitted-lines.ts';
import { fitted } from './fitted.ts';

const doubled = (character: string): string => (character === '<' ? '&lt;' : character);

test.each<[text: string, most: number, fitted: string]>([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['', 3, ''],
  ['a<', 5, 'a&lt;'],
  ['a<', 4, 'a…'],
  ['ab😀', 4, 'ab😀'],
  ['ab😀c', 4, 'ab…'],
])('%s in %i is %s', (text, most, expected) => {
  expect(fitted(text, most, doubled)).toBe(expected);
});

test('the ellipsis may be of ASCII', () => {
  expect(fitted('abcdef', 5, undefined, '...')).toBe('ab...');
});

test.each<[lines: readonly string[], fitted: readonly string[]]>([
  [
    ['ab', '', 'cd'],
    ['ab', 'cd'],
  ],
  [
    ['a', 'b', 'c', 'd'],
    ['a', 'b', '…'],
  ],
  [
    ['abcd', 'ef'],
    ['abcd', '…'],
  ],
  [['abcdefgh'], ['…']],
  [[], []],
])('the lines %j within three lines and eight characters are %j', (lines, expected) => {
  const kept = fittedLines(lines, { lines: 3, characters: 8 });
  expect(kept).toEqual(expected);
  expect(kept.join('\n').length).toBeLessThanOrEqual(8);
});
