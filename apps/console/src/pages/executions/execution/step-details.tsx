import type { StepExecution } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Instant } from '../../../components/instant.tsx';
import { JsonView } from '../../../components/json-view.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { JournalTable } from './journal-table.tsx';
import { ScriptLog } from './script-log.tsx';
import { StepControls } from './step-controls.tsx';
import type { StepContext } from './step-context.ts';
import { callsOf } from './step-tree.ts';

interface StepDetailsProps {
  readonly step: StepExecution;
  readonly context: StepContext;
}

/** Everything that is known of one run of a step. */
export function StepDetails({ step, context }: StepDetailsProps) {
  const t = useWords();
  const { execution, journal } = context;
  const calls = callsOf(step, journal);
  return (
    <SpaceBetween size="m">
      <StepControls step={step} execution={execution} />
      <StepFailure step={step} />
      <StepTimes step={step} executionId={execution.id} />
      <StepValues step={step} />
      {step.log === undefined || step.log === '' ? undefined : (
        <ScriptLog executionId={execution.id} stepId={step.id} log={step.log} />
      )}
      {calls.length === 0 ? undefined : (
        <div>
          <Box variant="h4">{t('execution.calls')}</Box>
          <JournalTable label={t('execution.callsOf', { step: step.name })} journal={calls} whole={false} />
        </div>
      )}
    </SpaceBetween>
  );
}

function StepFailure({ step: { failure, status } }: Pick<StepDetailsProps, 'step'>) {
  const t = useWords();
  const wordOf = useWordOf();
  if (failure === undefined) return null;
  // While it is tried again, the failure is that of the try before.
  const isOver = status === 'Failed' || status === 'TimedOut';
  return (
    <Alert
      type={isOver ? 'error' : 'warning'}
      header={t(isOver ? 'execution.failed' : 'execution.triedAgain', {
        stage: wordOf('failureStage', failure.stage),
        type: wordOf('failureType', failure.type),
      })}
    >
      <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{failure.message}</span>
    </Alert>
  );
}

function StepTimes({ step, executionId }: Pick<StepDetailsProps, 'step'> & { readonly executionId: string }) {
  const t = useWords();
  const { id, startedAt, finishedAt, attempts, starts } = step;
  const link = `${location.origin}${pathTo('execution', { executionId }, { step: id })}`;
  return (
    <SpaceBetween direction="horizontal" size="l" alignItems="center">
      {startedAt === undefined ? undefined : (
        <span>
          {t('executions.started')} <Instant at={startedAt} />
        </span>
      )}
      {finishedAt === undefined ? undefined : (
        <span>
          {t('execution.ended')} <Instant at={finishedAt} />
        </span>
      )}
      {attempts === 0 ? undefined : <span>{t('execution.attempts', { count: attempts })}</span>}
      {starts > attempts ? <span>{t('execution.starts', { count: starts })}</span> : undefined}
      <CopyToClipboard
        variant="icon"
        textToCopy={link}
        copyButtonAriaLabel={t('execution.step.copyLink', { step: id })}
        copySuccessText={t('common.copied')}
        copyErrorText={t('common.copyFailed')}
      />
    </SpaceBetween>
  );
}

function StepValues({ step: { name, inputs, outputs, result } }: Pick<StepDetailsProps, 'step'>) {
  const t = useWords();
  const hasOutputs = outputs !== undefined && Object.keys(outputs).length > 0;
  const given = hasOutputs ? outputs : (result ?? undefined);
  if (inputs === undefined && given === undefined) return null;
  return (
    <ColumnLayout columns={2} minColumnWidth={320}>
      {inputs === undefined ? undefined : (
        <div>
          <Box variant="h4">{t('execution.inputs')}</Box>
          <JsonView label={t('execution.inputsOf', { step: name })} value={inputs} height="18rem" />
        </div>
      )}
      {given === undefined ? undefined : (
        <div>
          <Box variant="h4">{t('execution.outputs')}</Box>
          <JsonView label={t('execution.outputsOf', { step: name })} value={given} height="18rem" />
        </div>
      )}
    </ColumnLayout>
  );
}
