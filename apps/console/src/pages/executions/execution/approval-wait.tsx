import type { Execution, StepExecution } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { isApprover, wantedApproval } from './approvers-of.ts';

interface ApprovalWaitProps {
  readonly step: StepExecution;
  readonly execution: Execution;
}

/** An `aws:approve` that waits: whose word it waits for, for how long, and the two answers. */
export function ApprovalWait({ step, execution }: ApprovalWaitProps) {
  const t = useWords();
  const me = useMe();
  const [verdict, setVerdict] = useState<'approve' | 'reject'>();
  const wanted = wantedApproval(step);
  const names = wanted.approvers.join(', ');
  const because = isApprover(me.name, wanted) ? undefined : t('execution.approval.notYou', { names });
  const until = useDeadline(step, execution.id);
  const button = (kind: 'approve' | 'reject') => (
    <ActionButton
      action="execution.signal"
      subject={execution}
      variant={kind === 'approve' ? 'primary' : 'normal'}
      because={because}
      onClick={() => setVerdict(kind)}
    >
      {t(`execution.approval.${kind}`)}
    </ActionButton>
  );
  return (
    <Alert
      type="warning"
      header={t('execution.approval')}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {button('reject')}
          {button('approve')}
        </SpaceBetween>
      }
    >
      {wanted.message === undefined ? undefined : <Box variant="p">{wanted.message}</Box>}
      {t('execution.approval.text', { needed: wanted.needed, names })}{' '}
      {until === undefined ? undefined : <Countdown until={until} />}
      {verdict === undefined ? undefined : (
        <ApprovalDialog
          verdict={verdict}
          step={step.name}
          executionId={execution.id}
          onClose={() => setVerdict(undefined)}
        />
      )}
    </Alert>
  );
}

/** What SSM shows of the step says when the wait is over. */
function useDeadline({ id, startedAt }: StepExecution, executionId: string): string | undefined {
  const { data } = useAsked('getAutomationExecution', { id: executionId });
  const seconds = data?.StepExecutions.find(({ StepExecutionId }) => StepExecutionId === id)?.TimeoutSeconds;
  if (seconds === undefined || startedAt === undefined) return undefined;
  return new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
}

interface ApprovalDialogProps {
  readonly verdict: 'approve' | 'reject';
  readonly step: string;
  readonly executionId: string;
  readonly onClose: () => void;
}

function ApprovalDialog({ verdict, step, executionId, onClose }: ApprovalDialogProps) {
  const t = useWords();
  const { done } = useNotices();
  const signal = useAct('signalExecution', () => {
    done(t('execution.signalled'));
    onClose();
  });
  return (
    <ReasonDialog
      title={t(`execution.approval.${verdict}.title`, { step })}
      confirm={t(`execution.approval.${verdict}`)}
      reason={verdict === 'reject' ? { least: 1 } : 'optional'}
      isPending={signal.isPending}
      problem={signal.error}
      onConfirm={(comment) =>
        signal.mutate({
          id: executionId,
          signal: { kind: verdict, ...(comment === undefined ? {} : { comment }) },
        })
      }
      onDismiss={onClose}
    >
      {t(`execution.approval.${verdict}.text`)}
    </ReasonDialog>
  );
}
