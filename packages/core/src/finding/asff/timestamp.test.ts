import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timestampInstant } from './timestamp.ts';

test.each([
  ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31T09:30:00.123Z', '2026-01-31T09:30:00.123Z'],
  ['2026-01-31t09:30:00z', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31T09:30:00.1Z', '2026-01-31T09:30:00.100Z'],
  ['2026-01-31T09:30:00.123456789Z', '2026-01-31T09:30:00.123Z'],
  ['2026-01-31T09:30:00.1235Z', '2026-01-31T09:30:00.124Z'],
  ['2026-12-31T23:59:59.999999999Z', '2027-01-01T00:00:00.000Z'],
  ['2026-01-31T09:30:00+02:00', '2026-01-31T07:30:00.000Z'],
  ['2026-01-31T09:30:00-0530', '2026-01-31T15:00:00.000Z'],
  ['2026-01-31T09:30:00+09', '2026-01-31T00:30:00.000Z'],
  ['2026-01-31T09:30:00+18:00', '2026-01-30T15:30:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2026-01-31T00:00:00.000Z', '2026-01-31T00:00:00.000Z'],
])('%s is %s', (text, instant) => {
  expect(timestampInstant(text)).toBe(instant);
});

test.each([
  '2026-01-31',
  '2026-01-31T09:30:00',
  '2026-01-31T09:30Z',
  '2026-01-31 09:30:00Z',
  '2026-02-29T00:00:00Z',
  '2026-02-30T00:00:00.000Z',
  '2026-04-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T09:60:00Z',
  '2026-01-31T09:30:60Z',
  '2026-01-31T09:30:00.Z',
  '2026-01-31T09:30:00.1234567890Z',
  '2026-01-31T09:30:00+18:01',
  '2026-01-31T09:30:00+01:60',
  '2026-01-31T09:30:00+1',
  '0000-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '9999-12-31T23:59:59.9999Z',
  ' 2026-01-31T09:30:00Z',
  '',
])('%j is no timestamp', (text) => {
  expect(timestampInstant(text)).toBeUndefined();
});

test('every instant stays as it is, and reading a timestamp twice changes nothing', () => {
  const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), fc.integer({ min: 0, max: 18 }), (date, hours) => {
      const instant = date.toISOString();
      expect(timestampInstant(instant)).toBe(instant);
      const shifted = new Date(date.getTime() + hours * 3_600_000).toISOString();
      expect(timestampInstant(shifted.replace('Z', `+${String(hours).padStart(2, '0')}:00`))).toBe(instant);
    }),
  );
});
