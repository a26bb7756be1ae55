import type { ArchiveHolding, EventReplay, PoisonMessage } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { endOfArn } from './end-of-arn.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

export function archivesText(archives: readonly ArchiveHolding[], look: Look): string {
  if (archives.length === 0) return 'No archives.';
  return tableText(
    [
      { head: 'NAME', cell: ({ archive }) => archive.name },
      { head: 'EVENTS', cell: ({ events }) => String(events) },
      { head: 'BYTES', cell: ({ bytes }) => String(bytes), spare: true },
      { head: 'KEEPS', cell: ({ archive }) => keptFor(archive.retentionDays) },
      { head: 'PATTERN', cell: ({ archive }) => archive.pattern ?? 'every event', least: 12 },
      { head: 'MADE', cell: ({ archive }) => timeText(archive.createdAt), spare: true },
    ],
    archives,
    look,
  );
}

function keptFor(days: number): string {
  if (days === 0) return 'for ever';
  return days === 1 ? '1 day' : `${days} days`;
}

export function replaysText(replays: readonly EventReplay[], look: Look): string {
  if (replays.length === 0) return 'No replays.';
  return tableText(
    [
      { head: 'NAME', cell: ({ name }) => name },
      { head: 'STATE', cell: ({ state }) => state },
      { head: 'ARCHIVE', cell: ({ archive }) => endOfArn(archive), least: 8 },
      { head: 'FROM', cell: ({ from }) => timeText(from) },
      { head: 'TO', cell: ({ to }) => timeText(to) },
      { head: 'STARTED', cell: ({ startedAt }) => timeText(startedAt), spare: true },
    ],
    replays,
    look,
  );
}

export function replayText(replay: EventReplay, look: Look): string {
  const { name, state, archive, from, to, rules, failure, startedAt, endedAt, lastReplayedAt } = replay;
  return [
    look.paint.bold(`Replay ${plain(name)}`),
    factsText(
      [
        ['state', state],
        ['why', failure],
        ['archive', endOfArn(archive)],
        ['events', `from ${timeText(from)} to ${timeText(to)}`],
        ['rules', rules?.join(', ') ?? 'all'],
        ['started', timeText(startedAt)],
        ['ended', endedAt === undefined ? undefined : timeText(endedAt)],
        ['got to', lastReplayedAt === undefined ? undefined : timeText(lastReplayedAt)],
      ],
      look,
    ),
  ].join('\n');
}

export function poisonText(messages: readonly PoisonMessage[], look: Look): string {
  if (messages.length === 0) return 'No poison messages.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'RECEIVED', cell: ({ receivedAt }) => timeText(receivedAt), spare: true },
      { head: 'FROM', cell: ({ origin }) => origin, least: 12 },
      { head: 'WHY', cell: ({ reason }) => reason, least: 16 },
    ],
    messages,
    look,
  );
}
