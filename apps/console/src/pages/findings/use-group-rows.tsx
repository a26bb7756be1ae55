import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ControlGroup } from '@trueup/api-contract';
import { useAsked } from '../../api/use-asked.ts';
import type { ListColumn } from '../../components/list-table.tsx';
import { Severity } from '../../components/severity.tsx';
import { useControlTitle } from '../../components/use-control-title.ts';
import { usePagesOf } from '../../components/use-pages-of.ts';
import { searchOf } from '../../finding-view/finding-filters.ts';
import { ofGroup } from '../../finding-view/narrowed.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import type { Rows } from './rows.ts';
import type { FindingsView } from './use-findings-view.ts';

/** As many as the server answers. */
const MOST_GROUPS = 1000;
/** How many resources a control has judged comes late: the server counts that behind its answer. */
const AGAIN_MS = 30_000;

/** Open findings by control: how many of its resources are at fault. A control opens the list of its findings. */
export function useGroupRows(view: FindingsView, { isShown }: { readonly isShown: boolean }): Rows<ControlGroup> {
  const t = useWords();
  const { number } = useFormats();
  const search = searchOf(view.query);
  const groups = useAsked('listFindingGroups', search, {
    enabled: isShown,
    keepPrevious: true,
    everyMs: AGAIN_MS,
  });
  const columns = useColumns(view);
  const items = groups.data?.items ?? [];
  const paging = usePagesOf(items, view.size, JSON.stringify(search));
  const findings = items.reduce((sum, group) => sum + group.findings, 0);
  const counted = items.length < MOST_GROUPS ? number(findings) : t('findings.count.atLeast', { count: findings });
  return {
    countText: t('findings.groups.count', { count: items.length }),
    isWaiting: groups.isPending || groups.isPlaceholderData,
    table: {
      name: 'finding-groups',
      ...(groups.isSuccess ? { counter: `(${counted})` } : {}),
      columns,
      items: paging.items,
      paging,
      trackBy: ({ controlId }) => controlId,
      cellsKeepNothing: true,
      query: groups,
      empty: (
        <SpaceBetween size="s">
          <div>{t('findings.groups.empty')}</div>
          <Button onClick={() => view.setGrouping('list')}>{t('findings.groups.showList')}</Button>
        </SpaceBetween>
      ),
    },
  };
}

function useColumns(view: FindingsView): readonly ListColumn<ControlGroup>[] {
  const t = useWords();
  const { number } = useFormats();
  const titleOf = useControlTitle();
  const hrefOf = ({ controlId, resources }: ControlGroup): string =>
    view.listOf(ofGroup(view.query, { controlId, isControl: resources !== undefined }));
  return [
    {
      id: 'group-severity',
      header: t('findings.column.severity'),
      cell: ({ severity }) => <Severity value={severity} />,
      width: 125,
    },
    {
      id: 'group-title',
      header: t('findings.column.title'),
      cell: (group) => <Link href={hrefOf(group)}>{titleOf(group.controlId, group.title)}</Link>,
      isRowHeader: true,
      width: 395,
    },
    {
      id: 'group-control',
      header: t('findings.column.control'),
      cell: ({ controlId }) => <span title={controlId}>{controlId}</span>,
      width: 150,
    },
    {
      id: 'group-resources',
      header: t('findings.column.resources'),
      cell: ({ resources, evaluated }) =>
        resources === undefined
          ? '–'
          : evaluated === undefined
            ? t('findings.resources', { count: resources })
            : t('findings.resourcesOf', { count: resources, evaluated }),
      width: 225,
    },
    {
      id: 'group-findings',
      header: t('findings.column.findings'),
      cell: (group) => (
        <Link
          href={hrefOf(group)}
          ariaLabel={t('findings.groups.open', { count: group.findings, control: group.controlId })}
        >
          {number(group.findings)}
        </Link>
      ),
      width: 130,
    },
  ];
}
