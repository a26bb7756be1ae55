import type { Overview } from '@trueup/api-contract';
import { pathTo, type Search } from '../../paths.ts';

/** What a repair can come to, in the order in which it is shown. */
export const OUTCOME_KINDS = [
  'verified',
  'alreadyCompliant',
  'stillNonCompliant',
  'failed',
  'undone',
  'other',
] as const;
type OutcomeKind = (typeof OUTCOME_KINDS)[number] & keyof Overview['remediation'];

const SEARCHES: Readonly<Record<OutcomeKind, Search>> = {
  verified: { kind: 'repair', outcome: 'verified' },
  alreadyCompliant: { kind: 'repair', outcome: 'already-compliant' },
  stillNonCompliant: { kind: 'repair', outcome: 'still-non-compliant' },
  // As the server counts them: whatever counts as a failure of the runbook.
  failed: { kind: 'repair', outcome: 'failed,inconclusive' },
  undone: { kind: 'undo' },
  other: { kind: 'repair', outcome: 'refused-stale,refused-unread,cancelled' },
};

/** Repairs with this outcome that were started within the days that an overview tells of. */
export function outcomePath(kind: OutcomeKind, { trend }: Pick<Overview, 'trend'>): string {
  const first = trend[0]?.date;
  return pathTo(
    'executions',
    {},
    { ...SEARCHES[kind], ...(first === undefined ? {} : { from: `${first}T00:00:00.000Z` }) },
  );
}
