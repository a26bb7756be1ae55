import type { EventRule, EventTarget } from '@trueup/api-contract';
import { useAct } from '../../../../api/use-act.ts';
import { ReasonDialog } from '../../../../forms/reason-dialog.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { useNotices } from '../../../../shell/notices.tsx';

interface RemoveTargetDialogProps {
  readonly rule: EventRule;
  readonly target: EventTarget;
  readonly onClose: () => void;
}

export function RemoveTargetDialog({ rule, target, onClose }: RemoveTargetDialogProps) {
  const t = useWords();
  const notices = useNotices();
  const remove = useAct('removeEventTargets', () => {
    notices.done(t('events.target.removed', { id: target.id }));
    onClose();
  });
  return (
    <ReasonDialog
      title={t('events.target.removeOne', { id: target.id })}
      confirm={t('events.target.remove')}
      reason="none"
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate({ id: rule.name, targetIds: [target.id] })}
      onDismiss={onClose}
    >
      {t('events.target.remove.text')}
    </ReasonDialog>
  );
}
