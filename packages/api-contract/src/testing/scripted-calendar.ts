import type { Trueup } from '../operations.ts';
import type { CalendarWindow } from '../schema/calendar.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 28;

/** A change window of every night, and a freeze that has begun. */
export function scriptedCalendar(): Pick<Trueup, 'getCalendar'> {
  return {
    async getCalendar({ from = SCRIPTED_AT, to = later(from, DEFAULT_DAYS * DAY_MS) }) {
      return { at: SCRIPTED_AT, from: later(from, 0), to: later(to, 0), items: [nights(from, to), freeze] };
    },
  };
}

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

const freeze: CalendarWindow = {
  name: 'quarter-end',
  kind: 'deny',
  cron: '30 9 26 1 *',
  durationMinutes: 10_080,
  timeZone: 'UTC',
  overrun: 'stop',
  scope: { organizationalUnits: ['/Prod'] },
  active: true,
  changesAt: later(SCRIPTED_AT, 2 * DAY_MS),
  occurrences: [{ from: later(SCRIPTED_AT, -5 * DAY_MS), to: later(SCRIPTED_AT, 2 * DAY_MS) }],
  truncated: false,
};

function nights(from: string, to: string): CalendarWindow {
  const first = new Date(from).setUTCHours(22, 0, 0, 0);
  const count = Math.max(0, Math.ceil((Date.parse(to) - first) / DAY_MS));
  const begins = Array.from({ length: Math.min(count, 200) }, (_, day) => new Date(first + day * DAY_MS).toISOString());
  return {
    name: 'nights',
    kind: 'allow',
    cron: '0 22 * * *',
    durationMinutes: 480,
    timeZone: 'UTC',
    overrun: 'finish',
    scope: { controls: ['*'] },
    active: false,
    ...(begins[0] === undefined ? {} : { changesAt: begins[0] }),
    occurrences: begins.map((begin) => ({ from: begin, to: later(begin, 8 * 3_600_000) })),
    truncated: count > 200,
  };
}
