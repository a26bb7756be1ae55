import type { User } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';

/** Asks before a person is let in no more, or again. */
export function DisableDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const t = useWords();
  const { done } = useNotices();
  const isOff = user.disabledAt !== undefined;
  const turn = useAct(isOff ? 'enableUser' : 'disableUser', ({ name }) => {
    done(t(isOff ? 'settings.user.enabled.done' : 'settings.user.disabled.done', { name }));
    onClose();
  });
  return (
    <ReasonDialog
      title={t(isOff ? 'settings.user.enable.title' : 'settings.user.disable.title', { name: user.name })}
      confirm={t(isOff ? 'settings.user.enable' : 'settings.user.disable')}
      reason="none"
      isPending={turn.isPending}
      problem={turn.error}
      onConfirm={() => turn.mutate({ name: user.name })}
      onDismiss={onClose}
    >
      {t(isOff ? 'settings.user.enable.text' : 'settings.user.disable.text')}
    </ReasonDialog>
  );
}
