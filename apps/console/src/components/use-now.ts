import { useSyncExternalStore } from 'react';
import { tickingClock } from './ticking-clock.ts';

const clock = tickingClock({
  now: () => Date.now(),
  isHidden: () => document.hidden,
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
});
document.addEventListener('visibilitychange', clock.seen);

/** The present, which moves on by steps of this many milliseconds: whoever shows minutes is not drawn every second. */
export function useNow(stepMs: number): number {
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.now() / stepMs) * stepMs);
}
