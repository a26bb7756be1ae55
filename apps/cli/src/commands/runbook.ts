import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';
import { addRunbookDelete } from './runbook-delete.ts';
import { addRunbookExport } from './runbook-export.ts';
import { addRunbookImport } from './runbook-import.ts';
import { addRunbookList } from './runbook-list.ts';
import { addRunbookPlan } from './runbook-plan.ts';
import { addRunbookRun } from './runbook-run.ts';
import { addRunbookSetDefault } from './runbook-set-default.ts';
import { addRunbookShow } from './runbook-show.ts';
import { addRunbookValidate } from './runbook-validate.ts';

export function addRunbook(program: Command, shell: Shell): void {
  const runbook = program
    .command('runbook')
    .description('Automation documents: check, plan, run and keep them')
    .addHelpText(
      'after',
      examples([
        ['trueup runbook validate fix.yaml', 'what is wrong with it'],
        ['trueup runbook plan fix.yaml --parameters \'{"BucketName": "invoices"}\'', 'what it would change'],
        ['trueup runbook run fix.yaml --parameters @values.json', 'and do it'],
      ]),
    );
  for (const add of [
    addRunbookValidate,
    addRunbookPlan,
    addRunbookRun,
    addRunbookList,
    addRunbookShow,
    addRunbookImport,
    addRunbookExport,
    addRunbookSetDefault,
    addRunbookDelete,
  ]) {
    add(runbook, shell);
  }
}
