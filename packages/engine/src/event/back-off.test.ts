import fc from 'fast-check';
import { instantAfter, msBetween, type DeliveryOutcome, type EventTarget } from '@trueup/core';
import { expect, test } from 'vitest';
import { nextTry } from './back-off.ts';

const CREATED = '2026-01-01T00:00:00.000Z';
const FAILED = { kind: 'failed', code: 'TIMEOUT', message: 'no answer' } as const;
const targetWith = (retry?: EventTarget['retry']): EventTarget => ({
  id: 'one',
  address: { kind: 'remediation' },
  ...(retry ? { retry } : {}),
});

type Failure = Extract<DeliveryOutcome, { kind: 'failed' | 'refused' }>;

/** The pauses until it is given up, and why. */
function life(retry: EventTarget['retry'], random: number, outcome: Failure = FAILED) {
  const pauses: number[] = [];
  let now = CREATED;
  for (let attempts = 1; ; attempts += 1) {
    const next = nextTry({ attempts, createdAt: CREATED, target: targetWith(retry) }, outcome, now, random);
    if (next.kind === 'dead') return { pauses, attempts, problem: next.problem, at: next.at };
    pauses.push(msBetween(now, next.dueAt));
    now = next.dueAt;
  }
}

const retries = fc.record({ maxAttempts: fc.nat(185), maxAgeSeconds: fc.integer({ min: 60, max: 86_400 }) });
const randoms = fc.double({ min: 0, max: 1, noNaN: true });

test('pauses grow up to a quarter of an hour, and nothing is tried more often or later than its target allows', () => {
  fc.assert(
    fc.property(fc.option(retries, { nil: undefined }), randoms, (retry, random) => {
      const { maxAttempts, maxAgeSeconds } = retry ?? { maxAttempts: 185, maxAgeSeconds: 86_400 };
      const { pauses, attempts, problem } = life(retry, random);
      pauses.forEach((pause, index) => {
        expect(pause).toBeGreaterThanOrEqual(pauses[index - 1] ?? 0);
        expect(pause).toBeGreaterThanOrEqual(500);
        expect(pause).toBeLessThanOrEqual(15 * 60_000);
      });
      expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(maxAgeSeconds * 1_000);
      expect(attempts).toBeLessThanOrEqual(maxAttempts + 1);
      expect(problem).toMatchObject({
        code: 'TIMEOUT',
        exhausted: attempts === maxAttempts + 1 ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
      });
    }),
  );
});

test('until the longest pause, each is longer than the one before, whatever chance says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), randoms, randoms, (attempts, one, other) => {
      const pause = (tries: number, random: number): number => {
        const next = nextTry({ attempts: tries, createdAt: CREATED, target: targetWith() }, FAILED, CREATED, random);
        return next.kind === 'again' ? msBetween(CREATED, next.dueAt) : 0;
      };
      expect(pause(attempts + 1, other)).toBeGreaterThanOrEqual(pause(attempts, one));
    }),
  );
});

test.each<[string, Failure, string]>([
  ['a target may ask for a longer pause', { ...FAILED, afterMs: 60_000 }, instantAfter(CREATED, 60_000)],
  ['a shorter one is not kept to', { ...FAILED, afterMs: 1 }, instantAfter(CREATED, 1_000)],
])('%s', (_name, outcome, dueAt) => {
  expect(nextTry({ attempts: 1, createdAt: CREATED, target: targetWith() }, outcome, CREATED, 1)).toEqual({
    kind: 'again',
    dueAt,
    problem: { code: 'TIMEOUT', message: 'no answer' },
  });
});

test('what is refused is given up at once, and nothing is exhausted', () => {
  const refused = { kind: 'refused', code: 'NO_PERMISSIONS', message: 'denied' } as const;
  expect(life(undefined, 0.5, refused)).toEqual({
    pauses: [],
    attempts: 1,
    at: CREATED,
    problem: { code: 'NO_PERMISSIONS', message: 'denied' },
  });
});
