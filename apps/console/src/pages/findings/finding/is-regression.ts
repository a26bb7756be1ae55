import type { FindingHistoryEntry } from '@trueup/api-contract';

/** Whether a fault that was over came back with this change. */
export function isRegression({ created, changes }: Pick<FindingHistoryEntry, 'created' | 'changes'>): boolean {
  if (created) return false;
  return changes.some(
    ({ field, from, to }) =>
      (field === 'Workflow.Status' && from === 'RESOLVED' && to === 'NEW') ||
      (field === 'Compliance.Status' && from === 'PASSED' && to !== 'PASSED') ||
      (field === 'RecordState' && from === 'ARCHIVED' && to === 'ACTIVE'),
  );
}
