import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Finding } from '@trueup/api-contract';
import { useState } from 'react';
import { useAskAhead, useAsked } from '../../api/use-asked.ts';
import { usePaged, type Paged } from '../../api/use-paged.ts';
import { useControlTitle } from '../../components/use-control-title.ts';
import { searchOf } from '../../finding-view/finding-filters.ts';
import { QUICK_VIEWS } from '../../finding-view/quick-views.ts';
import { isSameQuery } from '../../finding-view/property-query.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { BulkActions } from './bulk-actions.tsx';
import { useFindingColumns } from './finding-columns.tsx';
import type { Rows } from './rows.ts';
import type { FindingsView } from './use-findings-view.ts';
import { useHeld } from './use-held.ts';
import { rowsInput, useListAhead } from './use-list-ahead.ts';

/** Findings one by one. A finding that is selected opens in the panel; several can be worked on together. */
export function useFindingRows(
  view: FindingsView,
  { isShown }: { readonly isShown: boolean },
): Rows<Finding> & { readonly picked: readonly Finding[] } {
  const t = useWords();
  const titleOf = useControlTitle();
  const search = searchOf(view.query);
  const input = rowsInput(view);
  const paged = usePaged('searchFindings', input, { enabled: isShown });
  const selection = useSelection(view, { paged, key: isShown ? JSON.stringify([input, paged.page]) : HIDDEN });
  const columns = useFindingColumns();
  const counted = useCounted(search, isShown);
  const askAhead = useAskAhead();
  const listAhead = useListAhead(view);
  const { picked } = selection;
  return {
    picked,
    countText: counted.long,
    isWaiting: paged.query.isPending || paged.query.isPlaceholderData || counted.isPlaceholder,
    actions: <BulkActions findings={picked} />,
    notice: selection.hasChanged ? <Changed onRefresh={selection.release} /> : undefined,
    table: {
      name: 'findings',
      counter: counted.short && `(${picked.length > 0 ? `${picked.length}/` : ''}${counted.short})`,
      columns,
      items: selection.rows,
      trackBy: ({ id }) => id,
      cellsKeepNothing: true,
      itemLabel: ({ controlId, title, resource }) =>
        t('findings.select', { title: titleOf(controlId, title), resource: resource.id }),
      query: paged.query,
      paging: paged,
      sortingColumn: columns.find(({ order }) => order === view.order),
      sortingDescending: !view.ascending,
      onSortingChange({ detail }) {
        const order = columns.find(({ sortingField }) => sortingField === detail.sortingColumn.sortingField)?.order;
        if (order !== undefined) view.setSorting(order, detail.isDescending !== true);
      },
      selectionType: 'multi',
      selectedItems: picked,
      onRowRest: ({ id }) => askAhead('getFinding', { id }),
      onHeaderRest({ id }) {
        const order = columns.find((column) => column.id === id)?.order;
        if (order !== undefined) listAhead({ order, ascending: order !== view.order || !view.ascending });
      },
      onSelectionChange: ({ detail }) => selection.pick(detail.selectedItems),
      onRowClick: ({ detail }) => selection.pick([detail.item]),
      empty: <Nothing view={view} />,
    },
  };
}

/** The name of what is listed, while nothing is. Nothing stays selected there. */
const HIDDEN = '';

interface Selection {
  readonly rows: readonly Finding[];
  readonly picked: readonly Finding[];
  readonly pick: (findings: readonly Finding[]) => void;
  readonly hasChanged: boolean;
  readonly release: () => void;
}

/** What is selected of the rows that are shown; while something is, rows stay where they are. */
function useSelection(
  view: FindingsView,
  { paged, key }: { readonly paged: Paged<Finding>; readonly key: string },
): Selection {
  const begun = () => ({ ids: key === HIDDEN || view.selected === undefined ? [] : [view.selected], of: key });
  const [{ ids, of }, setIds] = useState(begun);
  if ((of === HIDDEN) !== (key === HIDDEN)) setIds(begun());
  const picks = of === key ? ids : [];
  const isOld = paged.query.isPlaceholderData;
  const held = useHeld(paged.items, { key: isOld ? 'old' : key, isHeld: picks.length > 0 && !isOld });
  return {
    rows: held.rows,
    picked: held.rows.filter(({ id }) => picks.includes(id)),
    pick(findings) {
      setIds({ ids: findings.map(({ id }) => id), of: key });
      view.setSelected(findings.length === 1 ? findings[0]?.id : undefined);
    },
    hasChanged: held.hasChanged,
    release: held.release,
  };
}

interface Counted {
  /** Empty until it is known. */
  readonly short: string;
  readonly long: string;
  /** It is still that of another filter. */
  readonly isPlaceholder: boolean;
}

function useCounted(search: ReturnType<typeof searchOf>, enabled: boolean): Counted {
  const t = useWords();
  const { number } = useFormats();
  const { data, isPlaceholderData: isPlaceholder } = useAsked('countMatching', search, {
    enabled,
    keepPrevious: true,
  });
  if (data === undefined) return { short: '', long: '', isPlaceholder };
  const { total, atLeast } = data;
  return {
    short: atLeast ? t('findings.count.atLeast', { count: total }) : number(total),
    long: atLeast ? t('findings.count.manyMatches', { count: total }) : t('findings.count.matches', { count: total }),
    isPlaceholder,
  };
}

function Changed({ onRefresh }: { readonly onRefresh: () => void }) {
  const t = useWords();
  return (
    <Alert type="info" action={<Button onClick={onRefresh}>{t('findings.changed.refresh')}</Button>}>
      {t('findings.changed')}
    </Alert>
  );
}

/** Says why there is nothing, and what to do next. */
function Nothing({ view }: { readonly view: FindingsView }) {
  const t = useWords();
  const isAll = isSameQuery(view.query, QUICK_VIEWS.all);
  return (
    <SpaceBetween size="s">
      <div>{isAll ? t('findings.empty.none') : t('findings.empty.filtered')}</div>
      {isAll ? (
        <Button href={pathTo('start')}>{t('nav.start')}</Button>
      ) : (
        <Button onClick={() => view.show({ query: QUICK_VIEWS.all })}>{t('findings.empty.showAll')}</Button>
      )}
    </SpaceBetween>
  );
}
