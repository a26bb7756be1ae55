import { msBetween, type Clock, type Instant } from '@trueup/core';

/**
 * How far away an instant of the engine's clock is. The server adds the span to its own time: so a wake-up comes when it
 * was meant to, also when the clocks of the machines disagree.
 */
export function msUntil(clock: Clock, instant: Instant): number {
  return Math.max(0, msBetween(clock.now(), instant));
}
