import Toggle from '@cloudscape-design/components/toggle';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { allowedOperation, type EventRule } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { useNotices } from '../../../shell/notices.tsx';

/** Turns a rule on or off; whoever may not sees which of them it is. */
export function EnabledToggle({ rule: { name, enabled } }: { readonly rule: EventRule }) {
  const t = useWords();
  const notices = useNotices();
  const turn = useAct('setEventRuleEnabled', (rule) =>
    notices.done(t(rule.enabled ? 'events.turnedOn' : 'events.turnedOff', { name: rule.name })),
  );
  const word = t(enabled ? 'events.enabled' : 'events.disabled');
  if (allowedOperation(useMe(), 'setEventRuleEnabled').kind !== 'allowed') {
    return <StatusIndicator type={enabled ? 'success' : 'stopped'}>{word}</StatusIndicator>;
  }
  return (
    <Toggle
      checked={enabled}
      disabled={turn.isPending}
      ariaLabel={t('events.toggle', { name, state: word })}
      onChange={({ detail }) => turn.mutate({ id: name, enabled: detail.checked }, { onError: notices.failed })}
    >
      {word}
    </Toggle>
  );
}
