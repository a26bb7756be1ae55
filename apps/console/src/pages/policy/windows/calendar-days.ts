import type { CalendarWindow } from '@trueup/api-contract';
import { daysAfter, startOfDay } from './zoned-day.ts';

/** The part of a window that falls on one day. */
export interface DayBand {
  readonly name: string;
  readonly kind: CalendarWindow['kind'];
  /** Absent: since before the day began. */
  readonly from?: number;
  /** Absent: until after the day ends. */
  readonly to?: number;
  /** The server stopped counting before this day: it may hold, and nobody knows here from when to when. */
  readonly isGuess?: true;
}

export interface CalendarDay {
  readonly day: string;
  /** Freezes first, since they win; then as the day goes on. */
  readonly bands: readonly DayBand[];
}

/** So many days from one on, with what holds on each as the zone counts days. */
export function calendarDays(
  windows: readonly CalendarWindow[],
  first: string,
  count: number,
  timeZone: string,
): readonly CalendarDay[] {
  const starts = Array.from({ length: count + 1 }, (_none, index) => startOfDay(daysAfter(first, index), timeZone));
  return Array.from({ length: count }, (_none, index) => {
    const [from = 0, to = 0] = [starts[index], starts[index + 1]];
    const bands = windows.flatMap((window) => bandsOf(window, from, to));
    return { day: daysAfter(first, index), bands: bands.toSorted(byWeightThenTime) };
  });
}

function bandsOf(window: CalendarWindow, dayFrom: number, dayTo: number): readonly DayBand[] {
  const { name, kind, occurrences, truncated } = window;
  const counted = occurrences.at(-1)?.to;
  const known = occurrences.flatMap((occurrence): DayBand[] => {
    const from = Date.parse(occurrence.from);
    const to = Date.parse(occurrence.to);
    if (to <= dayFrom || from >= dayTo) return [];
    return [{ name, kind, ...(from > dayFrom ? { from } : {}), ...(to < dayTo ? { to } : {}) }];
  });
  const isBeyond = truncated && (counted === undefined || Date.parse(counted) < dayTo);
  return isBeyond ? [...known, { name, kind, isGuess: true }] : known;
}

function byWeightThenTime(one: DayBand, other: DayBand): number {
  if (one.kind !== other.kind) return one.kind === 'deny' ? -1 : 1;
  return (one.from ?? 0) - (other.from ?? 0);
}

/** How changes stand now, over all windows. A freeze wins. */
type CalendarStanding =
  | { readonly kind: 'frozen'; readonly windows: readonly CalendarWindow[] }
  | { readonly kind: 'open'; readonly windows: readonly CalendarWindow[] }
  /** There are change windows, and none of them is open. */
  | { readonly kind: 'closed'; readonly windows: readonly CalendarWindow[] }
  | { readonly kind: 'unrestricted' };

export function calendarStanding(windows: readonly CalendarWindow[]): CalendarStanding {
  const freezes = windows.filter(({ kind, active }) => kind === 'deny' && active);
  if (freezes.length > 0) return { kind: 'frozen', windows: freezes };
  const allowing = windows.filter(({ kind }) => kind === 'allow');
  if (allowing.length === 0) return { kind: 'unrestricted' };
  const open = allowing.filter(({ active }) => active);
  return open.length > 0 ? { kind: 'open', windows: open } : { kind: 'closed', windows: allowing };
}

/** The next times at which a window holds, the present one first. */
export function nextOccurrences(
  { occurrences }: CalendarWindow,
  now: number,
  most: number,
): CalendarWindow['occurrences'] {
  return occurrences.filter(({ to }) => Date.parse(to) > now).slice(0, most);
}

/** Weeks that a grid shows, from the one that a day is in. */
export function weeksFrom(days: readonly CalendarDay[]): readonly (readonly CalendarDay[])[] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_none, week) => days.slice(week * 7, week * 7 + 7));
}
