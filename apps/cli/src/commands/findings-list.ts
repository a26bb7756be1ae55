import { findingOrder, type FindingOrder, type Input, type JsonObject, type Trueup } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { NOTHING_TO_DO, PENDING } from '../exit-code.ts';
import { jsonMapOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { findingsText } from '../text/finding-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { addFindingQuery, findingQuery, type FindingQueryOptions } from './finding-query.ts';
import { positiveNumber } from './option-parsers.ts';

interface ListOptions extends FindingQueryOptions {
  readonly filters?: string;
  readonly view?: string;
  readonly sort?: FindingOrder;
  readonly ascending?: boolean;
  readonly limit: number;
}

export function addFindingsList(findings: Command, shell: Shell): void {
  const list = findings
    .command('list')
    .description('open findings, most severe first unless told otherwise; exits 2 when there are any');
  addFindingQuery(list)
    .option('--filters <json>', "JSON or @FILE: AwsSecurityFindingFilters, as in Security Hub's GetFindings")
    .option('--view <name>', 'with the filters and the order of this saved view')
    .addOption(new Option('--sort <order>', 'what comes first (default: severity)').choices(findingOrder.options))
    .option('--ascending', 'the lowest or earliest first')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup findings list', 'everything that is open'],
        ['trueup findings list --overdue --sort priority', 'what should have been repaired by now'],
        ['trueup findings list --control S3.8 --account 111111111111', 'one control in one account'],
        [
          'trueup findings list --product Prowler --compliance FAILED --sort priority',
          'of one tool, most urgent first',
        ],
        [
          `trueup findings list --filters '{"Title": [{"Value": "S3", "Comparison": "PREFIX"}]}'`,
          "in Security Hub's own words",
        ],
        ["trueup findings list --query 'items[].resource.arn'", 'only the ARNs, as JSON'],
      ]),
    )
    .action((options: ListOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => askedFor(options),
        async ({ trueup, look, result }, given) => {
          const { filters, ...query } = await withView(trueup, options, given);
          const page = await takePages(options.limit, (part) =>
            filters === undefined
              ? trueup.listFindings({ ...query, ...part })
              : trueup.searchFindings({ ...query, filters, ...part }),
          );
          result(page, () => findingsText(page.items, look) + moreText(page.next));
          return page.items.length === 0 ? NOTHING_TO_DO : PENDING;
        },
      ),
    );
}

type Asked = Input<'searchFindings'>;

async function askedFor(options: ListOptions): Promise<Asked> {
  const { view, sort, ascending = false } = options;
  if (options.filters !== undefined && view !== undefined) throw new UsageError('--filters or --view, not both');
  const filters = options.filters === undefined ? undefined : await jsonMapOption('--filters', options.filters);
  return {
    ...findingQuery(options, filters),
    ...(filters ? { filters } : {}),
    ...(sort ? { order: sort } : {}),
    ...(ascending ? { ascending } : {}),
  };
}

/** What the options say comes before what the view says. */
async function withView(trueup: Trueup, options: ListOptions, asked: Asked): Promise<Asked> {
  if (options.view === undefined) return asked;
  const { items } = await trueup.listViews({});
  const view = items.find(({ name }) => name === options.view);
  if (!view) throw new UsageError(`--view: there is no view ${options.view}; trueup views list has them all`);
  const filters: JsonObject = view.filters;
  const order = asked.order ?? orderOf(view.order);
  return {
    ...(view.overdue === undefined ? {} : { overdue: view.overdue }),
    ...findingQuery(options, filters),
    ...(view.where ? { where: view.where } : {}),
    ...(order ? { order } : {}),
    ...(asked.ascending === undefined ? {} : { ascending: asked.ascending }),
    filters,
  };
}

function orderOf(given: string | undefined): FindingOrder | undefined {
  return findingOrder.options.find((order) => order === given);
}
