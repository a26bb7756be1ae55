import type { PolicyProblem } from '@trueup/api-contract';
import type { CodeProblem } from '../../../components/code/code-editor.tsx';

interface Found {
  readonly problems: readonly PolicyProblem[];
  readonly warnings: readonly PolicyProblem[];
}

/** What is wrong with one file, as the editor shows it. */
export function codeProblemsOf(file: string, { problems, warnings }: Found): readonly CodeProblem[] {
  const of = (list: readonly PolicyProblem[], severity: CodeProblem['severity']): CodeProblem[] =>
    list
      .filter((problem) => problem.file === file)
      .map(({ line, column, path, message }) => ({
        line,
        column,
        severity,
        message: path === '' ? message : `${path}: ${message}`,
      }));
  return [...of(problems, 'error'), ...of(warnings, 'warning')];
}
