import type { Execution } from '@trueup/api-contract';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { Elapsed } from '../../components/elapsed.tsx';
import { Instant } from '../../components/instant.tsx';
import type { ListColumn } from '../../components/list-table.tsx';
import { Status } from '../../components/status.tsx';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { RequestedBy } from '../plans/requested-by.tsx';

export function useExecutionColumns(): readonly ListColumn<Execution>[] {
  const t = useWords();
  return [
    {
      id: 'document',
      header: t('executions.document'),
      isRowHeader: true,
      width: 210,
      cell: (execution) => <DocumentCell execution={execution} />,
    },
    { id: 'kind', header: t('executions.kind'), width: 125, cell: (execution) => <KindCell execution={execution} /> },
    {
      id: 'resource',
      header: t('executions.resource'),
      width: 180,
      cell: (execution) => <ResourceCell execution={execution} />,
    },
    {
      id: 'place',
      header: t('executions.place'),
      width: 150,
      cell: (execution) => <PlaceCell execution={execution} />,
    },
    {
      id: 'status',
      header: t('executions.status'),
      width: 130,
      cell: (execution) => <StatusCell execution={execution} />,
    },
    {
      id: 'outcome',
      header: t('executions.outcome'),
      width: 150,
      cell: ({ outcome }) => (outcome === undefined ? '–' : <Status of="outcome" value={outcome} />),
    },
    {
      id: 'startedBy',
      header: t('executions.startedBy'),
      width: 110,
      cell: ({ startedBy }) => <RequestedBy actor={startedBy} />,
    },
    {
      id: 'started',
      header: t('executions.started'),
      width: 130,
      cell: ({ startedAt }) => <Instant at={startedAt} relative />,
    },
    {
      id: 'duration',
      header: t('executions.duration'),
      width: 110,
      cell: ({ startedAt, finishedAt }) => <Elapsed from={startedAt} to={finishedAt} />,
    },
    { id: 'mode', header: t('executions.mode'), width: 110, shown: false, cell: ({ mode }) => mode },
    { id: 'id', header: t('executions.id'), width: 220, shown: false, cell: ({ id }) => id },
  ];
}

interface CellProps {
  readonly execution: Execution;
}

function DocumentCell({ execution: { id, documentName, documentVersion, startedAt } }: CellProps) {
  const t = useWords();
  return (
    <>
      <Link
        href={pathTo('execution', { executionId: id })}
        ariaLabel={t('executions.open', { document: documentName, at: startedAt })}
      >
        {documentName}
      </Link>
      <Box variant="small" display="block">
        {t('executions.version', { version: documentVersion })}
      </Box>
    </>
  );
}

/** What another execution started is marked, and leads to it. */
function KindCell({ execution: { kind, parent, target } }: CellProps) {
  const t = useWords();
  const wordOf = useWordOf();
  if (parent === undefined) return <>{wordOf('executionKind', kind)}</>;
  return (
    <>
      <Badge color="grey">{wordOf('executionKind', 'child')}</Badge>
      <Box variant="small" display="block">
        {target}{' '}
        <Link href={pathTo('execution', { executionId: parent.id }, { step: parent.step })}>
          {t('executions.parent')}
        </Link>
      </Box>
    </>
  );
}

/** An execution may have its status and still be verifying. */
function StatusCell({ execution: { status, phase } }: CellProps) {
  const wordOf = useWordOf();
  return (
    <>
      <Status of="automation" value={status} />
      {phase === 'finished' ? undefined : (
        <Box variant="small" display="block">
          {wordOf('phase', phase)}
        </Box>
      )}
    </>
  );
}

function PlaceCell({ execution: { scope } }: CellProps) {
  return (
    <>
      <Link href={pathTo('account', { accountId: scope.accountId })}>{scope.accountId}</Link>
      <Box variant="small" display="block">
        {scope.region}
      </Box>
    </>
  );
}

function ResourceCell({ execution: { resource, findingId } }: CellProps) {
  if (resource === undefined) return <>–</>;
  const name = <span title={resource.arn}>{resource.id}</span>;
  return findingId === undefined ? name : <Link href={pathTo('finding', { findingId })}>{name}</Link>;
}
