import type { DocumentDiagnostic } from '@trueup/api-contract';
import type { CodeProblem } from '../../../components/code/code-editor.tsx';

/** What the server's rules say of a document, as the editor shows it. The name of the rule stands behind its words. */
export function codeProblems(diagnostics: readonly DocumentDiagnostic[]): readonly CodeProblem[] {
  return diagnostics.map(({ rule, severity, message, line, column, endLine, endColumn }) => ({
    line,
    column,
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
    severity: severity === 'note' ? 'info' : severity,
    message: `${message} (${rule})`,
  }));
}
