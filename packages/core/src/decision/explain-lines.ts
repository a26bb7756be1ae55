import type { ConfigRule } from '../control/control.ts';
import type { Finding } from '../finding/finding.ts';
import type { Mode, Policy } from './policy.ts';
import { readLines, type LineMember } from './read-lines.ts';
import type { Coverage, DecisionTarget } from './target-scope.ts';

/** How a line of the policy stands to a finding. */
export interface ExplainedLine {
  readonly name: string;
  readonly mode: Mode;
  readonly coverage: Coverage;
  /** The member that leaves the finding out, or may: the first that does. */
  readonly by?: LineMember;
  /** Whether this is the line that decides; of unknown coverage, that nothing is done. */
  readonly decides: boolean;
}

/** Every line of the policy in its order, and which of them decides; as compileLines finds it, for people. */
export function explainLines(
  policy: Pick<Policy, 'remediations'>,
  finding: Pick<Finding, 'asff'>,
  target: DecisionTarget,
  rule?: ConfigRule,
): readonly ExplainedLine[] {
  const { lines, subjectOf } = readLines(policy);
  const subject = subjectOf(finding, target, rule);
  const tested = lines.map(({ line, test }) => ({ line, excluded: test(subject) }));
  const first = tested.findIndex(({ excluded }) => excluded === undefined || excluded === 'unread');
  return tested.map(({ line: { name, mode }, excluded }, place) => ({
    name,
    mode,
    ...standingOf(excluded),
    decides: place === first,
  }));
}

function standingOf(excluded: LineMember | 'unread' | undefined): Pick<ExplainedLine, 'coverage' | 'by'> {
  if (excluded === undefined) return { coverage: 'covered' };
  return excluded === 'unread' ? { coverage: 'unknown', by: 'tags' } : { coverage: 'outside', by: excluded };
}
