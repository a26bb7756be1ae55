import { expect, test } from 'vitest';
import { dayBound } from './day-bound.ts';

test('a day begins and ends in the zone of the browser', () => {
  const start = dayBound('>=', '2026-03-08') ?? '';
  const end = dayBound('<=', '2026-03-08') ?? '';
  expect(new Date(start).toString()).toContain('Mar 08 2026 00:00:00');
  expect(new Date(end).toString()).toContain('Mar 08 2026 23:59:59');
});

test.each([
  ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
  ['2026-02-30', undefined],
  ['yesterday', undefined],
])('%s means %s', (value, expected) => {
  expect(dayBound('>=', value)).toBe(expected);
});
