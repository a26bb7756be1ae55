import type { Input, PlanStatus } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { plansText } from '../text/plan-list-text.ts';
import { nextStepText, planText } from '../text/plan-text.ts';
import { examples } from './examples.ts';
import { positiveNumber, several } from './option-parsers.ts';

interface ListOptions {
  readonly status?: readonly string[];
  readonly finding?: string;
  readonly limit: number;
}

export function addPlans(program: Command, shell: Shell): void {
  const plans = program
    .command('plans')
    .description('plans that were made')
    .addHelpText('after', examples([['trueup plans list --status waiting-for-approval', 'what waits for a person']]));
  addList(plans, shell);
  plans
    .command('show <plan-id>')
    .description('one plan: what would be called and changed, and who approved it')
    .addHelpText('after', examples([['trueup plans show plan-0123456789abcdef', 'what an approver looks at']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const shown = await trueup.getPlan({ id });
        result(shown, () => `${planText(shown, look, Date.now())}\n\n${nextStepText(shown.plan)}`);
        return NOTHING_TO_DO;
      }),
    );
}

function addList(plans: Command, shell: Shell): void {
  plans
    .command('list')
    .description('plans, newest first')
    .option('--status <status>', 'only this status; may be repeated', several)
    .option('--finding <id>', 'only of this finding')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup plans list --status waiting-for-approval', 'what waits for a person'],
        ['trueup plans list --finding f-0123456789abcdef', 'every plan of one finding'],
      ]),
    )
    .action(({ status, finding, limit }: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query: Input<'listPlans'> = {
          ...(status ? { statuses: status as PlanStatus[] } : {}),
          ...(finding === undefined ? {} : { findingId: finding }),
        };
        const page = await takePages(limit, (part) => trueup.listPlans({ ...query, ...part }));
        result(page, () => plansText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}
