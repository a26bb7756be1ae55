import { expect, test } from 'vitest';
import { decide, type DecisionInput } from './decide.ts';
import {
  BREAKER_OF_TWO,
  exception,
  failedRuns,
  FINDING,
  FULL_LIMIT,
  given,
  INPUT,
  known,
  minutes,
  window,
} from './testing/sample-decision.ts';

test.each<[string, Partial<DecisionInput>, string | undefined]>([
  [
    'the last of the freezes that cover it ends',
    given({ windows: known([30, 90].map((at) => ({ window: window(), active: true, changesAt: minutes(at) }))) }),
    minutes(90),
  ],
  [
    'the next change window begins',
    given({
      windows: known(
        [90, 30].map((at) => ({ window: window({ kind: 'allow' }), active: false, changesAt: minutes(at) })),
      ),
    }),
    minutes(30),
  ],
  [
    'the last of its exceptions expires',
    given({ exceptions: known([60, 120].map((at) => exception({ expiresAt: minutes(at) }))) }),
    minutes(120),
  ],
  ['a repair leaves the limit’s window', given({ limits: known([FULL_LIMIT]) }), minutes(1)],
  [
    'the breaker’s pause is over',
    given({ breakers: known([{ ...BREAKER_OF_TWO, runs: failedRuns(2) }]) }),
    minutes(20),
  ],
  ['the clock has caught up', given({ latestRecordAt: known(minutes(65)) }), minutes(60)],
  ['never by itself: a lock', given({ lock: known('e-1') }), undefined],
  [
    'never by itself: a freeze without an end',
    given({ windows: known([{ window: window(), active: true }]) }),
    undefined,
  ],
  [
    'never by itself: one of several freezes has no end',
    given({
      windows: known([
        { window: window(), active: true, changesAt: minutes(30) },
        { window: window(), active: true },
      ]),
    }),
    undefined,
  ],
])('it is decided anew when %s', (_name, change, until) => {
  const explained = decide({ ...INPUT, ...change });
  expect(explained.decision.kind).toBe('leave');
  expect(explained.until).toBe(until);
});

test('an old regression no longer counts a moment after the window', () => {
  const finding = { ...FINDING, regressedAt: [-1380, -60, -5].map(minutes) };
  const { until = '' } = decide({ ...INPUT, finding });
  expect(until).toBe('2026-03-01T13:00:00.001Z');
  expect(decide({ ...INPUT, finding, now: until }).decision.kind).toBe('remediate');
});
