import type { Finding } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';

/** Asks CloudTrail who changed the resource. */
export function InvestigateButton({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { done, told, failed } = useNotices();
  const investigate = useAct('investigateFinding', ({ investigation }) => {
    if (investigation?.complete === true) done(t('finding.investigated', { count: investigation.events.length }));
    else told(t('finding.investigated.incomplete'));
  });
  return (
    <ActionButton
      action="finding.investigate"
      subject={finding}
      loading={investigate.isPending}
      onClick={() => investigate.mutate({ findingId: finding.id }, { onError: failed })}
    >
      {t('finding.investigate')}
    </ActionButton>
  );
}
