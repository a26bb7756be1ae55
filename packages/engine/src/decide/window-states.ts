import { Cron } from 'croner';
import type { Instant, Policy, PolicyWindow, WindowState } from '@trueup/core';

interface Turn {
  readonly state: WindowState;
  /** The state holds from here until `state.changesAt`. */
  readonly from: number;
}

/** A window reads the same until its next turn, and the calendar is asked with every decision. */
const turns = new WeakMap<PolicyWindow, Turn>();

/** How each window of the policy stands now. Throws for an expression that was not checked. */
export function windowStates({ windows }: Pick<Policy, 'windows'>, now: Instant): readonly WindowState[] {
  const at = Date.parse(now);
  return windows.map((window) => {
    const known = turns.get(window);
    if (known && at >= known.from && at < endOf(known.state)) return known.state;
    const state = stateOf(window, at);
    turns.set(window, { state, from: at });
    return state;
  });
}

const endOf = ({ changesAt }: WindowState): number => (changesAt === undefined ? Infinity : Date.parse(changesAt));

/** It is active when it began less than its length ago. Turns that overlap are one. */
function stateOf(window: PolicyWindow, at: number): WindowState {
  const lengthMs = window.durationMinutes * 60_000;
  const cron = new Cron(window.cron, { timezone: window.timeZone, paused: true });
  let begins = cron.nextRun(new Date(at - lengthMs))?.getTime();
  if (begins === undefined) return { window, active: false };
  if (begins > at) return { window, active: false, changesAt: new Date(begins).toISOString() };
  let ends = begins + lengthMs;
  for (let count = 0; count < MOST_OVERLAPS; count += 1) {
    begins = cron.nextRun(new Date(begins))?.getTime();
    if (begins === undefined || begins > ends) break;
    ends = begins + lengthMs;
  }
  return { window, active: true, changesAt: new Date(ends).toISOString() };
}

/** A window that begins anew before it ends may never end: its state is looked at again after so many turns. */
const MOST_OVERLAPS = 100;
