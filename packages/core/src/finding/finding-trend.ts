import { instantAfter, type Instant } from '../value/instant.ts';

/** What became of findings on one day. */
export interface FindingDay {
  /** In UTC, such as `2026-06-01`. */
  readonly date: string;
  /** Opened, or opened again. */
  readonly opened: number;
  /** Resolved, or archived without being resolved before. */
  readonly resolved: number;
}

export interface FindingTrendDay extends FindingDay {
  /** At the end of the day. */
  readonly open: number;
}

const DAY_MS = 86_400_000;

/** The start of the first of so many days, of which today is the last. */
export function startOfDays(days: number, now: Instant): Instant {
  return `${instantAfter(now, -(days - 1) * DAY_MS).slice(0, 10)}T00:00:00.000Z`;
}

/**
 * Each of so many days up to today, oldest first. How many were open is counted backward from those that are now: what
 * was suppressed, taken in anew or forgotten meanwhile is no event of a day, and counts as if it had always been so.
 */
export function findingTrend(
  changes: readonly FindingDay[],
  { days, now, open }: { readonly days: number; readonly now: Instant; readonly open: number },
): readonly FindingTrendDay[] {
  const byDate = new Map(changes.map((day) => [day.date, day]));
  const trend: FindingTrendDay[] = [];
  let atEnd = open;
  for (let back = 0; back < days; back += 1) {
    const date = instantAfter(now, -back * DAY_MS).slice(0, 10);
    const { opened, resolved } = byDate.get(date) ?? { opened: 0, resolved: 0 };
    trend.push({ date, opened, resolved, open: Math.max(0, atEnd) });
    atEnd += resolved - opened;
  }
  return trend.toReversed();
}
