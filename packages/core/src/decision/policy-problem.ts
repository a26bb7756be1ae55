/** A fault of the policy's text, or what is doubtful about it. Line and column count from 1. */
export interface PolicyProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Such as `remediations[0].mode`; empty: the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** What is wrong at a path of the policy as it is merged out of its files. */
export interface PolicyFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** `trueup.yaml:3:10: regions[1]: …`, as compilers and editors write it. */
export function problemLine({ file, line, column, path, message }: PolicyProblem): string {
  return `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`;
}
