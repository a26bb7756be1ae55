import type { AutomationSignal, Trueup } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

/** What a person says to a runbook that waits: SSM's SendAutomationSignal. */
export function addExecutionSignals(executions: Command, shell: Shell): void {
  addDecision(executions, shell, 'approve');
  addDecision(executions, shell, 'reject');
  addResume(executions, shell);
  addStartStep(executions, shell);
  addStopStep(executions, shell);
}

const decisions = {
  approve: { description: 'say yes to the aws:approve step that a runbook waits at', said: 'approved' },
  reject: { description: 'say no to the aws:approve step that a runbook waits at: it fails', said: 'rejected' },
} as const;

function addDecision(executions: Command, shell: Shell, kind: 'approve' | 'reject'): void {
  const { description, said } = decisions[kind];
  executions
    .command(`${kind} <execution-id>`)
    .description(description)
    .option('--comment <text>', 'why, for the record')
    .addHelpText(
      'after',
      examples([
        [`trueup executions ${kind} 3f0c9a52-… --comment "as agreed"`, 'as the person you are'],
        [`trueup --as alice executions ${kind} 3f0c9a52-…`, 'as one of its Approvers'],
      ]),
    )
    .action((id: string, { comment }: { readonly comment?: string }, command: Command) =>
      send(shell, command, id, () => Promise.resolve({ kind, ...(comment === undefined ? {} : { comment }) }), said),
    );
}

function addResume(executions: Command, shell: Shell): void {
  executions
    .command('resume <execution-id> [step]')
    .description('go on after the aws:pause step that a runbook waits at')
    .addHelpText(
      'after',
      examples([
        ['trueup executions resume 3f0c9a52-…', 'the step that waits'],
        ['trueup executions resume 3f0c9a52-… LookAtIt', 'the step named'],
      ]),
    )
    .action((id: string, step: string | undefined, _options: unknown, command: Command) =>
      send(
        shell,
        command,
        id,
        async (trueup) => ({ kind: 'resume', step: step ?? (await pausedStep(trueup, id)) }),
        'resumed',
      ),
    );
}

async function pausedStep(trueup: Trueup, id: string): Promise<string> {
  const { StepExecutions, CurrentStepName, CurrentAction } = await trueup.getAutomationExecution({ id });
  const paused = StepExecutions.find(({ Action, StepStatus }) => Action === 'aws:pause' && StepStatus === 'Waiting');
  const step = paused?.StepName ?? (CurrentAction === 'aws:pause' ? CurrentStepName : undefined);
  if (step === undefined) throw new UsageError(`execution ${id} waits at no aws:pause step`);
  return step;
}

function addStartStep(executions: Command, shell: Shell): void {
  executions
    .command('start-step <execution-id> <step>')
    .description('Interactive mode: run this step next')
    .addHelpText(
      'after',
      examples([['trueup executions start-step 3f0c9a52-… StopInstances', 'one of those it names']]),
    )
    .action((id: string, step: string, _options: unknown, command: Command) =>
      send(shell, command, id, () => Promise.resolve({ kind: 'start-step', step }), `told to run ${step}`),
    );
}

function addStopStep(executions: Command, shell: Shell): void {
  executions
    .command('stop-step <execution-id> <step-execution-id>')
    .description('stop the try of a step that is in flight; it counts as failed')
    .addHelpText(
      'after',
      examples([['trueup executions stop-step 3f0c9a52-… StopInstances', 'its StepExecutionId, as -o json shows it']]),
    )
    .action((id: string, stepExecutionId: string, _options: unknown, command: Command) =>
      send(
        shell,
        command,
        id,
        () => Promise.resolve({ kind: 'stop-step', stepExecutionId }),
        `told to stop ${stepExecutionId}`,
      ),
    );
}

function send(
  shell: Shell,
  command: Command,
  id: string,
  signalOf: (trueup: Trueup) => Promise<AutomationSignal>,
  said: string,
): Promise<void> {
  return shell.withTrueup(command, async ({ trueup, settings, result }) => {
    const execution = await trueup.signalExecution({ id, signal: await signalOf(trueup) });
    result(
      execution,
      () => `Execution ${id} was ${said} by ${settings.actor}. Follow it: trueup executions watch ${id}`,
    );
    return NOTHING_TO_DO;
  });
}
