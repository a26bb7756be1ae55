import type { Diagnostic, Fix, TextEdit } from './diagnostic.ts';
import type { LintOptions } from './lint-context.ts';
import { lintRunbook } from './lint-runbook.ts';
import type { RuleId } from './rules.ts';

export interface FixedRunbook {
  readonly text: string;
  readonly fixed: readonly Diagnostic[];
  /** What the text as it is now still has, places included. */
  readonly left: readonly Diagnostic[];
}

/** A repair may uncover the next one: a name that is now known has members. */
const MOST_ROUNDS = 4;

/** Makes every obvious repair as edits of the text, so that comments and layout stay. */
export function fixRunbook(text: string, options: LintOptions = {}): FixedRunbook {
  let now: FixedRunbook = { text, fixed: [], left: lintRunbook(text, options) };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const chosen = compatible(now.left);
    if (chosen.length === 0) break;
    const changed = applyEdits(
      now.text,
      chosen.flatMap(({ fix }) => fix.edits),
    );
    const left = lintRunbook(changed, options);
    // A repair that breaks the text is none.
    if (left.some(({ rule }) => UNREADABLE.includes(rule))) break;
    now = { text: changed, fixed: [...now.fixed, ...chosen], left };
  }
  return now;
}

const UNREADABLE: readonly RuleId[] = ['document-size', 'document-syntax', 'duplicate-key'];

/** Repairs that do not touch each other. */
function compatible(diagnostics: readonly Diagnostic[]): readonly (Diagnostic & { readonly fix: Fix })[] {
  const taken: TextEdit[] = [];
  return diagnostics.flatMap((diagnostic) => {
    const { fix } = diagnostic;
    if (!fix || fix.edits.some((edit) => taken.some((other) => touch(edit, other)))) return [];
    taken.push(...fix.edits);
    return [{ ...diagnostic, fix }];
  });
}

const touch = (one: TextEdit, other: TextEdit): boolean => one.start <= other.end && other.start <= one.end;

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}
