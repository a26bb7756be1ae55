import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant, Policy, PolicyWindow, WindowState } from '@trueup/core';
import { windowStates } from './window-states.ts';
import { windowTurns } from './window-turns.ts';

export interface CalendarRange {
  readonly from: Instant;
  /** Not in it any more. */
  readonly to: Instant;
}

/** A window with the times within a range at which it holds, whole even where they reach out of the range. */
export interface CalendarWindow extends WindowState {
  readonly occurrences: readonly { readonly from: Instant; readonly to: Instant }[];
  /** There are more, or the last one goes on. */
  readonly truncated: boolean;
}

const MOST_OCCURRENCES = 200;
/** A window of every minute begins 132,480 times in 92 days, and each costs a good part of a millisecond. */
const MOST_TURNS = 1_000;

/**
 * When each window of the policy holds, in the order of the policy, and how it stands now. Others have their turn after
 * each window: a policy may have hundreds.
 */
export async function windowCalendar(
  policy: Pick<Policy, 'windows'>,
  range: CalendarRange,
  now: Instant,
): Promise<readonly CalendarWindow[]> {
  const calendar: CalendarWindow[] = [];
  for (const state of windowStates(policy, now)) {
    calendar.push({ ...state, ...occurrencesOf(state.window, range) });
    await nextTurn();
  }
  return calendar;
}

/** Turns that overlap, or follow at once, are one occurrence. */
function occurrencesOf(window: PolicyWindow, range: CalendarRange): Pick<CalendarWindow, 'occurrences' | 'truncated'> {
  const end = Date.parse(range.to);
  const found: { from: number; to: number }[] = [];
  let turns = 0;
  let truncated = false;
  for (const turn of windowTurns(window, Date.parse(range.from))) {
    if (turn.from >= end) break;
    const last = found.at(-1);
    const joins = last !== undefined && turn.from <= last.to;
    truncated = turns === MOST_TURNS || (!joins && found.length === MOST_OCCURRENCES);
    if (truncated) break;
    if (joins) last.to = turn.to;
    else found.push({ ...turn });
    turns += 1;
  }
  const occurrences = found.map(({ from, to }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  }));
  return { occurrences, truncated };
}
