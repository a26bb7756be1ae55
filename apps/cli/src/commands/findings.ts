import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO, PENDING } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { findingsText, findingText } from '../text/finding-text.ts';
import { examples } from './examples.ts';
import { addFindingFilter, findingFilter, type FindingFilterOptions } from './finding-filter.ts';
import { positiveNumber, severalUpperCase } from './option-parsers.ts';

interface ListOptions extends FindingFilterOptions {
  readonly status?: readonly string[];
  readonly archived?: boolean;
  readonly limit: number;
}

export function addFindings(program: Command, shell: Shell): void {
  const findings = program
    .command('findings')
    .description('what is wrong')
    .addHelpText('after', examples([['trueup findings list --severity CRITICAL', 'the worst first']]));
  addList(findings, shell);
  findings
    .command('show <finding-id>')
    .description('one finding with its plans and executions')
    .addHelpText('after', examples([['trueup findings show f-0123456789abcdef', 'all that is known of it']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const detail = await trueup.getFinding({ id });
        result(detail, () => findingText(detail, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addList(findings: Command, shell: Shell): void {
  const list = findings.command('list').description('open findings, most severe first; exits 2 when there are any');
  addFindingFilter(list)
    .option(
      '--status <status>',
      'NEW, NOTIFIED, RESOLVED or SUPPRESSED instead of the open ones; may be repeated',
      severalUpperCase,
    )
    .option('--archived', 'those whose resource is gone instead')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup findings list', 'everything that is open'],
        ['trueup findings list --control S3.8 --account 111111111111', 'one control in one account'],
        ["trueup findings list --query 'items[].resource.arn'", 'only the ARNs, as JSON'],
      ]),
    )
    .action((options: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = queryOf(options);
        const page = await takePages(options.limit, (part) => trueup.listFindings({ ...query, ...part }));
        result(page, () => findingsText(page.items, look) + moreText(page.next));
        return page.items.length === 0 ? NOTHING_TO_DO : PENDING;
      }),
    );
}

function queryOf(options: ListOptions): Input<'listFindings'> {
  const { status = ['NEW', 'NOTIFIED'], archived = false } = options;
  return {
    ...findingFilter(options),
    ...(archived && options.status === undefined
      ? {}
      : { workflows: status as NonNullable<Input<'listFindings'>['workflows']> }),
    recordStates: [archived ? 'ARCHIVED' : 'ACTIVE'],
  };
}
