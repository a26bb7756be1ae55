import { expect, test } from 'vitest';
import { at, heard, type Word } from '../finding/testing/sample-report.ts';
import { verifyBlind } from './verify-blind.ts';

/** The change was made at the tenth hour. */
const verdict = (...words: Word[]): string => {
  const verification = verifyBlind(heard(words), at(10));
  return verification.kind === 'inconclusive' ? verification.reason : verification.kind;
};

test.each<[string, Word[], string]>([
  ['nobody has looked since', [{ hour: 1 }], 'no-check'],
  ['its reporter says that it passes now', [{ hour: 1 }, { hour: 11, status: 'PASSED' }], 'verified'],
  ['it passed before the change already', [{ hour: 1 }, { hour: 9, status: 'PASSED' }], 'no-check'],
  [
    'an old pass is only repeated',
    [
      { hour: 9, status: 'PASSED' },
      { hour: 11, status: 'PASSED' },
    ],
    'no-check',
  ],
  ['its reporter still sees it', [{ hour: 1 }, { hour: 11 }], 'still-non-compliant'],
  ['it cannot be judged', [{ hour: 1 }, { hour: 11, status: 'NOT_AVAILABLE' }], 'no-check'],
  ['it was archived', [{ hour: 1 }, { hour: 11, record: 'ARCHIVED' }], 'no-check'],
  ['one of two has not looked', [{ hour: 1 }, { by: 'b', hour: 1 }, { hour: 11, status: 'PASSED' }], 'no-check'],
  [
    'both have looked',
    [{ hour: 1 }, { by: 'b', hour: 1 }, { hour: 11, status: 'PASSED' }, { by: 'b', hour: 12, status: 'PASSED' }],
    'verified',
  ],
  [
    'one of two still sees it',
    [{ hour: 1 }, { by: 'b', hour: 1 }, { hour: 11, status: 'PASSED' }, { by: 'b', hour: 12 }],
    'still-non-compliant',
  ],
])('when %s', (_what, words, said) => {
  expect(verdict(...words)).toBe(said);
});
