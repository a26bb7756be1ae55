import type { Input, Outcome, Phase } from '@trueup/api-contract';
import type { Command } from 'commander';
import { exitCodeOf, NOTHING_TO_DO } from '../exit-code.ts';
import { followExecution } from '../remediation/follow-execution.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { executionsText, executionText } from '../text/execution-text.ts';
import { examples } from './examples.ts';
import { positiveNumber, several } from './option-parsers.ts';

interface ListOptions {
  readonly finding?: string;
  readonly plan?: string;
  readonly phase?: readonly string[];
  readonly outcome?: readonly string[];
  readonly limit: number;
}

export function addExecutions(program: Command, shell: Shell): void {
  const executions = program
    .command('executions')
    .description('repairs and undos that were started')
    .addHelpText('after', examples([['trueup executions list --phase running', 'what happens now']]));
  addList(executions, shell);
  addShow(executions, shell);
  addWatch(executions, shell);
  addCancel(executions, shell);
}

function addList(executions: Command, shell: Shell): void {
  executions
    .command('list')
    .description('executions, newest first')
    .option('--finding <id>', 'only of this finding')
    .option('--plan <id>', 'only of this plan')
    .option('--phase <phase>', 'checking, running, verifying or finished; may be repeated', several)
    .option('--outcome <outcome>', 'such as verified or failed; may be repeated', several)
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup executions list --phase running', 'what happens now'],
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

function queryOf({ finding, plan, phase, outcome }: ListOptions): Input<'listExecutions'> {
  return {
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
    .description('follow an execution to its end; exits 0 when the resource is right, else 1')
    .addHelpText('after', examples([['trueup executions watch 3f0c9a52-…', 'until it has ended']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(
        command,
        async ({ trueup, look, progress, pause, result }) => {
          const { outcome } = await followExecution({ trueup, pause, say: (line) => progress.say(line) }, id);
          const detail = await trueup.getExecution({ id });
          result(detail, () => executionText(detail, look));
          return exitCodeOf(outcome);
        },
        { worker: true },
      ),
    );
}

function addCancel(executions: Command, shell: Shell): void {
  executions
    .command('cancel <execution-id>')
    .description('ask an execution to stop before its next step')
    .addHelpText(
      'after',
      examples([['trueup executions cancel 3f0c9a52-…', 'a call already sent cannot be called back']]),
    )
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const execution = await trueup.cancelExecution({ id });
        result(execution, () => `Execution ${id} stops before its next step. Follow it: trueup executions watch ${id}`);
        return NOTHING_TO_DO;
      }),
    );
}
