import { randomBytes } from 'node:crypto';
import { Problem, type EventArchive } from '@trueup/api-contract';
import type { Command } from 'commander';
import { newEvents } from '../event/new-events.ts';
import { NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import { jsonTextOption } from '../read-option.ts';
import type { Connected, Shell } from '../shell.ts';
import { eventText } from '../text/event-text.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface TailOptions {
  readonly pattern?: string;
  readonly count?: number;
}

const TAIL = /^tail-[0-9a-f]{16}$/;
const DAY_MS = 24 * 60 * 60 * 1_000;

export function addEventsTail(events: Command, shell: Shell): void {
  events
    .command('tail')
    .description('show events as they are published, until Ctrl-C; with -o json one a line')
    .option('--pattern <json>', "JSON or @FILE: only what matches, in EventBridge's pattern language")
    .option('--count <number>', 'end after so many', positiveNumber)
    .addHelpText(
      'after',
      `${examples([
        ['trueup events tail', 'everything'],
        [`trueup events tail --pattern '{"source": ["trueup"]}' -o json`, "Trueup's own, for a script"],
        ['trueup events tail --count 1', 'wait for the next one'],
      ])}

While it runs there is an archive called tail-…; one that a crash has left is removed by a later tail after a day.`,
    )
    .action(({ pattern, count = Infinity }: TailOptions, command: Command) =>
      shell.withPrepared(
        command,
        async () => (pattern === undefined ? undefined : jsonTextOption('--pattern', pattern)),
        (here, matching) => tail(here, matching, count),
        { worker: true },
      ),
    );
}

async function tail(here: Connected, pattern: string | undefined, count: number): Promise<ExitCode> {
  here.ifInterrupted('no more events are shown');
  await removeLeftTails(here);
  const archive = await temporaryArchive(here, pattern);
  here.progress.show('waiting for events');
  let left = count;
  for await (const event of newEvents(here, archive)) {
    here.item(event, () => eventText(event, here.look));
    left -= 1;
    if (left === 0) break;
    here.progress.show('waiting for events');
  }
  return NOTHING_TO_DO;
}

/** It is removed at the end, also when the person interrupts while it is made. */
async function temporaryArchive(
  { trueup, settings, atEnd }: Connected,
  pattern: string | undefined,
): Promise<EventArchive> {
  const creating = trueup.createArchive({
    name: `tail-${randomBytes(8).toString('hex')}`,
    description: `trueup events tail of ${settings.actor}`,
    retentionDays: 1,
    ...(pattern === undefined ? {} : { pattern }),
  });
  atEnd(async () => {
    const [made] = await Promise.allSettled([creating]);
    if (made.status === 'fulfilled') await remove(trueup, made.value);
  });
  return creating;
}

/** What tails that crashed have left. */
async function removeLeftTails({ trueup }: Connected): Promise<void> {
  const { items } = await trueup.listArchives({});
  const left = items.filter(
    ({ archive }) => TAIL.test(archive.name) && Date.parse(archive.createdAt) < Date.now() - DAY_MS,
  );
  for (const { archive } of left) await remove(trueup, archive);
}

async function remove(trueup: Connected['trueup'], { name }: EventArchive): Promise<void> {
  try {
    await trueup.deleteArchive({ id: name });
  } catch (error) {
    // Somebody else was quicker.
    if (!(error instanceof Problem && error.code === 'not-found')) throw error;
  }
}
