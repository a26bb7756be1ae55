import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { Finding, Problem } from '@trueup/api-contract';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { ask } from '../../../../api/use-asked.ts';
import { Instant } from '../../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../../components/list-table.tsx';
import { Severity } from '../../../../components/severity.tsx';
import { Status } from '../../../../components/status.tsx';
import { usePagesOf } from '../../../../components/use-pages-of.ts';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';

/** Each is asked for by its id, so few at a time. */
const PAGE = 10;

interface CoveredFindingsProps {
  readonly findingIds: readonly string[];
  readonly counter: string;
}

/** The open findings that an exception covers. */
export function CoveredFindings({ findingIds, counter }: CoveredFindingsProps) {
  const t = useWords();
  const { items: ids, ...paging } = usePagesOf(findingIds, PAGE);
  const asked = useQueries({
    queries: ids.map((id) => ({ queryKey: ['getFinding', { id }], queryFn: () => ask('getFinding', { id }) })),
  }) as readonly UseQueryResult<Awaited<ReturnType<typeof ask<'getFinding'>>>, Problem>[];
  const columns = useColumns();
  return (
    <ListTable<Finding>
      name="covered-findings"
      title={t('exceptions.covered')}
      counter={`(${counter})`}
      columns={columns}
      items={asked.flatMap(({ data }) => (data === undefined ? [] : [data.finding]))}
      trackBy={({ id }) => id}
      query={{
        error: asked.find(({ error }) => error !== null)?.error ?? null,
        isPending: asked.some(({ isPending }) => isPending),
        refetch: () => Promise.all(asked.map(({ refetch }) => refetch())),
      }}
      paging={paging}
      empty={<Box>{t('exceptions.covered.empty')}</Box>}
    />
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
      width: 320,
      cell: ({ id, title }) => <Link href={pathTo('finding', { findingId: id })}>{title}</Link>,
    },
    { id: 'control', header: t('scope.controls'), width: 140, cell: ({ controlId }) => controlId },
    {
      id: 'resource',
      header: t('exceptions.resource'),
      width: 260,
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
    {
      id: 'first',
      header: t('exceptions.firstObserved'),
      width: 150,
      cell: ({ firstObservedAt }) => <Instant at={firstObservedAt} relative />,
    },
  ];
}
