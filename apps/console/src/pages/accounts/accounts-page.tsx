import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import Box from '@cloudscape-design/components/box';
import { useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { ListTable } from '../../components/list-table.tsx';
import { Page } from '../../components/page.tsx';
import { useSearchState } from '../../components/use-search-state.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useAccountColumns } from './account-columns.tsx';
import { accountTree, matchingAccounts, unitsOf, type AccountNode } from './account-tree.ts';
import { ScanButton } from './scan-button.tsx';

export function AccountsPage() {
  const t = useWords();
  const { number } = useFormats();
  const [{ q = '' }, setSearch] = useSearchState();
  const query = useAsked('listAccounts', {});
  const [checksAll, setChecksAll] = useState(false);
  const columns = useAccountColumns(checksAll);
  const all = query.data?.items ?? [];
  const found = matchingAccounts(all, q);
  const nodes = accountTree(found);
  const expandableRows = useUnitRows(nodes);
  const because = all.length === 0 ? t('accounts.none') : undefined;
  return (
    <Page title={t('nav.accounts')} isTable>
      <ListTable<AccountNode>
        name="accounts"
        title={t('nav.accounts')}
        description={t('accounts.text')}
        counter={query.data === undefined ? '' : `(${number(found.length)})`}
        variant="full-page"
        query={query}
        items={nodes}
        trackBy={({ key }) => key}
        columns={columns}
        expandableRows={expandableRows}
        wrapLines
        empty={all.length === 0 ? <NoAccounts /> : <NoMatch onClear={() => setSearch({ q: undefined })} />}
        filter={
          <TextFilter
            filteringText={q}
            filteringPlaceholder={t('accounts.find')}
            filteringAriaLabel={t('accounts.find')}
            countText={t('accounts.count', { count: found.length })}
            onChange={({ detail }) => setSearch({ q: detail.filteringText === '' ? undefined : detail.filteringText })}
          />
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={because !== undefined} disabledReason={because} onClick={() => setChecksAll(true)}>
              {t('accounts.check.all')}
            </Button>
            <ScanButton because={because} />
            <Button variant="primary" href={pathTo('start')}>
              {t('accounts.connect')}
            </Button>
          </SpaceBetween>
        }
      />
    </Page>
  );
}

/** Units stand open until the person closes them. */
function useUnitRows(nodes: readonly AccountNode[]) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  return {
    getItemChildren: (node: AccountNode) => (node.kind === 'unit' ? [...node.children] : []),
    isItemExpandable: (node: AccountNode) => node.kind === 'unit',
    expandedItems: unitsOf(nodes).filter(({ key }) => !closed.has(key)),
    onExpandableItemToggle({
      detail,
    }: {
      readonly detail: { readonly item: AccountNode; readonly expanded: boolean };
    }) {
      setClosed((now) => {
        const next = new Set(now);
        if (detail.expanded) next.delete(detail.item.key);
        else next.add(detail.item.key);
        return next;
      });
    },
  };
}

function NoAccounts() {
  const t = useWords();
  return (
    <SpaceBetween size="s">
      <Box variant="strong">{t('accounts.none')}</Box>
      <Box>{t('accounts.none.text')}</Box>
      <Button href={pathTo('start')}>{t('accounts.connect')}</Button>
    </SpaceBetween>
  );
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const t = useWords();
  return (
    <SpaceBetween size="s">
      <Box>{t('accounts.noMatch')}</Box>
      <Button onClick={onClear}>{t('accounts.clear')}</Button>
    </SpaceBetween>
  );
}
