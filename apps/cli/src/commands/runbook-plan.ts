import type { Command } from 'commander';
import { addAutomationOptions, automationSelection, type AutomationOptions } from '../automation/automation-options.ts';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { automationPlanText } from '../text/automation-plan-text.ts';
import { examples } from './examples.ts';

export function addRunbookPlan(runbook: Command, shell: Shell): void {
  const plan = runbook
    .command('plan <file|name>')
    .description('list the writes a runbook would make, with their inputs, and make none; reads are made');
  addAutomationOptions(plan)
    .addHelpText(
      'after',
      examples([
        ['trueup runbook plan fix.yaml --parameters \'{"BucketName": "invoices"}\'', 'a file'],
        ['trueup runbook plan Fix-Bucket --document-version 3 --parameters @values.json', 'a stored one'],
        ['trueup runbook plan - --account 111111111111 --region eu-west-1 < fix.yaml', 'standard input, elsewhere'],
      ]),
    )
    .action((source: string, options: AutomationOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => automationSelection(source, options),
        async ({ trueup, look, result }, selection) => {
          const planned = await trueup.planAutomation(selection);
          result(planned, () => automationPlanText(planned, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}
