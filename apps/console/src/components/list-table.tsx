import Box from '@cloudscape-design/components/box';
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences';
import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { keptText } from '../preferences/kept.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { useRest } from './use-rest.ts';
import { useRowPlaces } from './use-row-places.ts';

/** A column that people may hide has a text as its header. */
export interface ListColumn<T> extends TableProps.ColumnDefinition<T> {
  readonly id: string;
  readonly header: string;
  /** Shown until the person chooses otherwise; true when absent. */
  readonly shown?: boolean;
}

interface PageControl {
  readonly page: number;
  readonly pagesKnown: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  /** The next page is likely to be wanted. */
  readonly askAhead?: () => void;
}

interface PageSizeControl {
  readonly size: number;
  readonly sizes: readonly number[];
  readonly onChange: (size: number) => void;
}

export interface ListTableProps<T> extends Pick<
  TableProps<T>,
  | 'selectedItems'
  | 'onSelectionChange'
  | 'onRowClick'
  | 'selectionType'
  | 'filter'
  | 'sortingColumn'
  | 'sortingDescending'
  | 'onSortingChange'
  | 'variant'
  | 'wrapLines'
  | 'footer'
  | 'isItemDisabled'
  | 'expandableRows'
> {
  /** Under which the person's choice of columns is kept, such as `findings`. */
  readonly name: string;
  readonly title: string;
  readonly description?: ReactNode;
  readonly counter?: string;
  readonly headingTag?: HeaderProps['headingTagOverride'];
  readonly actions?: ReactNode;
  readonly columns: readonly ListColumn<T>[];
  readonly items: readonly T[];
  readonly trackBy: (item: T) => string;
  /** Nothing in a cell has a state of its own, so that a row may be drawn over another one's: half the work. */
  readonly cellsKeepNothing?: boolean;
  readonly query: { readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };
  readonly paging?: PageControl;
  /** The pointer, or the focus, rests on a row: it is likely to be opened. */
  readonly onRowRest?: (item: T) => void;
  /** It rests on the header of a column: the table is likely to be sorted by it. */
  readonly onHeaderRest?: (column: ListColumn<T>) => void;
  /** How many rows a page has, where the person may choose. */
  readonly pageSize?: PageSizeControl;
  /** Says what would be here, where there is nothing. */
  readonly empty: ReactNode;
  readonly itemLabel?: (item: T) => string;
}

/** A table of the console: its columns are chosen by the person, and it says that it loads, is empty, or failed. */
export function ListTable<T>(props: ListTableProps<T>) {
  const t = useWords();
  const { name, title, columns, items, query, paging, empty, itemLabel, trackBy, variant } = props;
  const [preferences, setPreferences] = useKeptColumns(name, columns);
  const isDrawnOver = props.cellsKeepNothing === true;
  const restsOn = useTableRest(props, preferences);
  const placeOf = useRowPlaces(name, isDrawnOver ? items : [], trackBy);
  const failed = query.error !== null && query.error !== undefined;
  const labels = {
    selectionGroupLabel: t('table.selection'),
    allItemsSelectionLabel: () => t('table.selectAll'),
    itemSelectionLabel: (_state: unknown, item: T) => itemLabel?.(item) ?? trackBy(item),
  };
  return (
    <div {...restsOn}>
      <Table<T>
        selectionType={props.selectionType}
        selectedItems={props.selectedItems}
        onSelectionChange={props.onSelectionChange}
        onRowClick={props.onRowClick}
        isItemDisabled={props.isItemDisabled}
        expandableRows={props.expandableRows}
        sortingColumn={props.sortingColumn}
        sortingDescending={props.sortingDescending}
        onSortingChange={props.onSortingChange}
        filter={props.filter}
        footer={props.footer}
        wrapLines={props.wrapLines}
        variant={variant ?? 'container'}
        items={[...items]}
        trackBy={isDrawnOver ? placeOf : trackBy}
        columnDefinitions={[...columns]}
        columnDisplay={[...preferences]}
        loading={query.isPending}
        loadingText={t('common.loading')}
        resizableColumns
        enableKeyboardNavigation
        stickyHeader={variant === 'full-page'}
        ariaLabels={{
          tableLabel: title,
          ...(props.selectionType === undefined ? {} : labels),
        }}
        empty={
          failed ? (
            <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Box textAlign="center" color="inherit" padding="m">
              {empty}
            </Box>
          )
        }
        header={<TableHeader {...props} isFailed={failed} />}
        preferences={
          <Columns columns={columns} preferences={preferences} onChange={setPreferences} pageSize={props.pageSize} />
        }
        {...(paging === undefined ? {} : { pagination: <Pages {...paging} /> })}
      />
    </div>
  );
}

/**
 * Rows and columns are told by their ARIA indices: rows from 2, after the headers, where none is within another; columns
 * from 1, selection first.
 */
