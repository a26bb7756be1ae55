import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { jsonTextOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { archivesText } from '../text/archive-text.ts';
import { eventsText } from '../text/event-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { positiveNumber, wholeNumber } from './option-parsers.ts';

interface ArchiveOptions {
  readonly pattern?: string;
  readonly retention?: number;
  readonly description?: string;
}

interface ArchivedOptions {
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

export function addEventArchives(events: Command, shell: Shell): void {
  events
    .command('archives')
    .description('archives of events, and how much each holds')
    .addHelpText('after', examples([['trueup events archives', 'what can be replayed']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listArchives({});
        result(listed, () => archivesText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
  for (const add of [addCreate, addUpdate, addArchived, addDelete]) add(events, shell);
}

function withArchiveOptions(command: Command): Command {
  return command
    .option('--pattern <json>', 'JSON or @FILE: what is kept (default: every event)')
    .option('--retention <days>', 'for how long; 0 is for ever (default: 0)', wholeNumber)
    .option('--description <text>', 'what it is for');
}

async function archiveOf({
  pattern,
  retention,
  description,
}: ArchiveOptions): Promise<Omit<Input<'createArchive'>, 'name'>> {
  return {
    ...(pattern === undefined ? {} : { pattern: await jsonTextOption('--pattern', pattern) }),
    ...(retention === undefined ? {} : { retentionDays: retention }),
    ...(description === undefined ? {} : { description }),
  };
}

function addCreate(events: Command, shell: Shell): void {
  withArchiveOptions(events.command('create-archive <name>').description('begin to keep the events that match'))
    .addHelpText('after', examples([['trueup events create-archive all --retention 30', 'every event, for a month']]))
    .action((name: string, options: ArchiveOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => archiveOf(options),
        async ({ trueup, result }, draft) => {
          const archive = await trueup.createArchive({ name, ...draft });
          result(archive, () => `Archive ${archive.name} keeps what is published from now on.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addUpdate(events: Command, shell: Shell): void {
  withArchiveOptions(events.command('update-archive <name>').description('change what is given of an archive'))
    .addHelpText('after', examples([['trueup events update-archive all --retention 90', 'and for longer']]))
    .action((id: string, options: ArchiveOptions, command: Command) =>
      shell.withPrepared(
        command,
        async () => {
          const changes = await archiveOf(options);
          if (Object.keys(changes).length > 0) return changes;
          throw new UsageError('events update-archive: say what to change: --pattern, --retention or --description');
        },
        async ({ trueup, result }, changes) => {
          const archive = await trueup.updateArchive({ id, ...changes });
          result(archive, () => `Changed archive ${archive.name}.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addArchived(events: Command, shell: Shell): void {
  events
    .command('archived <archive>')
    .description('the events that an archive holds, in the order of their time')
    .option('--from <time>', 'only from then on, such as 2026-01-31T09:30:00Z')
    .option('--to <time>', 'only before then')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText('after', examples([['trueup events archived all --from 2026-01-31T00:00:00Z', 'since a day']]))
    .action((id: string, { from, to, limit }: ArchivedOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = { id, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        const page = await takePages(limit, (part) => trueup.listArchivedEvents({ ...query, ...part }));
        result(page, () => eventsText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}

function addDelete(events: Command, shell: Shell): void {
  events
    .command('delete-archive <name>')
    .description('remove an archive and the events in it')
    .addHelpText('after', examples([['trueup events delete-archive all', 'they cannot be replayed any more']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const archive = await trueup.deleteArchive({ id });
        result(archive, () => `Deleted archive ${archive.name}.`);
        return NOTHING_TO_DO;
      }),
    );
}
