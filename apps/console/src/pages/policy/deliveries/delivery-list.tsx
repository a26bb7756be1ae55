import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { deliveryStatus, type Delivery } from '@trueup/api-contract';
import { useEffect, useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { usePaged } from '../../../api/use-paged.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { ListTable } from '../../../components/list-table.tsx';
import { SplitPanel } from '../../../components/split-panel.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { useDeliveryColumns } from './delivery-columns.tsx';
import { DeliveryFilters } from './delivery-filters.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';

const PAGE_SIZE = 50;
const EVERY_MS = 5_000;

/** Every delivery, the newest first; dead letters are chosen and sent again. */
export function DeliveryList() {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const status = deliveryStatus.options.find((one) => one === search['status']);
  const rule = search['rule'];
  const { query, items, ...paging } = usePaged('listDeliveries', {
    limit: PAGE_SIZE,
    ...(status === undefined ? {} : { statuses: [status] }),
    ...(rule === undefined ? {} : { rule }),
  });
  // What is on its way is not told by the stream of changes, so it is asked for.
  const hasPending = items.some((one) => one.status === 'pending');
  const { refetch } = query;
  useEffect(() => {
    if (!hasPending) return undefined;
    const timer = setInterval(() => void refetch(), EVERY_MS);
    return () => clearInterval(timer);
  }, [hasPending, refetch]);
  const [selected, setSelected] = useState<readonly string[]>([]);
  // What is selected may have been sent again since.
  const chosen = items.filter((one) => isDead(one) && selected.includes(one.id));
  const columns = useDeliveryColumns(({ id }) => pathTo('deliveries', {}, { ...search, delivery: id }));
  const openId = search['delivery'];
  const isFiltered = status !== undefined || rule !== undefined;
  return (
    <>
      <ListTable<Delivery>
        name="deliveries"
        title={t('deliveries.list')}
        columns={columns}
        items={items}
        trackBy={({ id }) => id}
        query={query}
        paging={paging}
        wrapLines
        selectionType="multi"
        selectedItems={chosen}
        isItemDisabled={(one) => !isDead(one)}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems.map(({ id }) => id))}
        itemLabel={({ rule: name, target, event }) =>
          t('deliveries.select', { type: event['detail-type'], rule: name, target: target.id })
        }
        filter={
          <DeliveryFilters
            status={status}
            rule={rule}
            onChange={(changes) => setSearch({ ...changes, delivery: undefined })}
          />
        }
        actions={<RetryButton ids={chosen.map(({ id }) => id)} onDone={() => setSelected([])} />}
        empty={
          <NoDeliveries isFiltered={isFiltered} onClear={() => setSearch({ status: undefined, rule: undefined })} />
        }
      />
      {openId === undefined ? undefined : (
        <SplitPanel header={t('deliveries.panel')}>
          <DeliveryPanel deliveryId={openId} />
        </SplitPanel>
      )}
    </>
  );
}

function NoDeliveries({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const t = useWords();
  if (isFiltered) {
    return (
      <SpaceBetween size="xs">
        <b>{t('deliveries.noneFits')}</b>
        <Button onClick={onClear}>{t('deliveries.clear')}</Button>
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="xs">
      <b>{t('deliveries.none')}</b>
      <span>{t('deliveries.none.text')}</span>
      <SpaceBetween direction="horizontal" size="m">
        <Link href={pathTo('notifications')}>{t('nav.notifications')}</Link>
        <Link href={pathTo('eventRules')}>{t('nav.eventRules')}</Link>
      </SpaceBetween>
    </SpaceBetween>
  );
}

const isDead = ({ status }: Delivery): boolean => status === 'dead';

function RetryButton({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const t = useWords();
  const notices = useNotices();
  const retry = useAct('retryDeliveries', ({ retried }) => {
    notices.done(t('deliveries.retried', { retried }));
    onDone();
  });
  return (
    <OperationButton
      operation="retryDeliveries"
      loading={retry.isPending}
      because={ids.length === 0 ? t('deliveries.selectFirst') : undefined}
      onClick={() => retry.mutate({ ids: [...ids] }, { onError: notices.failed })}
    >
      {t('deliveries.retry', { count: ids.length })}
    </OperationButton>
  );
}
