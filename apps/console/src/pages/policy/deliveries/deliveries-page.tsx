import Tabs from '@cloudscape-design/components/tabs';
import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { allowedOperation } from '@trueup/api-contract';
import type { ReactNode } from 'react';
import { useWhyNot } from '../../../components/action-button.tsx';
import { Page } from '../../../components/page.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useMe } from '../../../session/session-context.ts';
import { ArchiveList } from './archive-list.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { PoisonList } from './poison-list.tsx';
import { ReplayList } from './replay-list.tsx';

const TABS = ['log', 'archives', 'poison'] as const;
type Tab = (typeof TABS)[number];

/** What became of every event on its way to a target, and what was kept of events. */
export function DeliveriesPage() {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const why = useWhyNot()(allowedOperation(useMe(), 'listDeliveries'));
  const tab = TABS.find((one) => one === search['tab']) ?? 'log';
  const content: Readonly<Record<Tab, ReactNode>> = {
    log: <DeliveryList />,
    archives: (
      <SpaceBetween size="l">
        <ArchiveList />
        <ReplayList />
      </SpaceBetween>
    ),
    poison: <PoisonList />,
  };
  return (
    <Page title={t('nav.deliveries')} description={t('deliveries.text')}>
      {why === undefined ? (
        <Tabs
          ariaLabel={t('nav.deliveries')}
          activeTabId={tab}
          tabs={TABS.map((id) => ({
            id,
            label: t(`deliveries.tab.${id}`),
            href: pathTo('deliveries', {}, { tab: id }),
            content: id === tab ? content[id] : undefined,
          }))}
          onChange={({ detail }) => setSearch({ tab: detail.activeTabId, delivery: undefined })}
        />
      ) : (
        <Alert type="info">{why}</Alert>
      )}
    </Page>
  );
}
