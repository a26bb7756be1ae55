import type { Instant, Policy, PolicyWindow, WindowState } from '@trueup/core';
import { windowTurns, type WindowTurn } from './window-turns.ts';

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
  let active: WindowTurn | undefined;
  let overlaps = 0;
  for (const turn of windowTurns(window, at)) {
    if (!active && turn.from > at) return { window, active: false, changesAt: new Date(turn.from).toISOString() };
    if (active && (turn.from > active.to || overlaps === MOST_OVERLAPS)) break;
    overlaps += active ? 1 : 0;
    active = turn;
  }
  return active ? { window, active: true, changesAt: new Date(active.to).toISOString() } : { window, active: false };
}

/** A window that begins anew before it ends may never end: its state is looked at again after so many turns. */
const MOST_OVERLAPS = 100;
