import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventRule, EventTarget } from '@trueup/api-contract';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { Page } from '../../../components/page.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { EnabledToggle } from '../event-rules/enabled-toggle.tsx';
import { RemoveTargetDialog } from '../event-rules/targets/remove-target-dialog.tsx';
import { reachesPeople } from '../event-rules/targets/target-fields.ts';
import { AddressWords } from '../event-rules/targets/target-words.tsx';
import { TestButton } from '../event-rules/targets/test-button.tsx';
import { TestOutcome, type SentTest } from '../event-rules/targets/test-outcome.tsx';
import { TriggerWords } from '../event-rules/trigger-words.tsx';
import { LastDelivery } from './last-delivery.tsx';
import { NewNotification } from './new-notification.tsx';
import { topicOf } from './topics.ts';

/** Somebody who is told of something: a target of a rule that reaches people. */
interface Notification {
  readonly rule: EventRule;
  readonly target: EventTarget;
}

/** Who is told when what, for people who do not think in patterns; `?new=1` adds one. */
export function NotificationsPage() {
  const [search] = useSearchState();
  return search['new'] === undefined ? <Notifications /> : <NewNotification />;
}

function Notifications() {
  const t = useWords();
  const { number } = useFormats();
  const [, setSearch] = useSearchState();
  const query = useAsked('listEventRules', {});
  const [sent, setSent] = useState<SentTest>();
  const [doomed, setDoomed] = useState<Notification>();
  const items = (query.data?.items ?? []).flatMap((rule) =>
    rule.targets.filter(({ address }) => reachesPeople(address.kind)).map((target) => ({ rule, target })),
  );
  const create = (
    <OperationButton operation="putEventTargets" variant="primary" onClick={() => setSearch({ new: '1' }, 'push')}>
      {t('notifications.new')}
    </OperationButton>
  );
  return (
    <Page title={t('nav.notifications')} description={t('notifications.text')} actions={create}>
      <SpaceBetween size="l">
        {sent === undefined ? undefined : (
          <TestOutcome key={sent.deliveryId} test={sent} onDismiss={() => setSent(undefined)} />
        )}
        <ListTable<Notification>
          name="notifications"
          title={t('notifications.list')}
          {...(query.data === undefined ? {} : { counter: `(${number(items.length)})` })}
          columns={useColumns(setSent, setDoomed)}
          items={items}
          trackBy={({ rule, target }) => `${rule.arn} ${target.id}`}
          query={query}
          wrapLines
          empty={
            <SpaceBetween size="xs">
              <b>{t('notifications.none')}</b>
              <span>{t('notifications.none.text')}</span>
              {create}
            </SpaceBetween>
          }
        />
        <Box>
          {t('notifications.slack')} <Link href={pathTo('settings')}>{t('nav.settings')}</Link>
        </Box>
      </SpaceBetween>
      {doomed === undefined ? undefined : <RemoveTargetDialog {...doomed} onClose={() => setDoomed(undefined)} />}
    </Page>
  );
}

function useColumns(
  onSent: (test: SentTest) => void,
  onRemove: (notification: Notification) => void,
): readonly ListColumn<Notification>[] {
  const t = useWords();
  return [
    {
      id: 'what',
      header: t('notifications.what'),
      minWidth: 170,
      isRowHeader: true,
      cell: ({ rule }) => {
        const topic = topicOf(rule);
        return topic === undefined ? <TriggerWords {...rule} /> : t(`topic.${topic}`);
      },
    },
    {
      id: 'whom',
      header: t('notifications.whom'),
      minWidth: 190,
      cell: ({ target: { address } }) => (
        <>
          <Box variant="strong">{t(`targetKind.${address.kind}`)}</Box> <AddressWords address={address} />
        </>
      ),
    },
    {
      id: 'rule',
      header: t('deliveries.rule'),
      width: 170,
      cell: ({ rule }) => <Link href={pathTo('eventRule', { ruleId: rule.name })}>{rule.name}</Link>,
    },
    { id: 'enabled', header: t('events.state'), width: 125, cell: ({ rule }) => <EnabledToggle rule={rule} /> },
    {
      id: 'last',
      header: t('notifications.last'),
      width: 165,
      cell: ({ rule, target }) => <LastDelivery rule={rule.name} targetId={target.id} />,
    },
    {
      id: 'actions',
      header: t('common.actions'),
      width: 200,
      cell: (notification) => (
        <SpaceBetween direction="horizontal" size="xs">
          <TestButton {...notification} onSent={onSent} />
          <OperationButton
            operation="removeEventTargets"
            variant="inline-link"
            ariaLabel={t('events.target.removeOne', { id: notification.target.id })}
            onClick={() => onRemove(notification)}
          >
            {t('events.target.remove')}
          </OperationButton>
        </SpaceBetween>
      ),
    },
  ];
}
