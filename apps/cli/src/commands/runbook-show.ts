import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { documentText } from '../text/document-text.ts';
import { addDocumentOptions, documentQuery, type DocumentOptions } from './document-options.ts';
import { examples } from './examples.ts';

export function addRunbookShow(runbook: Command, shell: Shell): void {
  addDocumentOptions(runbook.command('show <name>').description('a stored runbook: its versions and its text'))
    .addHelpText(
      'after',
      examples([
        ['trueup runbook show Fix-Bucket', 'the default version'],
        ["trueup runbook show Fix-Bucket --document-version '$LATEST' --format JSON", 'the newest, as JSON'],
      ]),
    )
    .action((name: string, options: DocumentOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const shown = await trueup.getDocument(documentQuery(name, options));
        result(shown, () => documentText(shown, look));
        return NOTHING_TO_DO;
      }),
    );
}
