import { expect, test } from 'vitest';
import { codeProblems } from './code-problems.ts';

test('a problem keeps its place and names its rule; a note is information', () => {
  const at = { path: 'mainSteps[0]', line: 4, column: 3 };
  expect(
    codeProblems([
      { rule: 'step-name', severity: 'error', message: 'No name.', ...at, endLine: 4, endColumn: 9 },
      { rule: 'timeout', severity: 'note', message: 'Waits long.', ...at },
    ]),
  ).toEqual([
    { line: 4, column: 3, endLine: 4, endColumn: 9, severity: 'error', message: 'No name. (step-name)' },
    { line: 4, column: 3, severity: 'info', message: 'Waits long. (timeout)' },
  ]);
});
