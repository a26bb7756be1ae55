import { expect, test } from 'vitest';
import { applyEdits } from './apply-edits.ts';

test.each([
  ['nothing to change', 'a: 1', [], 'a: 1'],
  ['a replacement', 'a: yes', [{ start: 3, end: 6, text: 'true' }], 'a: true'],
  [
    'several, given in the order of the text',
    'name: a\nnext: b',
    [
      { start: 0, end: 4, text: 'Name' },
      { start: 14, end: 15, text: 'last' },
    ],
    'Name: a\nnext: last',
  ],
])('the text has the edits: %s', (_name, text, edits, expected) => {
  expect(applyEdits(text, edits)).toBe(expected);
});
