import { expect, test } from 'vitest';
import { findingTrend, startOfDays } from './finding-trend.ts';

const NOW = '2026-03-02T15:00:00.000Z';

test('the days end today and begin at midnight in UTC', () => {
  expect(startOfDays(1, NOW)).toBe('2026-03-02T00:00:00.000Z');
  expect(startOfDays(3, NOW)).toBe('2026-02-28T00:00:00.000Z');
});

test('what is open at the end of a day is counted backward from now', () => {
  const changes = [
    { date: '2026-03-02', opened: 2, resolved: 5 },
    { date: '2026-02-28', opened: 4, resolved: 0 },
  ];
  expect(findingTrend(changes, { days: 4, now: NOW, open: 10 })).toEqual([
    { date: '2026-02-27', opened: 0, resolved: 0, open: 9 },
    { date: '2026-02-28', opened: 4, resolved: 0, open: 13 },
    { date: '2026-03-01', opened: 0, resolved: 0, open: 13 },
    { date: '2026-03-02', opened: 2, resolved: 5, open: 10 },
  ]);
});

test('never fewer than none were open, whatever the log has missed', () => {
  const changes = [{ date: '2026-03-02', opened: 7, resolved: 0 }];
  expect(findingTrend(changes, { days: 2, now: NOW, open: 3 }).map(({ open }) => open)).toEqual([0, 3]);
});
