import type { Exception } from '@trueup/api-contract';

const DAY_MS = 86_400_000;
/** Where an exception does not say how long before its end the owner is reminded. */
const REMIND_DAYS = 7;

/** How near the end of an exception is: soon is from the day on which its owner is reminded. */
export function expiryOf(
  { expiresAt, remindDays = REMIND_DAYS }: Pick<Exception, 'expiresAt' | 'remindDays'>,
  now: number,
): 'expired' | 'soon' | 'lasts' {
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  return left <= remindDays * DAY_MS ? 'soon' : 'lasts';
}

/** A time as a clock on the wall of the person shows it. */
export interface LocalTime {
  /** `2026-01-31` */
  readonly date: string;
  /** `18:00` */
  readonly time: string;
}

/** So many whole days from now, up to the next minute. */
export function inDays(days: number, now: number): LocalTime {
  const then = new Date(now);
  // By the calendar: a day may have 23 hours.
  then.setDate(then.getDate() + days);
  then.setMinutes(then.getMinutes() + 1);
  return localTimeOf(then.toISOString());
}

export function localTimeOf(at: string): LocalTime {
  const then = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`,
    time: `${two(then.getHours())}:${two(then.getMinutes())}`,
  };
}

/** The instant of it; undefined where it is no time. */
export function instantOf({ date, time }: LocalTime): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  const ms = new Date(`${date}T${time}:00`).getTime();
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
