import type { ScoreSnapshot } from '@trueup/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepScoreHistory } from './score-history.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const HOUR_MS = 60 * 60 * 1000;

test('roll-ups are kept, a failure is logged and tried again, and nothing more is kept after the end', async () => {
  const kept: (readonly ScoreSnapshot[])[] = [];
  const errors: string[] = [];
  let answers = false;
  const parts = {
    engine: { operations: { standardSettings: async () => [] } },
    controls: [
      {
        id: 'S3.8',
        standards: {
          fsbp: true,
          cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
          pciDss321: [],
          nist80053r5: [],
        },
      },
    ],
    policy: { readIfThere: async () => undefined },
    clock: { now: () => '2026-03-01T00:00:00.000Z' },
    store: {
      scores: {
        standing: async () => {
          if (!answers) throw new Error('the store is away');
          return [{ accountId: '1', region: 'r', controlId: 'S3.8', compliance: 'FAILED', count: 1 }];
        },
        evaluated: async () => [],
        add: async (scores: readonly ScoreSnapshot[]) => void kept.push(scores),
      },
    },
  } as unknown as Parameters<typeof keepScoreHistory>[0];
  const log = { info: () => undefined, error: (_fields: unknown, message: string) => void errors.push(message) };
  const keeping = keepScoreHistory(parts, log);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(errors).toHaveLength(1);
  answers = true;
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  const scopes = kept[0]?.filter(({ standard }) => standard === 'fsbp/1.0.0').map((one) => [one.accountId, one.region]);
  expect(scopes?.toSorted()).toEqual([
    ['*', '*'],
    ['*', 'r'],
    ['1', '*'],
  ]);
  await keeping.stop();
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect(kept).toHaveLength(1);
});
