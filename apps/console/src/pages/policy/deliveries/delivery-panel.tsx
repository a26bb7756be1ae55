import Alert from '@cloudscape-design/components/alert';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Delivery } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { JsonView } from '../../../components/json-view.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Status } from '../../../components/status.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { AddressWords } from '../event-rules/targets/target-words.tsx';

const EVERY_MS = 5_000;

/** One delivery: its event, how often it was tried, and why the last attempt failed. */
export function DeliveryPanel({ deliveryId }: { readonly deliveryId: string }) {
  const query = useAsked('getDelivery', { id: deliveryId }, { everyMs: EVERY_MS });
  return (
    <Loaded query={query}>
      {(delivery) => (
        <SpaceBetween size="m">
          <Problem delivery={delivery} />
          <Summary delivery={delivery} />
          <EventJson event={delivery.event} />
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function EventJson({ event }: Pick<Delivery, 'event'>) {
  const t = useWords();
  return <JsonView label={t('deliveries.eventJson')} value={event} height="26rem" />;
}

function Problem({ delivery: { id, status, problem } }: { readonly delivery: Delivery }) {
  const t = useWords();
  const notices = useNotices();
  const retry = useAct('retryDeliveries', ({ retried }) => notices.done(t('deliveries.retried', { retried })));
  if (problem === undefined) return null;
  const isDead = status === 'dead';
  return (
    <Alert
      type={isDead ? 'error' : 'warning'}
      header={t(isDead ? 'deliveries.dead' : 'deliveries.failing', { code: problem.code })}
      action={
        isDead ? (
          <OperationButton
            operation="retryDeliveries"
            loading={retry.isPending}
            onClick={() => retry.mutate({ ids: [id] }, { onError: notices.failed })}
          >
            {t('deliveries.retryThis')}
          </OperationButton>
        ) : undefined
      }
    >
      {problem.message}
      {problem.exhausted === undefined ? undefined : <div>{t(`deliveries.exhausted.${problem.exhausted}`)}</div>}
    </Alert>
  );
}

function Summary({ delivery }: { readonly delivery: Delivery }) {
  const t = useWords();
  const { number } = useFormats();
  const { status, attempts, rule, target, createdAt, dueAt, endedAt, id } = delivery;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: t('deliveries.status'), value: <Status of="delivery" value={status} /> },
        { label: t('deliveries.attempts'), value: number(attempts) },
        {
          label: t('deliveries.rule'),
          value: <Link href={pathTo('eventRule', { ruleId: rule })}>{rule}</Link>,
        },
        {
          label: t('deliveries.target'),
          value: t('deliveries.targetOf', { id: target.id, kind: t(`targetKind.${target.address.kind}`) }),
        },
        { label: t('events.target.address'), value: <AddressWords address={target.address} /> },
        { label: t('deliveries.createdAt'), value: <Instant at={createdAt} /> },
        endedAt === undefined
          ? { label: t('deliveries.dueAt'), value: <Instant at={dueAt} relative /> }
          : { label: t('deliveries.endedAt'), value: <Instant at={endedAt} /> },
        { label: t('deliveries.id'), value: <CopyText text={id} /> },
      ]}
    />
  );
}
