import type { Finding } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';

/** Lets automation act on the resource again. */
export function ResumeButton({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { done, failed } = useNotices();
  const resume = useAct('resumeAutomation', () => done(t('finding.resumed')));
  return (
    <ActionButton
      action="finding.resume"
      subject={finding}
      loading={resume.isPending}
      onClick={() => resume.mutate({ findingId: finding.id }, { onError: failed })}
    >
      {t('finding.resume')}
    </ActionButton>
  );
}
