import type { NewRecord } from '@trueup/core';

/** These open a finding, or close one that was not closed yet. */
const CHANGES: readonly NewRecord['action'][] = [
  'finding.opened',
  'finding.reopened',
  'finding.resolved',
  'finding.archived',
];

/** The account in which a record changes the number of open findings, for the column of that name: null in all others. */
export function changedAccount({ action, detail }: Pick<NewRecord, 'action' | 'detail'>): string | null {
  const { accountId, alreadyClosed } = detail;
  return CHANGES.includes(action) && alreadyClosed !== true && typeof accountId === 'string' ? accountId : null;
}
