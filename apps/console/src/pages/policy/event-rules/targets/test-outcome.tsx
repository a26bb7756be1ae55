import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useAsked } from '../../../../api/use-asked.ts';
import { ProblemAlert } from '../../../../components/problem-alert.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';

export interface SentTest {
  readonly deliveryId: string;
  readonly rule: string;
  readonly targetId: string;
}

const EVERY_MS = 1_500;

/** What becomes of a test message, as it becomes known. */
export function TestOutcome({ test, onDismiss }: { readonly test: SentTest; readonly onDismiss: () => void }) {
  const t = useWords();
  const [isSettled, setSettled] = useState(false);
  const query = useAsked('getDelivery', { id: test.deliveryId }, isSettled ? {} : { everyMs: EVERY_MS });
  const delivery = query.data;
  if (delivery !== undefined && delivery.status !== 'pending' && !isSettled) setSettled(true);
  if (query.error !== null) return <ProblemAlert problem={query.error} />;
  const { rule, targetId } = test;
  const more = (
    <Link href={pathTo('deliveries', {}, { rule, delivery: test.deliveryId })}>{t('events.sent.open')}</Link>
  );
  const said = delivery?.problem === undefined ? undefined : `${delivery.problem.code}: ${delivery.problem.message}`;
  return (
    <div aria-live="polite">
      {delivery === undefined || delivery.status === 'pending' ? (
        <Alert type="info" dismissible onDismiss={onDismiss} header={t('events.sent.pending', { target: targetId })}>
          <Spinner /> {said ?? t('events.sent.pending.text')} {more}
        </Alert>
      ) : delivery.status === 'delivered' ? (
        <Alert
          type="success"
          dismissible
          onDismiss={onDismiss}
          header={t('events.sent.delivered', { target: targetId })}
        >
          {more}
        </Alert>
      ) : (
        <Alert type="error" dismissible onDismiss={onDismiss} header={t('events.sent.dead', { target: targetId })}>
          {said} {more}
        </Alert>
      )}
    </div>
  );
}
