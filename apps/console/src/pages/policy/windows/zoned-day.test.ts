import { describe, expect, test } from 'vitest';
import { clockOf, dayOf, daysAfter, startOfDay, startOfWeek } from './zoned-day.ts';

const BERLIN = 'Europe/Berlin';
const iso = (at: number): string => new Date(at).toISOString();

describe('a zoned day', () => {
  test.each([
    ['2026-01-31T23:30:00Z', BERLIN, '2026-02-01', '00:30'],
    ['2026-01-31T23:30:00Z', 'UTC', '2026-01-31', '23:30'],
    ['2026-01-31T23:30:00Z', 'America/Los_Angeles', '2026-01-31', '15:30'],
    ['2026-07-01T00:00:00Z', 'Asia/Tokyo', '2026-07-01', '09:00'],
  ])('%s is seen in %s as %s %s', (at, zone, day, clock) => {
    expect([dayOf(Date.parse(at), zone), clockOf(Date.parse(at), zone)]).toEqual([day, clock]);
  });

  test.each([
    ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31', BERLIN, '2026-01-30T23:00:00.000Z'],
    ['2026-07-01', BERLIN, '2026-06-30T22:00:00.000Z'],
    ['2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
    ['2026-07-01', 'Pacific/Pago_Pago', '2026-07-01T11:00:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, expected) => {
    expect(iso(startOfDay(day, zone))).toBe(expected);
  });

  test('begins later where midnight is skipped', () => {
    // Santiago went from 23:59:59 to 01:00 as 8 September 2024 began.
    expect(iso(startOfDay('2024-09-08', 'America/Santiago'))).toBe('2024-09-08T04:00:00.000Z');
    expect(clockOf(startOfDay('2024-09-08', 'America/Santiago'), 'America/Santiago')).toBe('01:00');
  });

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-10-26', 24],
  ])('%s has %d hours in Berlin', (day, hours) => {
    expect((startOfDay(daysAfter(day, 1), BERLIN) - startOfDay(day, BERLIN)) / 3_600_000).toBe(hours);
  });

  test.each([
    ['2026-11-21', 1, '2026-11-16'],
    ['2026-11-21', 7, '2026-11-15'],
    ['2026-11-16', 1, '2026-11-16'],
    ['2026-11-15', 1, '2026-11-09'],
  ])('the week of %s that begins on weekday %d begins on %s', (day, first, expected) => {
    expect(startOfWeek(day, first)).toBe(expected);
  });
});
