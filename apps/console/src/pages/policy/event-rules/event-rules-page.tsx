import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventRule } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { Page } from '../../../components/page.tsx';
import { usePagesOf } from '../../../components/use-pages-of.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { EnabledToggle } from './enabled-toggle.tsx';
import { NewRule } from './rule/new-rule.tsx';
import { TargetCounts } from './targets/target-words.tsx';
import { TriggerWords } from './trigger-words.tsx';

const PAGE_SIZE = 50;

/** Rules that send events to targets; `?new=1` makes one. */
export function EventRulesPage() {
  const [search] = useSearchState();
  return search['new'] === undefined ? <Rules /> : <NewRule pattern={search['pattern']} />;
}

function Rules() {
  const t = useWords();
  const { number } = useFormats();
  const [, setSearch] = useSearchState();
  const query = useAsked('listEventRules', {});
  const { items, ...paging } = usePagesOf(query.data?.items ?? [], PAGE_SIZE);
  const create = (
    <OperationButton operation="putEventRule" variant="primary" onClick={() => setSearch({ new: '1' }, 'push')}>
      {t('events.new')}
    </OperationButton>
  );
  return (
    <Page title={t('nav.eventRules')} isTable>
      <ListTable<EventRule>
        name="event-rules"
        variant="full-page"
        title={t('nav.eventRules')}
        description={t('events.text')}
        {...(query.data === undefined ? {} : { counter: `(${number(query.data.items.length)})` })}
        columns={useRuleColumns()}
        items={items}
        trackBy={({ arn }) => arn}
        query={query}
        paging={paging}
        wrapLines
        actions={create}
        empty={
          <SpaceBetween size="xs">
            <b>{t('events.none')}</b>
            <Box>{t('events.none.text')}</Box>
            <Link href={pathTo('notifications')}>{t('nav.notifications')}</Link>
          </SpaceBetween>
        }
      />
    </Page>
  );
}

function useRuleColumns(): readonly ListColumn<EventRule>[] {
  const t = useWords();
  return [
    {
      id: 'name',
      header: t('events.name'),
      width: 200,
      isRowHeader: true,
      cell: ({ name }) => <Link href={pathTo('eventRule', { ruleId: name })}>{name}</Link>,
    },
    { id: 'when', header: t('events.when'), minWidth: 250, cell: (rule) => <TriggerWords {...rule} /> },
    {
      id: 'targets',
      header: t('events.targets'),
      width: 170,
      cell: ({ targets }) => <TargetCounts targets={targets} />,
    },
    { id: 'enabled', header: t('events.state'), width: 125, cell: (rule) => <EnabledToggle rule={rule} /> },
    {
      id: 'deliveries',
      header: t('nav.deliveries'),
      width: 125,
      cell: ({ name }) => (
        <Link href={pathTo('deliveries', {}, { rule: name })} ariaLabel={t('events.deliveriesOf', { name })}>
          {t('events.deliveries')}
        </Link>
      ),
    },
    {
      id: 'description',
      header: t('events.description'),
      shown: false,
      width: 250,
      cell: ({ description }) => description,
    },
    { id: 'createdBy', header: t('events.createdBy'), shown: false, width: 130, cell: ({ createdBy }) => createdBy },
    {
      id: 'updatedAt',
      header: t('events.updatedAt'),
      width: 140,
      cell: ({ updatedAt }) => <Instant at={updatedAt} relative />,
    },
  ];
}
