import { findingOrder, type FindingOrder } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { jsonMapOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { viewsText } from '../text/view-text.ts';
import { examples } from './examples.ts';

interface SaveOptions {
  readonly filters: string;
  readonly sort?: FindingOrder;
  readonly groupBy?: string;
}

export function addViews(program: Command, shell: Shell): void {
  const views = program
    .command('views')
    .description('ways to look at findings that someone wants to come back to')
    .addHelpText(
      'after',
      examples([
        ['trueup views save worst --filters @critical.json --sort priority', 'and from then on'],
        ['trueup views list', 'findings list --view takes any of them'],
      ]),
    );
  views
    .command('list')
    .description('saved views, by name')
    .addHelpText('after', examples([['trueup views list', 'whoever made them']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listViews({});
        result(listed, () => viewsText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
  addSave(views, shell);
  views
    .command('delete <name>')
    .description('remove a saved view')
    .addHelpText('after', examples([['trueup views delete worst', 'its findings stay']]))
    .action((name: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const deleted = await trueup.deleteView({ name });
        result(deleted, () => `Deleted view ${name}.`);
        return NOTHING_TO_DO;
      }),
    );
}

function addSave(views: Command, shell: Shell): void {
  views
    .command('save <name>')
    .description('save a view; one of the same name is replaced')
    .requiredOption('--filters <json>', "JSON or @FILE: AwsSecurityFindingFilters, as in Security Hub's GetFindings")
    .addOption(new Option('--sort <order>', 'what comes first').choices(findingOrder.options))
    .option('--group-by <attribute>', 'what its findings are counted by, such as ResourceId')
    .addHelpText(
      'after',
      examples([
        [
          `trueup views save worst --filters '{"SeverityLabel": [{"Value": "CRITICAL", "Comparison": "EQUALS"}]}'`,
          'one',
        ],
      ]),
    )
    .action((name: string, { filters, sort, groupBy }: SaveOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => jsonMapOption('--filters', filters),
        async ({ trueup, result }, given) => {
          const view = await trueup.saveView({
            name,
            filters: given,
            ...(sort ? { order: sort } : {}),
            ...(groupBy === undefined ? {} : { groupBy }),
          });
          result(view, () => `Saved view ${view.name}.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}
