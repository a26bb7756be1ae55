import { compileLines, NO_LINE, type Finding, type Policy, type PolicyRemediation } from '@trueup/core';
import { targetOf } from '../decide/pose.ts';
import { entryOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';

/** More would keep the person waiting, and the shape shows before. */
const MOST_SAMPLED = 10_000;
const MOST_MOVES = 50;
const PAGE = 1_000;

/** Open findings that another line or mode would be for. */
interface PolicyMove {
  readonly from: LineAndMode;
  readonly to: LineAndMode;
  readonly findings: number;
}

interface LineAndMode {
  /** Of the policy; NO_LINE: none covers them. */
  readonly remediation: string;
  /** `unknown`: it hangs on tags that nobody has read, and nothing is done. */
  readonly mode: PolicyRemediation['mode'] | 'unknown';
}

export interface PolicyEffect {
  /** Open findings that were looked at. */
  readonly sampled: number;
  /** Whether those are all. */
  readonly complete: boolean;
  /** Findings of these that change line or mode. */
  readonly moved: number;
  /** Most first, fifty at most. */
  readonly moves: readonly PolicyMove[];
}

/** What the lines of another policy would be to the open findings. Reads findings, and nothing else. */
export async function policyEffect(
  parts: Pick<EngineParts, 'store' | 'catalogue'>,
  before: Policy | undefined,
  after: Policy,
): Promise<PolicyEffect> {
  const [was, is] = [before ? choose(parts, before) : noLine, choose(parts, after)];
  const moves = new Map<string, PolicyMove>();
  let sampled = 0;
  let moved = 0;
  let cursor: string | undefined;
  do {
    const page = await parts.store.findings.list({
      recordStates: ['ACTIVE'],
      workflows: ['NEW', 'NOTIFIED'],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const finding of page.items) {
      sampled += 1;
      const [from, to] = [was(finding), is(finding)];
      if (from.remediation === to.remediation && from.mode === to.mode) continue;
      moved += 1;
      const key = [from.remediation, from.mode, to.remediation, to.mode].join(' ');
      moves.set(key, { from, to, findings: (moves.get(key)?.findings ?? 0) + 1 });
    }
    cursor = page.next;
  } while (cursor !== undefined && sampled < MOST_SAMPLED);
  const most = [...moves.values()].sort((one, other) => other.findings - one.findings);
  return { sampled, complete: cursor === undefined, moved, moves: most.slice(0, MOST_MOVES) };
}

type Choose = (finding: Finding) => LineAndMode;

const noLine: Choose = () => ({ remediation: NO_LINE, mode: 'manual' });

function choose({ catalogue }: Pick<EngineParts, 'catalogue'>, policy: Policy): Choose {
  const lineFor = compileLines(policy);
  return (finding) => {
    const rule = entryOf(catalogue, finding.controlId)?.control.configRule;
    const chosen = lineFor(finding, targetOf(policy, finding, undefined), rule);
    switch (chosen.kind) {
      case 'line':
        return { remediation: chosen.line.name, mode: chosen.line.mode };
      case 'unknown':
        return { remediation: chosen.line.name, mode: 'unknown' };
      case 'none':
        return noLine(finding);
    }
  };
}
