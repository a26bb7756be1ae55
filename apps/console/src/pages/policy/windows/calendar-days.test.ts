import type { CalendarWindow } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { calendarDays, calendarStanding, nextOccurrences, weeksFrom } from './calendar-days.ts';

const window = (members: Partial<CalendarWindow>): CalendarWindow => ({
  name: 'nights',
  kind: 'allow',
  cron: '0 22 * * *',
  durationMinutes: 480,
  timeZone: 'UTC',
  overrun: 'finish',
  scope: {},
  active: false,
  occurrences: [],
  truncated: false,
  ...members,
});
const times = (...pairs: readonly (readonly [string, string])[]): Partial<CalendarWindow> => ({
  occurrences: pairs.map(([from, to]) => ({ from: `${from}:00.000Z`, to: `${to}:00.000Z` })),
});
const spoken = (windows: readonly CalendarWindow[], zone = 'UTC'): readonly string[] =>
  calendarDays(windows, '2026-11-16', 3, zone).map(({ bands }) =>
    bands
      .map(({ name, from, to, isGuess }) => {
        if (isGuess === true) return `${name} more`;
        const time = (at: number | undefined): string =>
          at === undefined ? '…' : new Date(at).toISOString().slice(11, 16);
        return `${name} ${time(from)}-${time(to)}`;
      })
      .join(', '),
  );

describe('the days of a calendar', () => {
  test('split a night at midnight', () => {
    const nights = window(times(['2026-11-16T22:00', '2026-11-17T06:00']));
    expect(spoken([nights])).toEqual(['nights 22:00-…', 'nights …-06:00', '']);
  });

  test('say that something holds all day', () => {
    expect(spoken([window(times(['2026-11-10T00:00', '2026-11-20T00:00']))])).toEqual([
      'nights …-…',
      'nights …-…',
      'nights …-…',
    ]);
  });

  test('leave out what ends as the day begins', () => {
    expect(spoken([window(times(['2026-11-15T12:00', '2026-11-16T00:00']))])).toEqual(['', '', '']);
  });

  test('are those of the zone', () => {
    const nights = window(times(['2026-11-16T16:00', '2026-11-16T17:00']));
    expect(spoken([nights], 'Asia/Tokyo')).toEqual(['', 'nights 16:00-17:00', '']);
  });

  test('have freezes first, then go by time', () => {
    const open = window(times(['2026-11-16T09:00', '2026-11-16T10:00'], ['2026-11-16T07:00', '2026-11-16T08:00']));
    const freeze = window({ name: 'freeze', kind: 'deny', ...times(['2026-11-16T20:00', '2026-11-16T21:00']) });
    expect(spoken([open, freeze])[0]).toBe('freeze 20:00-21:00, nights 07:00-08:00, nights 09:00-10:00');
  });

  test('say where the server stopped counting', () => {
    const always = window({ truncated: true, ...times(['2026-11-16T00:00', '2026-11-17T12:00']) });
    expect(spoken([always])).toEqual(['nights …-…', 'nights …-12:00, nights more', 'nights more']);
  });

  test('stand in weeks', () => {
    expect(weeksFrom(calendarDays([], '2026-11-16', 28, 'UTC')).map((week) => week[0]?.day)).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
      '2026-12-07',
    ]);
  });
});

describe('how changes stand', () => {
  const open = window({ active: true });
  const closed = window({});
  const freeze = window({ kind: 'deny', active: true });
  test.each([
    ['unrestricted', []],
    ['unrestricted', [window({ kind: 'deny' })]],
    ['open', [closed, open]],
    ['closed', [closed]],
    ['frozen', [open, freeze]],
  ])('is %s', (kind, windows) => {
    expect(calendarStanding(windows).kind).toBe(kind);
  });

  test('what is over is not next', () => {
    const nights = window(times(['2026-11-15T22:00', '2026-11-16T06:00'], ['2026-11-16T22:00', '2026-11-17T06:00']));
    expect(nextOccurrences(nights, Date.parse('2026-11-16T06:00:00Z'), 3).map(({ from }) => from)).toEqual([
      '2026-11-16T22:00:00.000Z',
    ]);
  });
});
