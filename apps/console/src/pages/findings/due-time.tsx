import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Finding } from '@trueup/api-contract';
import { useNow } from '../../components/use-now.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';

/** When a fault is to be repaired. A time that has passed is told in words while the finding is open. */
export function DueTime({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { instant, relative } = useFormats();
  const now = useNow(60_000);
  const { workflow, recordState, priority } = finding;
  const isOpen = recordState === 'ACTIVE' && (workflow === 'NEW' || workflow === 'NOTIFIED');
  const { dueAt } = priority;
  if (dueAt === undefined || !isOpen) return <>–</>;
  const isOverdue = Date.parse(dueAt) < now;
  const since = relative(dueAt, now);
  return (
    <time dateTime={dueAt} title={instant(dueAt)}>
      {isOverdue ? <StatusIndicator type="error">{t('findings.overdue', { since })}</StatusIndicator> : since}
    </time>
  );
}
