import { isOpen, type Finding } from './finding.ts';

/** What happened to a finding; also the action of the audit record about it. */
export type FindingEvent =
  'finding.opened' | 'finding.reopened' | 'finding.resolved' | 'finding.archived' | 'finding.undetermined';

/** Whether the fault is not there any more, or its resource is not. */
export function isClosed({ recordState, compliance }: Pick<Finding, 'recordState' | 'compliance'>): boolean {
  return recordState === 'ARCHIVED' || compliance === 'PASSED';
}

/** What the step from one state of a finding to the next amounts to; nothing when only its content or times moved. */
export function findingEvent(before: Finding | undefined, after: Finding): FindingEvent | undefined {
  if (!before) return isClosed(after) ? undefined : 'finding.opened';
  if (after.recordState === 'ARCHIVED') return before.recordState === 'ARCHIVED' ? undefined : 'finding.archived';
  if (after.compliance === 'PASSED') {
    return before.compliance === 'PASSED' && before.recordState === 'ACTIVE' ? undefined : 'finding.resolved';
  }
  if (isClosed(before)) return after.regressions > before.regressions ? 'finding.reopened' : 'finding.opened';
  const undetermined = after.compliance === 'WARNING' && before.compliance !== 'WARNING' && isOpen(before);
  return undetermined ? 'finding.undetermined' : undefined;
}
