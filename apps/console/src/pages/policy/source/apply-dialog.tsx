import Box from '@cloudscape-design/components/box';
import type { Output } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';
import type { PolicyFiles } from './policy-draft.ts';

interface ApplyDialogProps {
  readonly planned: { readonly files: PolicyFiles; readonly plan: Output<'planPolicy'> };
  readonly onApplied: () => void;
  readonly onDismiss: () => void;
}

/** Puts exactly what was planned in force. */
export function ApplyDialog({ planned: { files, plan }, onApplied, onDismiss }: ApplyDialogProps) {
  const t = useWords();
  const { done } = useNotices();
  const apply = useAct('applyPolicy', ({ findingsDue }) => {
    done(t('policySource.apply.done', { count: findingsDue }));
    onApplied();
  });
  if (plan.kind === 'invalid') return null;
  const { planHash, changesTotal, effect } = plan;
  return (
    <ReasonDialog
      title={t('policySource.apply.title')}
      confirm={t('policySource.apply')}
      reason="optional"
      isPending={apply.isPending}
      problem={apply.error}
      onConfirm={(reason) => apply.mutate({ files, planHash, ...(reason === undefined ? {} : { reason }) })}
      onDismiss={onDismiss}
    >
      <Box>{t('policySource.apply.text', { changes: changesTotal, moved: effect.moved })}</Box>
    </ReasonDialog>
  );
}
