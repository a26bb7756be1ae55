import { expect, test, vi } from 'vitest';
import { tickingClock } from './ticking-clock.ts';

function scene() {
  const state = { now: 0, hidden: false, timers: new Set<() => void>() };
  const clock = tickingClock({
    now: () => state.now,
    isHidden: () => state.hidden,
    every(_ms, tick) {
      state.timers.add(tick);
      return () => void state.timers.delete(tick);
    },
  });
  const pass = (ms: number): void => {
    state.now += ms;
    for (const tick of state.timers) tick();
  };
  return { state, clock, pass };
}

test('all listeners share one timer, and the last to go stops it', () => {
  const { state, clock, pass } = scene();
  const [one, other] = [vi.fn(), vi.fn()];
  const leaveOne = clock.subscribe(one);
  const leaveOther = clock.subscribe(other);
  expect(state.timers.size).toBe(1);
  pass(1_000);
  expect(clock.now()).toBe(1_000);
  expect(other).toHaveBeenCalled();
  leaveOne();
  expect(state.timers.size).toBe(1);
  leaveOther();
  expect(state.timers.size).toBe(0);
});

test('a hidden page does not tick, and catches up at once when it is shown again', () => {
  const { state, clock } = scene();
  const tell = vi.fn();
  clock.subscribe(tell);
  state.hidden = true;
  clock.seen();
  expect(state.timers.size).toBe(0);
  state.now = 60_000;
  expect(clock.now()).toBe(0);
  state.hidden = false;
  clock.seen();
  expect(clock.now()).toBe(60_000);
  expect(state.timers.size).toBe(1);
});
