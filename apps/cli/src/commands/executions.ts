import type { AutomationStatus, Input, Outcome, Phase } from '@trueup/api-contract';
import type { Command } from 'commander';
import { followAutomation } from '../automation/follow-automation.ts';
import { automationExitCode, exitCodeOf, NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import { followExecution } from '../remediation/follow-execution.ts';
import type { Connected, Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { executionsText, executionText } from '../text/execution-text.ts';
import { examples } from './examples.ts';
import { addExecutionSignals } from './execution-signals.ts';
import { positiveNumber, several } from './option-parsers.ts';

interface ListOptions {
  readonly finding?: string;
  readonly plan?: string;
  readonly runbook?: readonly string[];
  readonly parent?: string;
  readonly status?: readonly string[];
  readonly phase?: readonly string[];
  readonly outcome?: readonly string[];
  readonly limit: number;
}

export function addExecutions(program: Command, shell: Shell): void {
  const executions = program
    .command('executions')
    .description('what was started: repairs, undos and runbooks')
    .addHelpText(
      'after',
      examples([
        ['trueup executions list --phase running', 'what happens now'],
        ['trueup executions list --status Waiting', 'what waits for a person'],
      ]),
    );
  addList(executions, shell);
  addShow(executions, shell);
  addWatch(executions, shell);
  addCancel(executions, shell);
  addExecutionSignals(executions, shell);
}

function addList(executions: Command, shell: Shell): void {
  executions
    .command('list')
    .description('executions, newest first')
    .option('--finding <id>', 'only of this finding')
    .option('--plan <id>', 'only of this plan')
    .option('--runbook <prefix>', 'only of runbooks whose name begins so; may be repeated', several)
    .option('--parent <execution-id>', 'only what this execution started')
    .option('--status <status>', 'such as InProgress, Waiting, Success or Failed; may be repeated', several)
    .option('--phase <phase>', 'checking, running, verifying or finished; may be repeated', several)
    .option('--outcome <outcome>', 'such as verified or failed; may be repeated', several)
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup executions list --phase running', 'what happens now'],
        ['trueup executions list --status Waiting', 'what waits for a person'],
        ['trueup executions list --outcome failed --outcome inconclusive', 'what a person should look at'],
      ]),
    )
    .action((options: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = queryOf(options);
        const page = await takePages(options.limit, (part) => trueup.listExecutions({ ...query, ...part }));
        result(page, () => executionsText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}

function queryOf(options: ListOptions): Input<'listExecutions'> {
  const { finding, plan, runbook, parent, status, phase, outcome } = options;
  return {
    ...(runbook ? { documentNamePrefixes: runbook } : {}),
    ...(parent === undefined ? {} : { parentId: parent }),
    ...(status ? { statuses: status as AutomationStatus[] } : {}),
    ...(finding === undefined ? {} : { findingId: finding }),
    ...(plan === undefined ? {} : { planId: plan }),
    ...(phase ? { phases: phase as Phase[] } : {}),
    ...(outcome ? { outcomes: outcome as Outcome[] } : {}),
  };
}

function addShow(executions: Command, shell: Shell): void {
  executions
    .command('show <execution-id>')
    .description('one execution with its steps and every call it made')
    .addHelpText('after', examples([['trueup executions show 3f0c9a52-…', 'steps, tries, calls, request ids']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const detail = await trueup.getExecution({ id });
        result(detail, () => executionText(detail, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addWatch(executions: Command, shell: Shell): void {
  executions
    .command('watch <execution-id>')
    .description('follow an execution to its end; exits 0 when the resource is right or the runbook succeeded, else 1')
    .addHelpText('after', examples([['trueup executions watch 3f0c9a52-…', 'until it has ended']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, (here) => watch(here, id), { worker: true }),
    );
}

async function watch(here: Connected, id: string): Promise<ExitCode> {
  const { trueup, look, progress, pause, result } = here;
  const following = { trueup, pause, say: (line: string): void => progress.say(line) };
  here.ifInterrupted(
    here.served
      ? `execution ${id} goes on`
      : `execution ${id} goes on with the next worker: trueup executions watch ${id}`,
  );
  const { execution } = await trueup.getExecution({ id });
  const ofPlan = execution.kind === 'repair' || execution.kind === 'undo';
  const exitCode = ofPlan
    ? exitCodeOf((await followExecution(following, id)).outcome)
    : automationExitCode((await followAutomation(following, id)).AutomationExecutionStatus);
  const detail = await trueup.getExecution({ id });
  result(detail, () => executionText(detail, look));
  return exitCode;
}

function addCancel(executions: Command, shell: Shell): void {
  executions
    .command('cancel <execution-id>')
    .description('ask an execution to stop before its next step; its onCancel steps still run')
    .option('--complete', 'end a runbook that waits, as it stands: it counts as a success')
    .addHelpText(
      'after',
      examples([
        ['trueup executions cancel 3f0c9a52-…', 'a call already sent cannot be called back'],
        ['trueup executions cancel 3f0c9a52-… --complete', 'when its last step was started by hand'],
      ]),
    )
    .action((id: string, { complete = false }: { readonly complete?: boolean }, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        if (complete) {
          const completed = await trueup.stopAutomation({ id, type: 'Complete' });
          result(completed, () => `Execution ${id} ends as it stands.`);
          return NOTHING_TO_DO;
        }
        const execution = await trueup.cancelExecution({ id });
        result(execution, () => `Execution ${id} stops before its next step. Follow it: trueup executions watch ${id}`);
        return NOTHING_TO_DO;
      }),
    );
}
