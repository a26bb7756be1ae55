import type { Instant } from '../value/instant.ts';
import { instantAfter } from '../value/instant.ts';
import type { Mode, Policy, PolicyRemediation } from './policy.ts';
import type { RemediationRun, TrackRecord } from './remediation-run.ts';

/** A repair that went wrong so lately speaks against more freedom. */
export const TROUBLE_DAYS = 7;
const DAY_MS = 86_400_000;

/** What the record of a remediation speaks for. It is proposed, never done: the policy is the owner's. */
export type LadderProposal =
  | { readonly kind: 'promote' | 'demote'; readonly to: Mode; readonly why: string }
  /** `why` says what is missing for the next rung. */
  | { readonly kind: 'keep'; readonly why: string };

export interface LadderInput {
  readonly line: Pick<PolicyRemediation, 'mode' | 'override'>;
  readonly promotion: Policy['promotion'];
  readonly record: TrackRecord;
  /** Its latest repairs. */
  readonly recent: readonly RemediationRun[];
  readonly now: Instant;
}

/**
 * One rung at a time: manual, approval, automatic. One verified repair earns the first step, `verifiedInARow` of them
 * the second. A repair that failed or was undone in the last TROUBLE_DAYS costs a rung until the row is whole again.
 */
export function ladderProposal(input: LadderInput): LadderProposal {
  const { line, record, promotion } = input;
  const troubled = troubleOf(input);
  const row = `${record.verifiedInARow} of ${promotion.verifiedInARow} verified in a row`;
  if (troubled !== undefined && record.verifiedInARow < promotion.verifiedInARow) {
    if (line.mode === 'automatic') return { kind: 'demote', to: 'approval', why: `${troubled}, and ${row} since` };
    if (record.verifiedInARow === 0) {
      return line.mode === 'approval'
        ? { kind: 'demote', to: 'manual', why: `${troubled}, and none was verified since` }
        : { kind: 'keep', why: `${troubled}, and none was verified since` };
    }
  }
  if (line.mode === 'manual') {
    return record.verifiedInARow >= 1
      ? { kind: 'promote', to: 'approval', why: `${record.verifiedInARow} verified in a row` }
      : { kind: 'keep', why: 'one verified repair is needed first' };
  }
  if (line.mode === 'automatic') return { kind: 'keep', why: automaticWhy(line, record, promotion, row) };
  return record.verifiedInARow >= promotion.verifiedInARow
    ? { kind: 'promote', to: 'automatic', why: row }
    : { kind: 'keep', why: row };
}

function automaticWhy(
  { override }: LadderInput['line'],
  record: TrackRecord,
  promotion: Policy['promotion'],
  row: string,
): string {
  if (record.verifiedInARow >= promotion.verifiedInARow) return row;
  return override === undefined ? `${row}: until then each repair waits for an approval` : `by override: ${override}`;
}

function troubleOf({ recent, now }: LadderInput): string | undefined {
  const since = instantAfter(now, -TROUBLE_DAYS * DAY_MS);
  const repairs = recent.filter(({ kind }) => kind === 'repair');
  const failed = repairs.filter(({ result, finishedAt }) => result === 'failed' && (finishedAt ?? '') >= since).length;
  const undone = repairs.filter(({ undoneAt }) => undoneAt !== undefined && undoneAt >= since).length;
  if (failed + undone === 0) return undefined;
  const parts = [...(failed > 0 ? [`${failed} failed`] : []), ...(undone > 0 ? [`${undone} undone`] : [])];
  return `${parts.join(' and ')} in the last ${TROUBLE_DAYS} days`;
}
