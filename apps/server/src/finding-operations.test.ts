import type { FindingCriteria } from '@trueup/core';
import { expect, test } from 'vitest';
import type { ApplicationParts } from './application-parts.ts';
import { findingOperations } from './finding-operations.ts';

const NOW = '2026-03-01T00:00:00.000Z';

/** A store with so many findings, which counts no further than it is asked to. */
function withFindings(total: number) {
  const asked: FindingCriteria[] = [];
  const findings = {
    async count(criteria: FindingCriteria, atMost = Number.POSITIVE_INFINITY) {
      asked.push(criteria);
      return Math.min(total, atMost);
    },
  };
  const parts = { store: { findings }, clock: { now: () => NOW } } as unknown as ApplicationParts;
  return { asked, count: findingOperations(parts).countMatching };
}

test.each([
  [9_999, false, { total: 9_999, atLeast: false }],
  [10_000, false, { total: 10_000, atLeast: false }],
  [10_001, false, { total: 10_000, atLeast: true }],
  [1_000_000, false, { total: 10_000, atLeast: true }],
  [1_000_000, true, { total: 1_000_000, atLeast: false }],
])('%i findings, exact: %s, are told as %j', async (total, exact, expected) => {
  expect(await withFindings(total).count({ exact })).toEqual({ ...expected, groups: [] });
});

test('what counting is asked for does not reach the criteria, and relative dates count back from now', async () => {
  const { asked, count } = withFindings(1);
  const filters = { UpdatedAt: [{ DateRange: { Value: 1, Unit: 'DAYS' } }] };
  await count({ exact: true, limit: 5, severities: ['LOW'], filters });
  const fields = [expect.objectContaining({ field: 'UpdatedAt', any: [{ kind: 'within', days: 1 }] })];
  expect(asked).toEqual([{ severities: ['LOW'], filters: { fields, now: NOW } }]);
});

test('what is overdue is so by now', async () => {
  const { asked, count } = withFindings(1);
  await count({ overdue: true });
  await count({ overdue: false, severities: ['LOW'] });
  expect(asked).toEqual([
    { overdue: { is: true, now: NOW } },
    { overdue: { is: false, now: NOW }, severities: ['LOW'] },
  ]);
});
