import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

export function addRunbookSetDefault(runbook: Command, shell: Shell): void {
  runbook
    .command('set-default <name> <version>')
    .description('make a version, such as an older one, the one that runs when none is named')
    .addHelpText('after', examples([['trueup runbook set-default Fix-Bucket 2', 'back to version 2']]))
    .action((name: string, version: string, _options: object, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const document = await trueup.setDefaultDocumentVersion({ name, version });
        result(document, () => `Version ${document.defaultVersion} of ${name} is the default now.`);
        return NOTHING_TO_DO;
      }),
    );
}
