import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

export function addRunbookDelete(runbook: Command, shell: Shell): void {
  runbook
    .command('delete <name>')
    .description('remove a stored runbook, or one version of it; executions keep the text they run')
    .option('--document-version <version>', 'only this version (default: all of them)')
    .addHelpText(
      'after',
      examples([
        ['trueup runbook delete Fix-Bucket', 'with every version'],
        ['trueup runbook delete Fix-Bucket --document-version 2', 'one version'],
      ]),
    )
    .action((name: string, { documentVersion }: { readonly documentVersion?: string }, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const version = documentVersion === undefined ? {} : { version: documentVersion };
        const deleted = await trueup.deleteDocument({ name, ...version });
        result(
          deleted,
          () => `Deleted ${documentVersion === undefined ? name : `version ${documentVersion} of ${name}`}.`,
        );
        return NOTHING_TO_DO;
      }),
    );
}
