import { expect, test } from 'vitest';
import { nextTurn, scheduleFault } from './schedule.ts';

// The examples of EventBridge's guide, "Cron expressions" and "Rate expressions".
test.each([
  ['rate(5 minutes)', undefined, '2026-03-27T12:05:00.000Z'],
  ['rate(1 day)', undefined, '2026-03-28T12:00:00.000Z'],
  ['cron(0 10 * * ? *)', undefined, '2026-03-28T10:00:00.000Z'],
  ['cron(15 12 * * ? *)', undefined, '2026-03-27T12:15:00.000Z'],
  ['cron(0 18 ? * MON-FRI *)', undefined, '2026-03-27T18:00:00.000Z'],
  ['cron(0 18 ? * 2-6 *)', undefined, '2026-03-27T18:00:00.000Z'],
  ['cron(0 18 ? * 7 *)', undefined, '2026-03-28T18:00:00.000Z'],
  ['cron(0 8 1 * ? *)', undefined, '2026-04-01T08:00:00.000Z'],
  ['cron(0/15 * * * ? *)', undefined, '2026-03-27T12:15:00.000Z'],
  ['cron(0 8 ? * 6#2 *)', undefined, '2026-04-10T08:00:00.000Z'],
  ['cron(0 8 ? * 6L *)', undefined, '2026-04-24T08:00:00.000Z'],
  ['cron(0 8 L * ? *)', undefined, '2026-03-31T08:00:00.000Z'],
  ['cron(0 9 ? * MON *)', 'Asia/Tokyo', '2026-03-30T00:00:00.000Z'],
  // 02:30 does not exist on the day on which the clocks go forward: the first moment after it counts.
  ['cron(30 2 29 3 ? 2026)', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['cron(0 10 * * ? 2025)', undefined, undefined],
])('%s in %s comes next at %s', (expression, timeZone, next) => {
  const schedule = { expression, ...(timeZone === undefined ? {} : { timeZone }) };
  expect(scheduleFault(schedule)).toBeUndefined();
  expect(nextTurn(schedule, '2026-03-27T12:00:00.000Z')).toBe(next);
});

test('a rate keeps its beat, however late a turn was noticed', () => {
  const schedule = { expression: 'rate(5 minutes)' };
  const due = '2026-03-27T12:00:00.000Z';
  expect(nextTurn(schedule, '2026-03-27T12:00:03.000Z', due)).toBe('2026-03-27T12:05:00.000Z');
  expect(nextTurn(schedule, '2026-03-27T12:11:00.000Z', due)).toBe('2026-03-27T12:15:00.000Z');
});

test.each([
  ['rate(1 minutes)', undefined],
  ['rate(5 minute)', undefined],
  ['rate(0 minutes)', undefined],
  ['rate(5 seconds)', undefined],
  ['rate(999999999 days)', undefined],
  ['cron(0 10 * * * *)', undefined],
  ['cron(0 10 ? * ? *)', undefined],
  ['cron(0 10 * * ?)', undefined],
  ['cron(61 10 * * ? *)', undefined],
  ['every day', undefined],
  ['cron(0 10 * * ? *)', 'Middle/Earth'],
])('%s in %s is refused with what is accepted', (expression, timeZone) => {
  expect(scheduleFault({ expression, ...(timeZone === undefined ? {} : { timeZone }) })).toMatch(/^must /);
});
