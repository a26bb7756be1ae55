/** Days as a time zone counts them: some have 23 or 25 hours. A day is written as `2026-01-31`. */

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The day on which an instant falls. */
export function dayOf(at: number, timeZone: string): string {
  const { year, month, day } = partsOf(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** Minutes since midnight as a clock shows them, such as `22:00`. */
export function clockOf(at: number, timeZone: string): string {
  const { hour, minute } = partsOf(at, timeZone);
  return `${hour}:${minute}`;
}

/** The instant at which a day begins: midnight, or the first time that there is where midnight is skipped. */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No zone is further from UTC than 14 hours; one more, so that neither end is the answer.
  let from = midnight - 15 * HOUR_MS;
  let to = midnight + 15 * HOUR_MS;
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (dayOf(middle, timeZone) < day) from = middle;
    else to = middle;
  }
  return to;
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last day up to this one that is the first of a week, which `firstWeekday` is: 1 is Monday, 7 is Sunday. */
export function startOfWeek(day: string, firstWeekday: number): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysAfter(day, -((weekday - firstWeekday + 7) % 7));
}

type ClockPart = 'year' | 'month' | 'day' | 'hour' | 'minute';

function partsOf(at: number, timeZone: string): Readonly<Record<ClockPart, string>> {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: ClockPart): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    year: part('year').padStart(4, '0'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** Making one costs far more than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}
