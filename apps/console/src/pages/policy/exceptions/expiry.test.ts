import { describe, expect, test } from 'vitest';
import { expiryOf, inDays, instantOf, localTimeOf } from './expiry.ts';

const NOW = Date.parse('2026-01-10T00:00:00Z');

describe('the end of an exception', () => {
  test.each([
    ['2026-01-09T23:59:59Z', undefined, 'expired'],
    ['2026-01-10T00:00:00Z', undefined, 'expired'],
    ['2026-01-17T00:00:00Z', undefined, 'soon'],
    ['2026-01-17T00:00:01Z', undefined, 'lasts'],
    ['2026-01-17T00:00:00Z', 3, 'lasts'],
    ['2026-02-01T00:00:00Z', 30, 'soon'],
  ])('%s with a reminder %s days before is %s', (expiresAt, remindDays, expected) => {
    expect(expiryOf(remindDays === undefined ? { expiresAt } : { expiresAt, remindDays }, NOW)).toBe(expected);
  });

  test('comes back as it was written, to the minute', () => {
    const at = '2026-03-05T04:07:00.000Z';
    expect(instantOf(localTimeOf(at))).toBe(at);
  });

  test('is so many days ahead by the calendar', () => {
    expect(inDays(30, NOW)).toEqual(localTimeOf('2026-02-09T00:01:00Z'));
  });

  test.each([
    ['', '18:00'],
    ['2026-01-31', ''],
    ['2026-13-31', '18:00'],
    ['2026-01-31', '25:00'],
  ])('%j %j is no time', (date, time) => {
    expect(instantOf({ date, time })).toBeUndefined();
  });
});
