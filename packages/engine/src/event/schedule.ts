import { Cron } from 'croner';
import type { Instant, Schedule } from '@trueup/core';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: DAY_MS };
/** Beyond it a date would be none. */
const LONGEST_MS = 100 * 366 * DAY_MS;
const RATE = /^rate\((\d{1,9}) (minute|hour|day)(s?)\)$/;
const CRON = /^cron\(([^()]*)\)$/;
const ACCEPTED =
  'must be rate(<number> minutes|hours|days) or cron(<minutes> <hours> <day of month> <month> <day of week> <year>), where one of the days is ?';

/** What is wrong with a schedule; undefined: nothing. */
export function scheduleFault(schedule: Schedule): string | undefined {
  const parsed = parseSchedule(schedule);
  return parsed.kind === 'invalid' ? parsed.reason : undefined;
}

/** The next time after `after`; undefined: never again. A rate counts from `since`, so that late turns do not add up. Throws for an expression that was not checked. */
export function nextTurn(schedule: Schedule, after: Instant, since: Instant = after): Instant | undefined {
  const parsed = parseSchedule(schedule);
  switch (parsed.kind) {
    case 'rate':
      return nextOfRate(parsed.everyMs, Date.parse(after), Date.parse(since));
    case 'cron':
      return parsed.cron.nextRun(new Date(after))?.toISOString();
    case 'invalid':
      throw new Error(`schedule ${schedule.expression} ${parsed.reason}`);
  }
}

function nextOfRate(everyMs: number, after: number, since: number): Instant {
  const turns = Math.floor((after - since) / everyMs) + 1;
  return new Date(since + turns * everyMs).toISOString();
}

type Parsed =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly cron: Cron }
  | { readonly kind: 'invalid'; readonly reason: string };

/** EventBridge's forms: a rate of one is in the singular, all others in the plural. */
function parseSchedule({ expression, timeZone = 'UTC' }: Schedule): Parsed {
  const [, number = '', unit = '', plural] = RATE.exec(expression) ?? [];
  const every = Number(number) * (UNITS[unit] ?? 0);
  if (every > 0 && every <= LONGEST_MS) {
    if ((Number(number) === 1) === (plural === '')) return { kind: 'rate', everyMs: every };
    return { kind: 'invalid', reason: `must say ${number} ${unit}${Number(number) === 1 ? '' : 's'}` };
  }
  if (!Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC') {
    return {
      kind: 'invalid',
      reason: `must name a time zone of the IANA list, such as Europe/Berlin; ${timeZone} is none`,
    };
  }
  const fields = CRON.exec(expression)?.[1]?.trim().split(/ +/);
  return fields ? parseCron(fields, timeZone) : { kind: 'invalid', reason: ACCEPTED };
}

function parseCron(fields: readonly string[], timeZone: string): Parsed {
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  const oneDay = (dayOfMonth === '?') !== (dayOfWeek === '?');
  if (fields.length !== 6 || !oneDay) return { kind: 'invalid', reason: ACCEPTED };
  // AWS counts weekdays from 1, Sunday; the library from 0. What is not asked for is any day there.
  const weekday = dayOfWeek === '?' ? '*' : fromZero(dayOfWeek);
  const day = dayOfMonth === '?' ? '*' : dayOfMonth;
  try {
    const pattern = ['0', minutes, hours, day, month, weekday, year].join(' ');
    return {
      kind: 'cron',
      cron: new Cron(pattern, { timezone: timeZone, mode: '7-part', sloppyRanges: true, paused: true }),
    };
  } catch (error) {
    return { kind: 'invalid', reason: `${ACCEPTED}: ${(error as Error).message}` };
  }
}

/** `2-6` is `1-5`, `6#3` is `5#3`, `L` by itself is Saturday. The number after `#` or `/` is no weekday. */
function fromZero(dayOfWeek: string): string {
  if (dayOfWeek.toUpperCase() === 'L') return '6';
  return dayOfWeek.replaceAll(/(?<![#/\d])[1-7](?!\d)/g, (digit) => String(Number(digit) - 1));
}
