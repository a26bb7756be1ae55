import type { EventEnvelope } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function eventsText(events: readonly EventEnvelope[], look: Look): string {
  if (events.length === 0) return 'No events.';
  return tableText(
    [
      { head: 'TIME', cell: ({ time }) => timeText(time) },
      { head: 'SOURCE', cell: ({ source }) => source, least: 8 },
      { head: 'WHAT', cell: (event) => event['detail-type'], least: 12 },
      { head: 'ACCOUNT', cell: ({ account }) => account, spare: true },
      { head: 'REGION', cell: ({ region }) => region, spare: true },
      { head: 'RESOURCES', cell: ({ resources }) => resources.join(', '), least: 12 },
      { head: 'ID', cell: ({ id }) => id, spare: true },
    ],
    events,
    look,
  );
}

/** One event on one line, for a list that goes on. */
export function eventText(event: EventEnvelope, { paint, width = Infinity }: Look): string {
  const { time, source, account, region, resources } = event;
  const before = `${timeText(time)}  ${plain(event['detail-type'])}`;
  const rest = plain([source, account, region, ...resources].join(' '));
  const room = Math.max(0, width - before.length - 2);
  const shown = rest.length > room ? `${rest.slice(0, Math.max(0, room - 1))}…` : rest;
  return `${before}  ${paint.dim(shown)}`;
}
