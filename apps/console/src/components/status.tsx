import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useWordOf } from '../i18n/words.ts';

type Look = StatusIndicatorProps.Type;

/** How each status looks; the word beside it says the same. What is not listed is shown as plain information. */
const LOOKS: Readonly<Record<string, Look>> = {
  // Findings.
  'workflow.NEW': 'warning',
  'workflow.NOTIFIED': 'in-progress',
  'workflow.RESOLVED': 'success',
  'workflow.SUPPRESSED': 'stopped',
  'compliance.PASSED': 'success',
  'compliance.FAILED': 'error',
  'compliance.WARNING': 'warning',
  // Plans.
  'plan.ready': 'info',
  'plan.waiting-for-approval': 'pending',
  'plan.approved': 'success',
  'plan.rejected': 'stopped',
  'plan.expired': 'stopped',
  'plan.stale': 'warning',
  'plan.started': 'success',
  // Executions and their steps, in AWS's words.
  'automation.Pending': 'pending',
  'automation.InProgress': 'in-progress',
  'automation.Waiting': 'pending',
  'automation.Success': 'success',
  'automation.Failed': 'error',
  'automation.TimedOut': 'error',
  'automation.Cancelling': 'in-progress',
  'automation.Cancelled': 'stopped',
  'automation.Exited': 'stopped',
  'outcome.verified': 'success',
  'outcome.already-compliant': 'success',
  'outcome.still-non-compliant': 'error',
  'outcome.inconclusive': 'warning',
  'outcome.failed': 'error',
  'outcome.refused-stale': 'warning',
  'outcome.refused-unread': 'warning',
  'outcome.cancelled': 'stopped',
  // Guards.
  'verdict.passes': 'success',
  'verdict.asks': 'pending',
  'verdict.blocks': 'error',
  'verdict.unreadable': 'warning',
  'verdict.skipped': 'stopped',
  // Everything else.
  'scan.running': 'in-progress',
  'scan.finished': 'success',
  'scan.failed': 'error',
  'doctor.ok': 'success',
  'doctor.warning': 'warning',
  'doctor.failed': 'error',
  'delivery.pending': 'pending',
  'delivery.delivered': 'success',
  'delivery.dead': 'error',
};

/** A status with its word in the language of the page: never by colour alone. `of` names its list, such as `plan`. */
export function Status({ of, value }: { readonly of: string; readonly value: string }) {
  const wordOf = useWordOf();
  return <StatusIndicator type={LOOKS[`${of}.${value}`] ?? 'info'}>{wordOf(of, value)}</StatusIndicator>;
}
