import type { ConfigRule } from '../control/control.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy, PolicyRemediation } from './policy.ts';
import { readLines, type ReadLine } from './read-lines.ts';
import type { DecisionTarget } from './target-scope.ts';

/** unknown: the line covers the finding or not, which hangs on tags that nobody has read. */
export type LineChoice =
  { readonly kind: 'line' | 'unknown'; readonly line: PolicyRemediation } | { readonly kind: 'none' };

/** `rule`: the Config rule that checks the finding's control, where the library knows it. */
export type LineFor = (finding: Pick<Finding, 'asff'>, target: DecisionTarget, rule?: ConfigRule) => LineChoice;

/**
 * Reads the lines of a policy once, and tells which of them decides about a finding:
 *
 * 1. Lines are asked in the policy's order, and the first that covers the finding decides; a later one adds nothing.
 * 2. `controls`, `configRules` and `pattern` say what a line is about: each of them is enough, and one that is left out
 *    beside another covers nothing. A line without all three is about every finding.
 * 3. All other members narrow it: accounts, organizational units, regions, tags, ARNs and resource types must all cover.
 * 4. A line of which only unread tags are left to ask ends the search: the answer is `unknown`, and not what a later
 *    line says, which may be freer.
 *
 * Throws for an event pattern that is not valid: the policy was not parsed.
 */
export function compileLines(policy: Pick<Policy, 'remediations'>): LineFor {
  const { lines, subjectOf } = readLines(policy);
  const { byControl, ofAny } = indexed(lines);
  return (finding, target, rule) => {
    const subject = subjectOf(finding, target, rule);
    for (const { line, test } of byControl.get(target.controlId) ?? ofAny) {
      const excluded = test(subject);
      if (excluded === undefined) return { kind: 'line', line };
      if (excluded === 'unread') return { kind: 'unknown', line };
    }
    return { kind: 'none' };
  };
}

interface Indexed {
  readonly byControl: ReadonlyMap<string, readonly ReadLine[]>;
  /** Those that are asked about a control that no line names. */
  readonly ofAny: readonly ReadLine[];
}

function indexed(lines: readonly ReadLine[]): Indexed {
  const named = new Set(lines.flatMap(({ controls }) => (controls === '*' ? [] : [...controls])));
  const of = (control: string): ReadLine[] => lines.filter(({ controls }) => controls === '*' || controls.has(control));
  return {
    byControl: new Map([...named].map((control) => [control, of(control)])),
    ofAny: lines.filter(({ controls }) => controls === '*'),
  };
}
