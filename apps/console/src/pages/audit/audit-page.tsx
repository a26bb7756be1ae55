import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { allowedOperation, type AuditRecord } from '@trueup/api-contract';
import { useState } from 'react';
import { usePaged } from '../../api/use-paged.ts';
import { useWhyNot } from '../../components/action-button.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Page } from '../../components/page.tsx';
import { SplitPanel } from '../../components/split-panel.tsx';
import { useSearchState } from '../../components/use-search-state.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useMe } from '../../session/session-context.ts';
import { ChainCard } from './chain-card.tsx';
import { ExportCard } from './export-card.tsx';
import { useRecordColumns } from './record-columns.tsx';
import { isFiltered, NO_FILTER, readRecordFilter, recordInput, searchOf } from './record-filter.ts';
import { RecordFilters } from './record-filters.tsx';
import { RecordPanel } from './record-panel.tsx';

const PAGE_SIZE = 50;

/** Who did what, whether the log of it is whole, and the part of it that one takes along. */
export function AuditPage() {
  const t = useWords();
  const why = useWhyNot()(allowedOperation(useMe(), 'listRecords'));
  return (
    <Page title={t('nav.audit')} description={t('audit.text')}>
      {why === undefined ? (
        <SpaceBetween size="l">
          <Grid gridDefinition={CARDS}>
            <ChainCard />
            <ExportCard />
          </Grid>
          <Records />
        </SpaceBetween>
      ) : (
        <Alert type="info" header={t('audit.notAllowed')}>
          {why}
        </Alert>
      )}
    </Page>
  );
}

const CARDS = [{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }];

function Records() {
  const t = useWords();
  const { number } = useFormats();
  const [search, setSearch] = useSearchState();
  const { record: openSeq, ...filterSearch } = search;
  const filter = readRecordFilter(filterSearch);
  // A time up to now is reckoned from when it was asked for: later pages belong to the first.
  const [askedAt, setAskedAt] = useState(() => Date.now());
  const input = recordInput(filter, new Date(askedAt));
  const { query, items, ...paging } = usePaged('listRecords', { limit: PAGE_SIZE, ...input });
  const columns = useRecordColumns(({ seq }) => pathTo('audit', {}, { ...filterSearch, record: String(seq) }));
  const open = items.find(({ seq }) => String(seq) === openSeq);
  return (
    <>
      <ListTable<AuditRecord>
        name="records"
        title={t('audit.records')}
        columns={columns}
        items={items}
        trackBy={({ seq }) => String(seq)}
        query={query}
        paging={paging}
        filter={
          <RecordFilters
            filter={filter}
            onChange={(next) => {
              setAskedAt(Date.now());
              setSearch({ ...searchOf(next), record: undefined });
            }}
          />
        }
        empty={
          isFiltered(filter) ? (
            <SpaceBetween size="xs">
              <b>{t('audit.noneFits')}</b>
              <Button onClick={() => setSearch(searchOf(NO_FILTER))}>{t('audit.clear')}</Button>
            </SpaceBetween>
          ) : (
            t('audit.none')
          )
        }
      />
      {open === undefined ? undefined : (
        <SplitPanel header={t('audit.panel', { seq: number(open.seq), action: t(`recordAction.${open.action}`) })}>
          <RecordPanel record={open} />
        </SplitPanel>
      )}
    </>
  );
}
