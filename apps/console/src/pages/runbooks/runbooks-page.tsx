import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { allowedOperation } from '@trueup/api-contract';
import { useMemo, useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { ListTable } from '../../components/list-table.tsx';
import { Page } from '../../components/page.tsx';
import { SplitPanel } from '../../components/split-panel.tsx';
import { useGo } from '../../components/use-go.ts';
import { usePagesOf } from '../../components/use-pages-of.ts';
import { useSearchState } from '../../components/use-search-state.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { pathTo } from '../../paths.ts';
import { useMe } from '../../session/session-context.ts';
import { useLibraryColumns } from './library/library-columns.tsx';
import { filteredRows, libraryRows, type LibraryRow } from './library/library-rows.ts';
import { RunbookPanel } from './library/runbook-panel.tsx';

const PAGE_SIZE = 50;
const KINDS = ['all', 'control', 'document'] as const;

export function RunbooksPage() {
  const t = useWords();
  const { number } = useFormats();
  const [search, setSearch] = useSearchState();
  const { rows, query, showsRecord } = useLibrary();
  const kind = KINDS.find((one) => one === search['kind']) ?? 'all';
  const ofKind = rows.filter((row) => kind === 'all' || row.kind === kind);
  const shown = filteredRows(ofKind, search['q'] ?? '');
  // What is typed stands here at once; the address follows.
  const [text, setText] = useState(search['q'] ?? '');
  const onText = (next: string): void => {
    setText(next);
    setSearch({ q: next === '' ? undefined : next });
  };
  const onClear = (): void => {
    setText('');
    setSearch({ q: undefined, kind: undefined });
  };
  const paging = usePagesOf(shown, PAGE_SIZE);
  const columns = useLibraryColumns({ showsRecord, onShow: ({ key }) => setSearch({ selected: key }) });
  const selected = rows.find(({ key }) => key === search['selected']);
  return (
    <Page title={t('nav.runbooks')} isTable>
      <ListTable<LibraryRow>
        name="runbooks"
        variant="full-page"
        title={t('nav.runbooks')}
        description={t('runbooks.library.text')}
        {...(query.isPending ? {} : { counter: `(${number(shown.length)})` })}
        actions={<LibraryActions />}
        columns={columns}
        items={paging.items}
        trackBy={({ key }) => key}
        itemLabel={({ name }) => name}
        query={query}
        paging={paging}
        selectionType="single"
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => setSearch({ selected: detail.selectedItems[0]?.key })}
        filter={<LibraryFilter kind={kind} text={text} count={shown.length} onText={onText} />}
        empty={<NothingHere isFiltered={rows.length > 0} onClear={onClear} />}
      />
      {selected === undefined ? undefined : (
        <SplitPanel header={t('runbooks.permissions.panel', { name: selected.name })}>
          <RunbookPanel row={selected} />
        </SplitPanel>
      )}
    </Page>
  );
}

/** Whoever may not see every account sees the runbooks without their records. */
function useLibrary(): {
  readonly rows: readonly LibraryRow[];
  readonly query: { readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };
  readonly showsRecord: boolean;
} {
  const controls = useAsked('listControls', {});
  const documents = useAsked('listDocuments', { limit: 1000 });
  const standings = useAsked('listRemediations', {});
  const rows = useMemo(
    () => libraryRows(controls.data?.items ?? [], documents.data?.items ?? [], standings.data?.items ?? []),
    [controls.data, documents.data, standings.data],
  );
  const refetch = (): unknown => Promise.all([controls.refetch(), documents.refetch()]);
  return {
    rows,
    query: {
      error: controls.error ?? documents.error,
      isPending: controls.isPending || documents.isPending,
      refetch,
    },
    showsRecord: standings.data !== undefined,
  };
}

function LibraryActions() {
  const t = useWords();
  const go = useGo();
  return (
    <OperationButton operation="importDocument" variant="primary" onClick={() => go(pathTo('newRunbook'))}>
      {t('runbooks.new')}
    </OperationButton>
  );
}

interface LibraryFilterProps {
  readonly kind: (typeof KINDS)[number];
  readonly text: string;
  readonly count: number;
  readonly onText: (text: string) => void;
}

function LibraryFilter({ kind, text, count, onText }: LibraryFilterProps) {
  const t = useWords();
  const [, setSearch] = useSearchState();
  return (
    <SpaceBetween direction="horizontal" size="m">
      <TextFilter
        filteringText={text}
        filteringPlaceholder={t('runbooks.filter')}
        filteringAriaLabel={t('runbooks.filter')}
        countText={t('runbooks.matches', { count })}
        onChange={({ detail }) => onText(detail.filteringText)}
      />
      <SegmentedControl
        label={t('runbooks.kind')}
        selectedId={kind}
        options={KINDS.map((id) => ({ id, text: t(`runbooks.kind.${id}`) }))}
        onChange={({ detail }) => setSearch({ kind: detail.selectedId === 'all' ? undefined : detail.selectedId })}
      />
    </SpaceBetween>
  );
}

function NothingHere({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const t = useWords();
  const go = useGo();
  const me = useMe();
  if (isFiltered) {
    return (
      <SpaceBetween size="s">
        <span>{t('runbooks.noMatch')}</span>
        <Button onClick={onClear}>{t('runbooks.clearFilter')}</Button>
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="s">
      <span>{t('runbooks.empty')}</span>
      {allowedOperation(me, 'importDocument').kind === 'allowed' ? (
        <Button onClick={() => go(pathTo('newRunbook'))}>{t('runbooks.new')}</Button>
      ) : undefined}
    </SpaceBetween>
  );
}
