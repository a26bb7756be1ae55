import type { KillSwitchScope, Output } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useScopeWords } from './switch-words.ts';

interface StopDialogProps {
  readonly scope: KillSwitchScope;
  readonly onStopped: (answer: Output<'turnKillSwitchOn'>) => void;
  readonly onClose: () => void;
}

/** Asks why before something stops. */
export function StopDialog({ scope, onStopped, onClose }: StopDialogProps) {
  const t = useWords();
  const stop = useAct('turnKillSwitchOn', onStopped);
  return (
    <ReasonDialog
      title={useScopeWords()(scope)}
      confirm={t(`settings.switch.stop.${scope.kind}`)}
      reason={{ least: 1 }}
      isPending={stop.isPending}
      problem={stop.error}
      onConfirm={(reason = '') => stop.mutate({ scope, reason })}
      onDismiss={onClose}
    >
      {t('settings.switch.stop.text')}
    </ReasonDialog>
  );
}
