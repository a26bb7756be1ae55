import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { documentsText } from '../text/document-text.ts';
import { examples } from './examples.ts';
import { positiveNumber, several } from './option-parsers.ts';

interface ListOptions {
  readonly prefix?: readonly string[];
  readonly limit: number;
}

export function addRunbookList(runbook: Command, shell: Shell): void {
  runbook
    .command('list')
    .description('stored runbooks, by name')
    .option('--prefix <text>', 'only names that begin so; may be repeated', several)
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup runbook list', 'all of them'],
        ['trueup runbook list --prefix Fix- -o yaml', 'those of a name'],
      ]),
    )
    .action(({ prefix, limit }: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = prefix ? { namePrefixes: prefix } : {};
        const page = await takePages(limit, (part) => trueup.listDocuments({ ...query, ...part }));
        result(page, () => documentsText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}
