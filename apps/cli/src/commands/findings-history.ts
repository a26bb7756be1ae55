import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { findingHistoryText } from '../text/finding-history-text.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface HistoryOptions {
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

export function addFindingsHistory(findings: Command, shell: Shell): void {
  findings
    .command('history <finding-id>')
    .description('what changed a finding, newest first, with the automation rules that took part')
    .option('--from <time>', 'only from then on, such as 2026-01-31T09:30:00Z')
    .option('--to <time>', 'only before then')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup findings history f-0123456789abcdef', 'who changed what, and which rule'],
        ['trueup findings history f-0123456789abcdef --from 2026-01-31T00:00:00Z -o json', 'since a day, for a script'],
      ]),
    )
    .action((id: string, { from, to, limit }: HistoryOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = { id, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        const page = await takePages(limit, (part) => trueup.listFindingHistory({ ...query, ...part }));
        result(page, () => findingHistoryText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}
