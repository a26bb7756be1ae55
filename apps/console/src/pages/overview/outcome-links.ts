import type { Outcome, Overview } from '@trueup/api-contract';
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

/** As the server counts them; what was undone since counts as that alone. */
const OUTCOMES: Readonly<Record<Exclude<OutcomeKind, 'undone'>, readonly Outcome[]>> = {
  verified: ['verified'],
  alreadyCompliant: ['already-compliant'],
  stillNonCompliant: ['still-non-compliant'],
  failed: ['failed', 'inconclusive'],
  other: ['refused-stale', 'refused-unread', 'cancelled'],
};

/** Repairs that came to any of this and ended within the days that an overview tells of. */
export function outcomePath({ trend }: Pick<Overview, 'trend'>, ...kinds: readonly OutcomeKind[]): string {
  const outcomes = kinds.flatMap((kind) => (kind === 'undone' ? [] : OUTCOMES[kind]));
  const became: Search = outcomes.length === 0 ? { undone: 'yes' } : { outcome: outcomes.join(','), undone: 'no' };
  const first = trend[0]?.date;
  const ended = first === undefined ? {} : { finishedFrom: `${first}T00:00:00.000Z` };
  return pathTo('executions', {}, { kind: 'repair', ...became, ...ended });
}
