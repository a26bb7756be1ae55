import type { OverviewMeasures, OverviewQuery } from '@trueup/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { overviewMeasures } from './overview-measures.ts';

const NOW = '2026-03-02T15:00:00.000Z';
const NOTHING = { open: [], days: [], waitingApprovals: 0, runningExecutions: 0 } as unknown as OverviewMeasures;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function counted(measure: (query: OverviewQuery) => Promise<OverviewMeasures> = () => Promise.resolve(NOTHING)) {
  const asked: OverviewQuery[] = [];
  const overview = overviewMeasures({
    clock: { now: () => NOW },
    store: {
      overview: {
        measure(query) {
          asked.push(query);
          return measure(query);
        },
        openByAccount: () => Promise.resolve([]),
      },
    },
  });
  return { asked, overview };
}

test('whoever asks within ten seconds is given the last answer, and then it is counted anew', async () => {
  const { asked, overview } = counted();
  const [one, other] = await Promise.all([overview({ days: 30 }), overview({ days: 30 })]);
  expect(other).toBe(one);
  vi.advanceTimersByTime(9_999);
  expect(await overview({ days: 30 })).toBe(one);
  expect(asked).toEqual([{ from: '2026-02-01T00:00:00.000Z', now: NOW }]);
  vi.advanceTimersByTime(1);
  expect(await overview({ days: 30 })).not.toBe(one);
  expect(asked).toHaveLength(2);
});

test.each([
  ['of other accounts', { days: 30, accounts: ['2'] }],
  ['of no account', { days: 30, accounts: [] }],
  ['of all accounts', { days: 30 }],
  ['of other days', { days: 7, accounts: ['1', '2'] }],
])('nobody is given an answer %s', async (_what, question) => {
  const { asked, overview } = counted();
  await overview({ days: 30, accounts: ['2', '1'] });
  await overview(question);
  expect(asked).toHaveLength(2);
  await overview({ days: 30, accounts: ['1', '2', '1'] });
  expect(asked).toHaveLength(2);
});

test('a failure is not kept', async () => {
  let fails = true;
  const { overview } = counted(() => (fails ? Promise.reject(new Error('gone')) : Promise.resolve(NOTHING)));
  await expect(overview({ days: 1 })).rejects.toThrow('gone');
  fails = false;
  expect(await overview({ days: 1 })).toMatchObject({ at: NOW });
});
