import { randomUUID } from 'node:crypto';
import type { Input, Tag } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { addAutomationOptions, automationSelection, type AutomationOptions } from '../automation/automation-options.ts';
import { followAutomation } from '../automation/follow-automation.ts';
import { automationExitCode, PENDING, type ExitCode } from '../exit-code.ts';
import { jsonListOption, tagOption } from '../read-option.ts';
import type { Connected, Shell } from '../shell.ts';
import { automationText } from '../text/automation-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

interface RunOptions extends AutomationOptions {
  readonly mode: 'Auto' | 'Interactive';
  readonly tag?: readonly Tag[];
  readonly targetParameterName?: string;
  readonly targets?: string;
  readonly targetMaps?: string;
  readonly targetLocations?: string;
  readonly maxConcurrency?: string;
  readonly maxErrors?: string;
  readonly clientToken?: string;
  readonly detach?: boolean;
}

export function addRunbookRun(runbook: Command, shell: Shell): void {
  const run = runbook
    .command('run <file|name>')
    .description('run a runbook to its end; exits 0 on Success alone, else 1, and 2 when it was only started');
  addSpreadOptions(addAutomationOptions(run))
    .addOption(
      new Option('--mode <mode>', 'Interactive: every step waits to be started')
        .choices(['Auto', 'Interactive'])
        .default('Auto'),
    )
    .option('--tag <key=value>', 'a tag of the execution; may be repeated', tagOption)
    .option('--client-token <uuid>', 'the same token starts the same execution once, however often it is sent')
    .option('--detach', 'start it and do not wait: exits 2')
    .addHelpText(
      'after',
      examples([
        [
          'trueup runbook run fix.yaml --parameters \'{"BucketName": "invoices"}\' -o json',
          'a file; its AutomationExecution',
        ],
        ['trueup runbook run Fix-Bucket --parameters @values.json --tag team=web', 'a stored one'],
        [
          'trueup runbook run Fix-Bucket --target-parameter-name BucketName --targets \'[{"Key": "ParameterValues", "Values": ["a", "b"]}]\'',
          'one execution a target',
        ],
        ['trueup runbook run fix.yaml --mode Interactive', 'step by step'],
      ]),
    )
    .action((source: string, options: RunOptions, command: Command) => {
      const { detach = false } = options;
      return shell.withPrepared(
        command,
        () => startInput(source, options),
        (here, input) => startAndFollow(here, input, detach),
        { worker: !detach },
      );
    });
}

function addSpreadOptions(command: Command): Command {
  return command
    .option('--target-parameter-name <name>', 'the parameter that each target is a value of')
    .option('--targets <json>', 'JSON or @FILE: [{"Key": "ParameterValues", "Values": [...]}], one execution a target')
    .option('--target-maps <json>', 'JSON or @FILE: [{"Name": ["value"]}], one execution a map')
    .option('--target-locations <json>', 'JSON or @FILE: [{"Accounts": [...], "Regions": [...]}], one execution a pair')
    .option('--max-concurrency <number>', 'of targets at a time: a number or a percentage (default: 10)')
    .option('--max-errors <number>', 'after which no target is begun: a number or a percentage (default: 0)');
}

async function startInput(source: string, options: RunOptions): Promise<Input<'startAutomation'>> {
  return {
    ...(await automationSelection(source, options)),
    ...(await spreadOf(options)),
    mode: options.mode,
    // A start that is sent again after a broken connection must not start twice.
    clientToken: options.clientToken ?? randomUUID(),
    ...(options.tag ? { tags: options.tag } : {}),
  };
}

async function startAndFollow(here: Connected, input: Input<'startAutomation'>, detach: boolean): Promise<ExitCode> {
  const { trueup, progress, pause, look } = here;
  const { execution, again } = await trueup.startAutomation(input);
  const { id } = execution;
  progress.say(`execution ${id}${again ? ', which this client token started before' : ''}`);
  here.ifInterrupted(
    here.served
      ? `execution ${id} goes on. Follow it: trueup executions watch ${id}`
      : `execution ${id} goes on with the next worker: trueup executions watch ${id}`,
  );
  if (detach) {
    const standing = await trueup.getAutomationExecution({ id });
    here.result(standing, () => `Execution ${id} was started. Follow it: trueup executions watch ${id}`);
    return PENDING;
  }
  const ended = await followAutomation({ trueup, pause, say: (line) => progress.say(line) }, id);
  here.result(ended, () => automationText(ended, look));
  return automationExitCode(ended.AutomationExecutionStatus);
}

type SpreadInput = Pick<
  Input<'startAutomation'>,
  'targetParameterName' | 'targets' | 'targetMaps' | 'targetLocations' | 'maxConcurrency' | 'maxErrors'
>;

async function spreadOf(options: RunOptions): Promise<SpreadInput> {
  const { targetParameterName, targets, targetMaps, targetLocations, maxConcurrency, maxErrors } = options;
  if (targets !== undefined && targetMaps !== undefined) {
    throw new UsageError('runbook run: --targets or --target-maps, not both');
  }
  return {
    ...(targetParameterName === undefined ? {} : { targetParameterName }),
    ...(targets === undefined ? {} : { targets: await jsonListOption('--targets', targets) }),
    ...(targetMaps === undefined ? {} : { targetMaps: await jsonListOption('--target-maps', targetMaps) }),
    ...(targetLocations === undefined
      ? {}
      : { targetLocations: await jsonListOption('--target-locations', targetLocations) }),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(maxErrors === undefined ? {} : { maxErrors }),
  };
}
