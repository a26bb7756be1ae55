import { expect, test } from 'vitest';
import { codeProblemsOf } from './code-problems-of.ts';

test('each file has its own problems, and the path goes before the words', () => {
  const found = {
    problems: [
      { file: 'a.yaml', line: 2, column: 3, path: 'regions', message: 'missing' },
      { file: 'b.yaml', line: 1, column: 1, path: '', message: 'no map' },
    ],
    warnings: [{ file: 'b.yaml', line: 4, column: 5, path: 'windows[0]', message: 'never opens' }],
  };
  expect(codeProblemsOf('b.yaml', found)).toEqual([
    { line: 1, column: 1, severity: 'error', message: 'no map' },
    { line: 4, column: 5, severity: 'warning', message: 'windows[0]: never opens' },
  ]);
});
