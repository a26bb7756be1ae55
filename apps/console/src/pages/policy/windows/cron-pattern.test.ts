import { expect, test } from 'vitest';
import { cronPattern, type CronPattern } from './cron-pattern.ts';

test.each<[string, CronPattern]>([
  ['0 22 * * *', { kind: 'daily', at: '22:00' }],
  ['5 7 * * 0-6', { kind: 'daily', at: '07:05' }],
  ['0 22 * * MON-FRI', { kind: 'weekly', weekdays: [1, 2, 3, 4, 5], at: '22:00' }],
  ['0 22 * * sat,sun', { kind: 'weekly', weekdays: [0, 6], at: '22:00' }],
  ['0 22 * * 6-7', { kind: 'weekly', weekdays: [0, 6], at: '22:00' }],
  ['0 0 1 * *', { kind: 'monthly', day: 1, at: '00:00' }],
  ['0 0 20 12 *', { kind: 'yearly', month: 12, day: 20, at: '00:00' }],
  ['0  0 20 DEC *', { kind: 'yearly', month: 12, day: 20, at: '00:00' }],
  ['* * * * *', { kind: 'other' }],
  ['*/5 1 * * *', { kind: 'other' }],
  ['0 1,2 * * *', { kind: 'other' }],
  ['0 1 1 * MON', { kind: 'other' }],
  ['0 1 1-5 * *', { kind: 'other' }],
  ['0 1 1 1,6 *', { kind: 'other' }],
  ['0 1 * 6 *', { kind: 'other' }],
  ['0 1 * * */2', { kind: 'other' }],
])('%s is read', (cron, expected) => {
  expect(cronPattern(cron)).toEqual(expected);
});
