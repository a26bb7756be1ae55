import type { Execution } from '@trueup/api-contract';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { ActionButton, OperationButton } from '../../../components/action-button.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';
import type { useMakePlan } from '../../plans/use-make-plan.ts';

interface ExecutionActionsProps {
  readonly execution: Execution;
  readonly makePlan: ReturnType<typeof useMakePlan>;
}

/** What can be done about an execution as a whole. */
export function ExecutionActions({ execution, makePlan }: ExecutionActionsProps) {
  const t = useWords();
  const [isCancelling, setIsCancelling] = useState(false);
  const { id, findingId, phase, cancelRequestedAt } = execution;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="execution.cancel"
        subject={execution}
        because={cancelRequestedAt === undefined ? undefined : t('execution.cancelled')}
        onClick={() => setIsCancelling(true)}
      >
        {t('execution.cancel')}
      </ActionButton>
      <ActionButton
        action="execution.undo"
        subject={execution}
        loading={makePlan.isPending}
        onClick={() => makePlan.undo(id)}
      >
        {t('execution.undo')}
      </ActionButton>
      {findingId === undefined ? undefined : (
        <OperationButton
          operation="makePlan"
          because={phase === 'finished' ? undefined : t('execution.stillRuns')}
          loading={makePlan.isPending}
          onClick={() => makePlan.repair(findingId)}
        >
          {t('execution.again')}
        </OperationButton>
      )}
      {isCancelling ? <CancelDialog execution={execution} onClose={() => setIsCancelling(false)} /> : undefined}
    </SpaceBetween>
  );
}

function CancelDialog({ execution, onClose }: { readonly execution: Execution; readonly onClose: () => void }) {
  const t = useWords();
  const { done } = useNotices();
  const cancel = useAct('cancelExecution', () => {
    done(t('execution.cancel.done'));
    onClose();
  });
  return (
    <ReasonDialog
      title={t('execution.cancel.title')}
      confirm={t('execution.cancel')}
      reason="none"
      isPending={cancel.isPending}
      problem={cancel.error}
      onConfirm={() => cancel.mutate({ id: execution.id })}
      onDismiss={onClose}
    >
      {t('execution.cancel.text', { document: execution.documentName })}
    </ReasonDialog>
  );
}
