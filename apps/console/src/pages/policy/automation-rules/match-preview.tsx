import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { allowedOperation, type Finding } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { useWhyNot } from '../../../components/action-button.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { Severity } from '../../../components/severity.tsx';
import { Status } from '../../../components/status.tsx';
import { useSettled } from '../../../components/use-settled.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useMe } from '../../../session/session-context.ts';
import { parseCriteria } from './rule-draft.ts';

/** How many findings criteria match now, and the first of them; it follows what is written. */
export function MatchPreview({ criteria }: { readonly criteria: string }) {
  const t = useWords();
  const whyNot = useWhyNot()(allowedOperation(useMe(), 'previewAutomationRule'));
  const reading = parseCriteria(useSettled(criteria));
  const isWhole = reading.kind === 'criteria';
  const query = useAsked(
    'previewAutomationRule',
    { criteria: isWhole ? reading.criteria : {} },
    { enabled: isWhole && whyNot === undefined, keepPrevious: true },
  );
  const columns = useColumns();
  if (whyNot !== undefined) return <Alert type="info">{whyNot}</Alert>;
  if (!isWhole) return <Alert type="info">{t('rules.preview.broken')}</Alert>;
  const count = query.data?.count;
  return (
    <SpaceBetween size="s">
      {Object.keys(reading.criteria).length === 0 ? <Alert type="warning">{t('rules.preview.all')}</Alert> : undefined}
      <ListTable<Finding>
        name="rule-preview"
        title={t('rules.preview')}
        description={
          <span role="status">
            {count === undefined || query.isError ? t('common.unknown') : t('rules.preview.count', { count })}
          </span>
        }
        columns={columns}
        items={query.isError ? [] : (query.data?.items ?? [])}
        trackBy={({ id }) => id}
        query={query}
        empty={<Box>{t('rules.preview.none')}</Box>}
        {...(count !== undefined && count > 20
          ? { footer: <Box textAlign="center">{t('rules.preview.first')}</Box> }
          : {})}
      />
    </SpaceBetween>
  );
}

function useColumns(): readonly ListColumn<Finding>[] {
  const t = useWords();
  return [
    {
      id: 'severity',
      header: t('exceptions.severity'),
      width: 120,
      cell: ({ severity }) => <Severity value={severity} />,
    },
    {
      id: 'title',
      header: t('exceptions.finding'),
      isRowHeader: true,
      width: 340,
      cell: ({ id, title }) => <Link href={pathTo('finding', { findingId: id })}>{title}</Link>,
    },
    {
      id: 'resource',
      header: t('exceptions.resource'),
      width: 220,
      cell: ({ resource }) => <span title={resource.arn}>{resource.id}</span>,
    },
    { id: 'account', header: t('scope.accounts'), width: 140, cell: ({ resource }) => resource.accountId },
    { id: 'region', header: t('scope.regions'), width: 120, cell: ({ resource }) => resource.region },
    {
      id: 'workflow',
      header: t('exceptions.workflow'),
      width: 130,
      cell: ({ workflow }) => <Status of="workflow" value={workflow} />,
    },
  ];
}
