import Badge from '@cloudscape-design/components/badge';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Finding, FindingOrder } from '@trueup/api-contract';
import type { ReactNode } from 'react';
import { Instant } from '../../components/instant.tsx';
import type { ListColumn } from '../../components/list-table.tsx';
import { Severity } from '../../components/severity.tsx';
import { Status } from '../../components/status.tsx';
import { useControlTitle } from '../../components/use-control-title.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { DueTime } from './due-time.tsx';

export interface FindingColumn extends ListColumn<Finding> {
  /** What the server sorts by where this column is chosen. */
  readonly order?: FindingOrder;
}

/** The columns of the list. Those that can be sorted by are those that the server can sort by. */
export function useFindingColumns(): readonly FindingColumn[] {
  const t = useWords();
  const titleOf = useControlTitle();
  const { number } = useFormats();
  return [
    {
      ...column(t, 'severity', ({ severity }) => <Severity value={severity} />, { width: 125 }),
      ...sortedBy('severity'),
    },
    {
      ...column(
        t,
        'title',
        (finding) => (
          <Link href={pathTo('finding', { findingId: finding.id })}>
            <span title={titleOf(finding.controlId, finding.title)}>{titleOf(finding.controlId, finding.title)}</span>
          </Link>
        ),
        { width: 250 },
      ),
      isRowHeader: true,
    },
    column(t, 'control', ({ controlId }) => <span title={controlId}>{controlId}</span>, { width: 130 }),
    column(t, 'resource', ({ resource }) => <span title={resource.arn}>{resource.id}</span>, { width: 150 }),
    column(t, 'type', ({ resource }) => resource.type, { width: 200, isHidden: true }),
    column(t, 'account', ({ resource }) => resource.accountId, { width: 155 }),
    column(t, 'region', ({ resource }) => resource.region, { width: 110 }),
    column(t, 'workflow', ({ workflow }) => <Status of="workflow" value={workflow} />, { width: 125 }),
    {
      ...column(t, 'priority', ({ priority }) => number(priority.base), { width: 100, isHidden: true }),
      ...sortedBy('priority'),
    },
    column(t, 'due', (finding) => <DueTime finding={finding} />, { width: 205 }),
    {
      ...column(t, 'lastObserved', ({ lastObservedAt }) => <Instant at={lastObservedAt} relative />, { width: 170 }),
      ...sortedBy('last-observed'),
    },
    {
      ...column(t, 'firstObserved', ({ firstObservedAt }) => <Instant at={firstObservedAt} relative />, {
        width: 170,
        isHidden: true,
      }),
      ...sortedBy('first-observed'),
    },
    column(t, 'regressions', regressionsCell(t), { width: 170 }),
    column(t, 'product', ({ sources }) => productsOf(sources).join(', '), { width: 140, isHidden: true }),
    column(t, 'automation', pausedCell(t), { width: 130, isHidden: true }),
  ];
}

function regressionsCell(t: Words): (finding: Finding) => ReactNode {
  return ({ regressions }) =>
    regressions === 0 ? '–' : <Badge color="red">{t('findings.regressions', { count: regressions })}</Badge>;
}

function pausedCell(t: Words): (finding: Finding) => ReactNode {
  return ({ pausedReason }) =>
    pausedReason === undefined ? (
      '–'
    ) : (
      <span title={pausedReason}>
        <StatusIndicator type="stopped">{t('findings.paused')}</StatusIndicator>
      </span>
    );
}

function productsOf(sources: Finding['sources']): readonly string[] {
  return [...new Set(sources.map(({ productName, productArn }) => productName ?? productArn))];
}

type ColumnName =
  | 'severity'
  | 'title'
  | 'control'
  | 'resource'
  | 'type'
  | 'account'
  | 'region'
  | 'workflow'
  | 'priority'
  | 'due'
  | 'lastObserved'
  | 'firstObserved'
  | 'regressions'
  | 'product'
  | 'automation';

function column(
  t: Words,
  id: ColumnName,
  cell: (finding: Finding) => ReactNode,
  { width, isHidden = false }: { readonly width: number; readonly isHidden?: boolean },
): FindingColumn {
  return { id, header: t(`findings.column.${id}`), cell, width, minWidth: 80, shown: !isHidden };
}

const sortedBy = (order: FindingOrder) => ({ order, sortingField: order });
