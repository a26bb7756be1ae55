import { expect, test } from 'vitest';
import { readSchedule } from './schedule-reading.ts';

test.each([
  ['rate(5 minutes)', { kind: 'rate', every: 5, unit: 'minute' }],
  ['rate(1 day)', { kind: 'rate', every: 1, unit: 'day' }],
  ['cron(0 9 * * ? *)', { kind: 'daily', time: '09:00' }],
  ['cron(30 17 ? * MON-FRI *)', { kind: 'weekly', time: '17:30', days: 'MON-FRI' }],
  ['cron(0 9 1 * ? *)', { kind: 'other' }],
  ['cron(0/15 * * * ? *)', { kind: 'other' }],
  ['cron(0 9 * 6 ? *)', { kind: 'other' }],
  ['every now and then', { kind: 'other' }],
])('the schedule %s reads %j', (expression, reading) => {
  expect(readSchedule(expression)).toEqual(reading);
});
