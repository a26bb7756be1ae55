import type { EventRule, EventTarget } from '@trueup/api-contract';
import { useAct } from '../../../../api/use-act.ts';
import { OperationButton } from '../../../../components/action-button.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import type { SentTest } from './test-outcome.tsx';

interface TestButtonProps {
  readonly rule: EventRule;
  readonly target: EventTarget;
  readonly onSent: (test: SentTest) => void;
}

/** Sends a message that says it is a test, the way everything else is sent. */
export function TestButton({ rule, target, onSent }: TestButtonProps) {
  const t = useWords();
  const notices = useNotices();
  const send = useAct('sendTestEvent', ({ deliveryId }) =>
    onSent({ deliveryId, rule: rule.name, targetId: target.id }),
  );
  return (
    <OperationButton
      operation="sendTestEvent"
      variant="inline-link"
      loading={send.isPending}
      ariaLabel={t('events.target.testOne', { id: target.id })}
      onClick={() => send.mutate({ id: rule.name, targetId: target.id }, { onError: notices.failed })}
    >
      {t('events.target.test')}
    </OperationButton>
  );
}
