import type { Execution, StepExecution } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAct } from '../../../api/use-act.ts';
import { ActionButton, OperationButton } from '../../../components/action-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { ApprovalWait } from './approval-wait.tsx';

interface StepControlsProps {
  readonly step: StepExecution;
  readonly execution: Execution;
}

/** What a person can do about a step now. */
export function StepControls({ step, execution }: StepControlsProps) {
  const { status, action, loop } = step;
  if (execution.phase === 'finished') return null;
  if (status === 'Waiting' && action === 'aws:approve') return <ApprovalWait step={step} execution={execution} />;
  if (status === 'Waiting') return <Pause step={step} execution={execution} />;
  if (status === 'InProgress' && action !== 'aws:loop') return <StopStep step={step} execution={execution} />;
  const canStart = execution.mode === 'Interactive' && loop === undefined && status !== 'InProgress';
  return canStart ? <StartStep step={step} execution={execution} /> : null;
}

/** Sends a signal, and says when it was taken. */
function useSignal(): ReturnType<typeof useAct<'signalExecution'>> {
  const t = useWords();
  const { done } = useNotices();
  return useAct('signalExecution', () => done(t('execution.signalled')));
}

function Pause({ step, execution }: StepControlsProps) {
  const t = useWords();
  const { failed } = useNotices();
  const signal = useSignal();
  const resume = (): void =>
    signal.mutate({ id: execution.id, signal: { kind: 'resume', step: step.name } }, { onError: failed });
  return (
    <Alert
      type="warning"
      header={t('execution.paused')}
      action={
        <ActionButton
          action="execution.resume"
          subject={execution}
          variant="primary"
          loading={signal.isPending}
          onClick={resume}
        >
          {t('execution.resume')}
        </ActionButton>
      }
    >
      {t('execution.paused.text')}
    </Alert>
  );
}

function StopStep({ step, execution }: StepControlsProps) {
  const t = useWords();
  const { failed } = useNotices();
  const signal = useSignal();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <OperationButton
        operation="signalExecution"
        says="stop-step"
        loading={signal.isPending}
        onClick={() =>
          signal.mutate(
            { id: execution.id, signal: { kind: 'stop-step', stepExecutionId: step.id } },
            { onError: failed },
          )
        }
      >
        {t('execution.stopStep', { step: step.name })}
      </OperationButton>
    </SpaceBetween>
  );
}

/** In Interactive mode each step waits to be started. */
function StartStep({ step, execution }: StepControlsProps) {
  const t = useWords();
  const { failed } = useNotices();
  const signal = useSignal();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <OperationButton
        operation="signalExecution"
        says="start-step"
        variant="primary"
        loading={signal.isPending}
        onClick={() =>
          signal.mutate({ id: execution.id, signal: { kind: 'start-step', step: step.name } }, { onError: failed })
        }
      >
        {t('execution.startStep', { step: step.name })}
      </OperationButton>
    </SpaceBetween>
  );
}
