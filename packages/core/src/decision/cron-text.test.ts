import { expect, test } from 'vitest';
import { cronFault } from './cron-text.ts';

test.each([
  '0 22 * * MON-FRI',
  '*/15 0-6,22-23 * * *',
  '0 0 1,15 JAN,jul *',
  '30 6 * * 7',
  '0 0 29 2 *',
  '5  4   *  *   sun',
  '0 0 31 */2 *',
  '0 0 31 2 MON',
])('%s is a time', (text) => {
  expect(cronFault(text)).toBeUndefined();
});

test.each<[string, RegExp]>([
  ['', /five fields/],
  ['* * * *', /five fields/],
  ['* * * * * *', /five fields/],
  ['@daily', /five fields/],
  ['60 * * * *', /'60' is no minute: .*0 to 59/],
  ['0 24 * * *', /no hour/],
  ['0 0 0 * *', /no day of month/],
  ['0 0 * 13 *', /no month/],
  ['0 0 * * 8', /no day of week/],
  ['0 0 * * FRI-MON', /ends before it begins/],
  ['5/10 * * * *', /no minute/],
  ['*/0 * * * *', /no minute/],
  ['*/5/5 * * * *', /no minute/],
  ['0 0 ? * L', /no day of month/],
  ['0 0 * * MON#1', /no day of week/],
  ['-1 * * * *', /no minute/],
  ['1,, * * * *', /no minute/],
  ['0 0 30 2 *', /never comes/],
  ['0 0 31 4,6,9,11 *', /never comes/],
  [`${'1,'.repeat(200)}1 * * * *`, /five fields/],
])('%s is none', (text, fault) => {
  expect(cronFault(text)).toMatch(fault);
});
