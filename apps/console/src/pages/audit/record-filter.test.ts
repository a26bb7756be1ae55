import { describe, expect, test } from 'vitest';
import {
  isFiltered,
  NO_FILTER,
  readRecordFilter,
  recordInput,
  searchOf,
  timesOf,
  type RecordFilter,
} from './record-filter.ts';

const NOW = new Date('2026-03-31T12:00:00Z');

test('a filter is the same after it went through the URL', () => {
  const filter: RecordFilter = {
    actions: ['plan.made', 'plan.approved'],
    subject: 'plan-1',
    actor: 'ann',
    last: { amount: 7, unit: 'day' },
    from: undefined,
    to: undefined,
  };
  const search = searchOf(filter);
  expect(search).toEqual({ action: 'plan.made,plan.approved', subject: 'plan-1', actor: 'ann', last: '7-day' });
  expect(readRecordFilter(search as Record<string, string>)).toEqual(filter);
});

test.each([
  [{ action: 'plan.made,plan.dreamt' }, { ...NO_FILTER, actions: ['plan.made'] }],
  [{ last: '7-moon', from: 'yesterday', to: '' }, NO_FILTER],
  [{ last: '-7-day' }, NO_FILTER],
  [{ from: '2026-01-01T00:00:00+09:00' }, { ...NO_FILTER, from: '2025-12-31T15:00:00.000Z' }],
])('of %j only what means something counts', (search, filter) => {
  expect(readRecordFilter(search)).toEqual(filter);
});

test('a filter without any part is none', () => {
  expect(isFiltered(NO_FILTER)).toBe(false);
  expect(isFiltered({ ...NO_FILTER, actor: 'ann' })).toBe(true);
  expect(recordInput(NO_FILTER, NOW)).toEqual({});
});

test('the server is asked for just what is given', () => {
  const asked = recordInput({ ...NO_FILTER, actions: ['logout'], subject: 'ann', actor: 'ann' }, NOW);
  expect(asked).toEqual({ actions: ['logout'], subjectId: 'ann', actor: 'ann' });
});

describe('a time', () => {
  test.each([
    [{ amount: 90, unit: 'minute' }, '2026-03-31T10:30:00.000Z'],
    [{ amount: 2, unit: 'week' }, '2026-03-17T12:00:00.000Z'],
  ] as const)('up to now of %j begins at %s', (last, from) => {
    expect(timesOf({ last, from: undefined, to: undefined }, NOW)).toEqual({ from });
  });

  test.each([
    [{ amount: 1, unit: 'month' }, [2026, 1, 28]],
    [{ amount: 13, unit: 'month' }, [2025, 1, 28]],
    [{ amount: 1, unit: 'year' }, [2025, 2, 31]],
  ] as const)('up to now of %j ends on a day that there is', (last, day) => {
    const noon = new Date(2026, 2, 31, 12);
    const { from = '' } = timesOf({ last, from: undefined, to: undefined }, noon);
    const then = new Date(from);
    expect([then.getFullYear(), then.getMonth(), then.getDate()]).toEqual(day);
  });

  test('between two instants is those', () => {
    const between = { last: undefined, from: '2026-01-01T00:00:00.000Z', to: undefined };
    expect(timesOf(between, NOW)).toEqual({ from: '2026-01-01T00:00:00.000Z' });
  });
});
