import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AppliedRule, FieldChange, Finding, FindingHistoryEntry } from '@trueup/api-contract';
import { usePaged } from '../../../api/use-paged.ts';
import { Instant } from '../../../components/instant.tsx';
import { ListTable } from '../../../components/list-table.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { isRegression } from './is-regression.ts';

/** What changed the finding, newest first, and which rule took which part in it. */
export function HistoryTab({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { query, items, ...paging } = usePaged('listFindingHistory', { id: finding.id, limit: 20 });
  return (
    <ListTable<FindingHistoryEntry>
      name="finding-history"
      title={t('history.title')}
      description={t('history.description', { regressions: finding.regressions })}
      items={items}
      query={query}
      paging={paging}
      trackBy={({ at, source, changes }) => `${at} ${source.kind} ${source.identity} ${changes.length}`}
      empty={t('history.none')}
      columns={[
        { id: 'at', header: t('history.at'), width: 260, isRowHeader: true, cell: ({ at }) => <Instant at={at} /> },
        {
          id: 'by',
          header: t('history.by'),
          width: 160,
          cell: ({ source }) => (
            <>
              {wordOf('history.source', source.kind)}{' '}
              {source.kind === 'verification' ? (
                <Link href={pathTo('execution', { executionId: source.identity })}>{t('history.execution')}</Link>
              ) : source.identity === source.kind ? undefined : (
                source.identity
              )}
            </>
          ),
        },
        {
          id: 'what',
          header: t('history.what'),
          width: 380,
          cell: (entry) => (
            <SpaceBetween size="xxs">
              {isRegression(entry) ? <Badge color="severity-high">{t('history.regression')}</Badge> : undefined}
              {entry.created ? <span>{t('history.created')}</span> : undefined}
              <Changes changes={entry.changes} />
            </SpaceBetween>
          ),
        },
        { id: 'rules', header: t('history.rules'), width: 220, cell: ({ rules }) => <Rules rules={rules} /> },
      ]}
    />
  );
}

function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  const t = useWords();
  return changes.map(({ field, from, to }) => (
    <div key={field} style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      <Box variant="code">{field}</Box>{' '}
      {from === undefined
        ? t('history.set', { to: to ?? '–' })
        : to === undefined
          ? t('history.cleared', { from })
          : t('history.changed', { from, to })}
    </div>
  ));
}

function Rules({ rules }: { readonly rules: readonly AppliedRule[] }) {
  if (rules.length === 0) return <>–</>;
  return rules.map(({ ruleArn, ruleName, changes }) => (
    <div key={ruleArn}>
      <Link href={pathTo('automationRule', { ruleId: ruleArn.slice(ruleArn.lastIndexOf('/') + 1) })}>{ruleName}</Link>
      <Changes changes={changes} />
    </div>
  ));
}
