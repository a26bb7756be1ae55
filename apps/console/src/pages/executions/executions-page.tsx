import type { Execution } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { usePaged } from '../../api/use-paged.ts';
import { ListTable } from '../../components/list-table.tsx';
import { Page } from '../../components/page.tsx';
import { useSearchState } from '../../components/use-search-state.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useExecutionColumns } from './execution-columns.tsx';
import { executionInput, isFiltered, NO_FILTER, readExecutionFilter } from './execution-filter.ts';
import { ExecutionFilters } from './execution-filters.tsx';

const PAGE_SIZE = 50;

/** Every run of a runbook, the newest first. */
export function ExecutionsPage() {
  const t = useWords();
  const { number } = useFormats();
  const [search, setSearch] = useSearchState();
  const filter = readExecutionFilter(search);
  const { query, items, ...paging } = usePaged('listExecutions', { limit: PAGE_SIZE, ...executionInput(filter) });
  const columns = useExecutionColumns();
  const isWhole = !query.isPending && !paging.hasMore && paging.page === 1;
  return (
    <Page title={t('nav.executions')} isTable>
      <ListTable<Execution>
        name="executions"
        variant="full-page"
        title={t('nav.executions')}
        description={t('executions.description')}
        {...(isWhole ? { counter: `(${number(items.length)})` } : {})}
        columns={columns}
        items={items}
        trackBy={({ id }) => id}
        query={query}
        paging={paging}
        filter={<ExecutionFilters filter={filter} onChange={setSearch} />}
        empty={isFiltered(filter) ? <NoneFits onClear={() => setSearch(NO_FILTER)} /> : <NoneYet />}
      />
    </Page>
  );
}

function NoneFits({ onClear }: { readonly onClear: () => void }) {
  const t = useWords();
  return (
    <SpaceBetween size="xs">
      <b>{t('executions.noneFits')}</b>
      <Button onClick={onClear}>{t('common.clearFilters')}</Button>
    </SpaceBetween>
  );
}

function NoneYet() {
  const t = useWords();
  return (
    <Box>
      <b>{t('executions.none')}</b>
      <Box variant="p">{t('executions.none.text')}</Box>
      <SpaceBetween direction="horizontal" size="m">
        <Link href={pathTo('findings')}>{t('nav.findings')}</Link>
        <Link href={pathTo('plans')}>{t('nav.plans')}</Link>
        <Link href={pathTo('runbooks')}>{t('nav.runbooks')}</Link>
      </SpaceBetween>
    </Box>
  );
}
