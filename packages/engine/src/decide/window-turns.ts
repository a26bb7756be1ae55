import { Cron } from 'croner';
import type { PolicyWindow } from '@trueup/core';

/** From when to when a window holds; `to` is the first instant at which it does not. */
export interface WindowTurn {
  readonly from: number;
  readonly to: number;
}

/**
 * Each time that the window begins, in order, from the first that still holds at this instant. One that begins anew
 * before it ends overlaps its next. Throws for an expression that was not checked.
 */
export function* windowTurns(window: PolicyWindow, at: number): Generator<WindowTurn, undefined> {
  const lengthMs = window.durationMinutes * 60_000;
  const cron = new Cron(window.cron, { timezone: window.timeZone, paused: true });
  let begins = cron.nextRun(new Date(at - lengthMs));
  while (begins) {
    yield { from: begins.getTime(), to: begins.getTime() + lengthMs };
    begins = cron.nextRun(begins);
  }
}
