import type { Diagnostic, RuleSeverity } from '@trueup/core';

export interface ValidatedFile {
  /** As it was named on the command line; `-` is standard input. */
  readonly file: string;
  /** Of the text as it is now. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was repaired, at its place before that. */
  readonly fixed: readonly Diagnostic[];
}

export interface Validation {
  readonly files: readonly ValidatedFile[];
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export function validationOf(files: readonly ValidatedFile[]): Validation {
  const count = (severity: RuleSeverity): number =>
    files.reduce((sum, { diagnostics }) => sum + diagnostics.filter((one) => one.severity === severity).length, 0);
  return { files, errors: count('error'), warnings: count('warning'), notes: count('note') };
}
