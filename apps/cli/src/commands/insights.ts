import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { jsonMapOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { endOfArn } from '../text/end-of-arn.ts';
import { insightsText, insightText } from '../text/insight-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

const FILTERS = "JSON or @FILE: AwsSecurityFindingFilters, as in Security Hub's CreateInsight";
const GROUP_BY = 'the filter whose values are counted, such as ResourceId or SeverityLabel';

interface ChangeOptions {
  readonly name?: string;
  readonly filters?: string;
  readonly groupBy?: string;
}

export function addInsights(program: Command, shell: Shell): void {
  const insights = program
    .command('insights')
    .description('findings that match, counted by an attribute')
    .addHelpText('after', examples([['trueup insights list', 'which there are']]));
  for (const add of [addList, addShow, addCreate, addUpdate, addDelete]) add(insights, shell);
}

function addList(insights: Command, shell: Shell): void {
  insights
    .command('list')
    .description('the insights')
    .addHelpText('after', examples([['trueup insights list', 'without their results']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listInsights({});
        result(listed, () => insightsText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addShow(insights: Command, shell: Shell): void {
  insights
    .command('show <insight-id>')
    .description('one insight with its results now, most findings first')
    .addHelpText('after', examples([['trueup insights show a1b2c3d4-…', 'by its id or its ARN']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const shown = await trueup.getInsight({ id });
        result(shown, () => insightText(shown, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addCreate(insights: Command, shell: Shell): void {
  insights
    .command('create <name>')
    .description('make an insight')
    .requiredOption('--group-by <attribute>', GROUP_BY)
    .option('--filters <json>', `${FILTERS} (default: every finding)`)
    .addHelpText(
      'after',
      examples([
        ['trueup insights create "Findings by bucket" --group-by ResourceId', 'every finding'],
        [
          'trueup insights create "Worst accounts" --group-by AwsAccountId --filters @critical.json',
          'those that match',
        ],
      ]),
    )
    .action((name: string, { groupBy, filters }: ChangeOptions & { readonly groupBy: string }, command: Command) =>
      shell.withPrepared(
        command,
        () => (filters === undefined ? Promise.resolve({}) : jsonMapOption('--filters', filters)),
        async ({ trueup, result }, given) => {
          const insight = await trueup.createInsight({ name, filters: given, groupBy });
          result(insight, () => `Made insight ${endOfArn(insight.arn)}.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addUpdate(insights: Command, shell: Shell): void {
  insights
    .command('update <insight-id>')
    .description('change what is given of an insight')
    .option('--name <name>', 'another name')
    .option('--group-by <attribute>', GROUP_BY)
    .option('--filters <json>', FILTERS)
    .addHelpText('after', examples([['trueup insights update a1b2c3d4-… --group-by ResourceType', 'and its results']]))
    .action((id: string, options: ChangeOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => changesOf(options),
        async ({ trueup, result }, changes) => {
          const insight = await trueup.updateInsight({ id, ...changes });
          result(insight, () => `Changed insight ${endOfArn(insight.arn)}.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}

async function changesOf({ name, filters, groupBy }: ChangeOptions) {
  if (name === undefined && filters === undefined && groupBy === undefined) {
    throw new UsageError('insights update: say what to change: --name, --group-by or --filters');
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(groupBy === undefined ? {} : { groupBy }),
    ...(filters === undefined ? {} : { filters: await jsonMapOption('--filters', filters) }),
  };
}

function addDelete(insights: Command, shell: Shell): void {
  insights
    .command('delete <insight-id>')
    .description('remove an insight')
    .addHelpText('after', examples([['trueup insights delete a1b2c3d4-…', 'its findings stay']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const insight = await trueup.deleteInsight({ id });
        result(insight, () => `Deleted insight ${insight.name}.`);
        return NOTHING_TO_DO;
      }),
    );
}
