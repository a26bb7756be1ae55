import type { Output, StoredDecision } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function decisionsText(all: readonly StoredDecision[], look: Look): string {
  if (all.length === 0) return 'Nothing was decided yet.';
  return tableText(
    [
      { head: 'FINDING', cell: ({ findingId }) => findingId },
      { head: 'DECISION', cell: ({ decision }) => decision.kind },
      { head: 'REASON', cell: ({ decision }) => (decision.kind === 'remediate' ? '' : decision.reason) },
      { head: 'LINE', cell: ({ remediation }) => remediation, least: 16, spare: true },
      { head: 'WHY', cell: ({ detail }) => detail, least: 28 },
      { head: 'DECIDED', cell: ({ decidedAt }) => timeText(decidedAt), spare: true },
      { head: 'AGAIN', cell: ({ dueAt }) => (dueAt === undefined ? '' : timeText(dueAt)), spare: true },
    ],
    all,
    look,
  );
}

export function decisionCountsText({ counts }: Output<'decisionCounts'>, look: Look): string {
  if (counts.length === 0) return 'Nothing was decided yet.';
  return tableText(
    [
      { head: 'FINDINGS', cell: ({ count }) => String(count) },
      { head: 'DECISION', cell: ({ kind }) => kind },
      { head: 'REASON', cell: ({ reason }) => reason ?? '' },
    ],
    counts,
    look,
  );
}
