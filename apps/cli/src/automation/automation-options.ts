import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { jsonMapOption } from '../read-option.ts';
import { addRunbookSource, runbookSource, type RunbookSourceOptions } from '../runbook/runbook-source.ts';

export interface AutomationOptions extends RunbookSourceOptions {
  readonly parameters?: string;
  readonly account?: string;
  readonly region?: string;
}

/** What is run, with what, and where: the same for a plan and for the run. */
export function addAutomationOptions(command: Command): Command {
  return addRunbookSource(command)
    .option(
      '--parameters <json>',
      'JSON or @FILE: {"Name": value}; a value as declared, or a list of strings as SSM has it',
    )
    .option('--account <id>', "the account to work in (default: the policy's first, else that of the credentials)")
    .option('--region <name>', "the region to work in (default: the policy's first, else AWS_REGION, else us-east-1)");
}

export async function automationSelection(
  source: string,
  options: AutomationOptions,
): Promise<Input<'planAutomation'>> {
  const { parameters, account, region } = options;
  const scope = {
    ...(account === undefined ? {} : { accountId: account }),
    ...(region === undefined ? {} : { region }),
  };
  return {
    document: await runbookSource(source, options),
    ...(Object.keys(scope).length === 0 ? {} : { scope }),
    ...(parameters === undefined ? {} : { parameters: await jsonMapOption('--parameters', parameters) }),
  };
}
