import Badge from '@cloudscape-design/components/badge';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Finding } from '@trueup/api-contract';
import { Severity } from '../../../components/severity.tsx';
import { Status } from '../../../components/status.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

/** How bad, in which state, until when, and where. */
export function FindingBadges({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { controlId, resource, regressions, recordState } = finding;
  return (
    // Spans: the description of a heading is a paragraph.
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' }}>
      <Severity value={finding.severity} />
      <Status of="workflow" value={finding.workflow} />
      {recordState === 'ARCHIVED' ? <Badge>{wordOf('recordState', recordState)}</Badge> : undefined}
      {regressions === 0 ? undefined : (
        <Badge color="severity-high">{t('finding.regressions', { count: regressions })}</Badge>
      )}
      {finding.pausedReason === undefined ? undefined : <Badge color="grey">{t('finding.paused')}</Badge>}
      <DueStatus finding={finding} />
      <Link href={pathTo('controlRunbook', { controlId })}>{controlId}</Link>
      <span title={resource.arn}>{resource.id}</span>
      <Link href={pathTo('account', { accountId: resource.accountId })}>{resource.accountId}</Link>
      <span>{resource.region}</span>
    </span>
  );
}

/** When it is to be repaired; nothing for what is over. */
function DueStatus({ finding: { priority, workflow, recordState } }: { readonly finding: Finding }) {
  const t = useWords();
  const { relative, instant } = useFormats();
  const now = useNow(60_000);
  const isOpen = recordState === 'ACTIVE' && (workflow === 'NEW' || workflow === 'NOTIFIED');
  const { dueAt } = priority;
  if (!isOpen || dueAt === undefined) return null;
  const isOver = Date.parse(dueAt) <= now;
  return (
    <StatusIndicator type={isOver ? 'error' : 'pending'}>
      <time dateTime={dueAt} title={instant(dueAt)}>
        {t(isOver ? 'finding.overdue' : 'finding.due', { when: relative(dueAt, now) })}
      </time>
    </StatusIndicator>
  );
}
