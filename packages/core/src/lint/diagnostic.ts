import type { RuleId, RuleSeverity } from './rules.ts';

/** Replaces the text between two offsets; `end` is after the last character. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An obvious repair of one diagnostic. Its edits belong together. */
export interface Fix {
  readonly description: string;
  readonly edits: readonly TextEdit[];
}

/** What a rule says of one place in a document. Lines and columns count from 1; the end is after the last character. */
export interface Diagnostic {
  readonly rule: RuleId;
  readonly severity: RuleSeverity;
  readonly message: string;
  /** Such as `mainSteps[2].inputs.Api`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly fix?: Fix;
}