function useTableRest<T>(
  { items, columns, selectionType, onRowRest, onHeaderRest }: ListTableProps<T>,
  preferences: Display,
): ReturnType<typeof useRest> {
  return useRest((on) => {
    const row = items[Number(on.closest('tr')?.ariaRowIndex ?? 0) - 2];
    if (row !== undefined) onRowRest?.(row);
    const index = Number(on.closest('th[scope="col"]')?.ariaColIndex ?? 0) - (selectionType === undefined ? 1 : 2);
    const header = preferences.filter(({ visible }) => visible)[index];
    const column = columns.find(({ id }) => id === header?.id);
    if (column !== undefined) onHeaderRest?.(column);
  });
}

function TableHeader<T>({ isFailed, ...props }: ListTableProps<T> & { readonly isFailed: boolean }) {
  const { title, description, counter, actions, headingTag, variant, items, query } = props;
  return (
    <SpaceBetween size="s">
      <Header
        variant={variant === 'full-page' ? 'h1' : 'h2'}
        {...(headingTag === undefined ? {} : { headingTagOverride: headingTag })}
        {...(counter === undefined ? {} : { counter })}
        description={description}
        actions={actions}
      >
        {title}
      </Header>
      {isFailed && items.length > 0 ? (
        <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />
      ) : undefined}
    </SpaceBetween>
  );
}

function Pages({ page, pagesKnown, hasMore, goTo, askAhead }: PageControl) {
  const isOn = useRef(false);
  const restsOn = useRest((on) => {
    // The last of them leads to the next page.
    isOn.current = on.closest('li:last-child') !== null;
    if (isOn.current) askAhead?.();
  });
  const leave = () => {
    isOn.current = false;
    restsOn.onPointerLeave();
  };
  const ask = useEffectEvent(() => askAhead?.());
  // Whoever stays on it is likely to go on.
  useEffect(() => {
    if (isOn.current && hasMore && page > 1) ask();
  }, [page, hasMore]);
  return (
    <div {...restsOn} onPointerLeave={leave}>
      <Pagination
        currentPageIndex={page}
        pagesCount={pagesKnown}
        openEnd={hasMore}
        onChange={({ detail }) => goTo(detail.currentPageIndex)}
      />
    </div>
  );
}

type Display = readonly CollectionPreferencesProps.ContentDisplayItem[];

function Columns<T>({
  columns,
  preferences,
  onChange,
  pageSize,
}: {
  readonly columns: readonly ListColumn<T>[];
  readonly preferences: Display;
  readonly onChange: (next: Display) => void;
  readonly pageSize?: PageSizeControl | undefined;
}) {
  const t = useWords();
  return (
    <CollectionPreferences
      title={t('table.preferences')}
      confirmLabel={t('common.confirm')}
      cancelLabel={t('common.cancel')}
      preferences={{ contentDisplay: preferences, ...(pageSize === undefined ? {} : { pageSize: pageSize.size }) }}
      onConfirm={({ detail }) => {
        onChange(detail.contentDisplay ?? preferences);
        if (detail.pageSize !== undefined && detail.pageSize !== pageSize?.size) pageSize?.onChange(detail.pageSize);
      }}
      {...(pageSize === undefined
        ? {}
        : {
            pageSizePreference: {
              title: t('table.pageSize'),
              options: pageSize.sizes.map((size) => ({ value: size, label: t('table.rows', { size }) })),
            },
          })}
      contentDisplayPreference={{
        title: t('table.columns'),
        options: columns.map(({ id, header }, index) => ({ id, label: header, alwaysVisible: index === 0 })),
      }}
    />
  );
}

/** What the person chose, with columns that have come since in their place at the end. */
function useKeptColumns<T>(name: string, columns: readonly ListColumn<T>[]): [Display, (next: Display) => void] {
  const kept = keptText(`columns.${name}`);
  const readKept = () => ({ of: name, chosen: kept.read()?.split(',').filter(Boolean) });
  const [state, setState] = useState<{ readonly of: string; readonly chosen: readonly string[] | undefined }>(readKept);
  const { chosen } = state.of === name ? state : readKept();
  if (state.of !== name) setState({ of: name, chosen });
  const fallback = columns.map(({ id, shown = true }) => ({ id, visible: shown }));
  const display =
    chosen === undefined
      ? fallback
      : [
          ...chosen.flatMap((entry) => {
            const [id = '', hidden] = entry.split('!');
            return columns.some((column) => column.id === id) ? [{ id, visible: hidden === undefined }] : [];
          }),
          ...fallback.filter(({ id }) => !chosen.some((entry) => entry.split('!')[0] === id)),
        ];
  return [
    display,
    (next) => {
      const entries = next.map(({ id, visible }) => (visible ? id : `${id}!`));
      kept.write(entries.join(','));
      setState({ of: name, chosen: entries });
    },
  ];
}
