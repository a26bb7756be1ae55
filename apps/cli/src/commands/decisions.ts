import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { decisionCountsText, decisionsText } from '../text/decision-text.ts';
import { examples } from './examples.ts';
import { positiveNumber, several } from './option-parsers.ts';

type Query = Input<'listDecisions'>;

interface ListOptions {
  readonly kind?: readonly string[];
  readonly reason?: readonly string[];
  readonly limit: number;
}

export function addDecisions(program: Command, shell: Shell): void {
  const decisions = program
    .command('decisions')
    .description('what the policy says of each finding, and why')
    .addHelpText('after', examples([['trueup decisions list --kind leave', 'what is left alone']]));
  decisions
    .command('list')
    .description('what was last decided about each finding, newest first')
    .option('--kind <kind>', 'remediate, propose or leave; may be repeated', several)
    .option('--reason <reason>', 'such as frozen or limit-reached; may be repeated', several)
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup decisions list --kind leave', 'what is left alone'],
        ['trueup decisions list --reason limit-reached', 'what waits for a limit'],
      ]),
    )
    .action(({ kind, reason, limit }: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query: Query = {
          ...(kind ? { kinds: kind as NonNullable<Query['kinds']> } : {}),
          ...(reason ? { reasons: reason as NonNullable<Query['reasons']> } : {}),
        };
        const page = await takePages(limit, (part) => trueup.listDecisions({ ...query, ...part }));
        result(page, () => decisionsText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
  decisions
    .command('count')
    .description('how many findings are decided how')
    .addHelpText('after', examples([['trueup decisions count', 'by decision and reason']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const counts = await trueup.decisionCounts({});
        result(counts, () => decisionCountsText(counts, look));
        return NOTHING_TO_DO;
      }),
    );
}
