import type { PolicyWindow } from '@trueup/core';
import { describe, expect, test } from 'vitest';
import { windowCalendar, type CalendarWindow } from './window-calendar.ts';

function windowOf(cron: string, durationMinutes: number, timeZone = 'UTC'): PolicyWindow {
  return { name: 'window', kind: 'deny', cron, durationMinutes, timeZone, overrun: 'finish' };
}

async function shown(window: PolicyWindow, from: string, to: string, now = from): Promise<CalendarWindow> {
  const [one] = await windowCalendar({ windows: [window] }, { from, to }, now);
  if (!one) throw new Error('the window is not in its calendar');
  return one;
}

const times = ({ occurrences }: CalendarWindow): string[] =>
  occurrences.map(({ from, to }) => `${from.slice(5, 16)} ${to.slice(5, 16)}`);

describe('a window', () => {
  test.each<[string, readonly [string, number, string?], string, string, readonly string[]]>([
    [
      'of weekdays',
      ['0 22 * * MON-FRI', 480],
      '2026-03-06T12:00:00.000Z',
      '2026-03-10T12:00:00.000Z',
      ['03-06T22:00 03-07T06:00', '03-09T22:00 03-10T06:00'],
    ],
    [
      'that holds at the beginning of the range is told whole, as is one that holds at its end',
      ['0 22 * * *', 480],
      '2026-03-06T02:00:00.000Z',
      '2026-03-06T23:00:00.000Z',
      ['03-05T22:00 03-06T06:00', '03-06T22:00 03-07T06:00'],
    ],
    [
      'that ends as the range begins, or begins as it ends, is not in it',
      ['0 10 * * *', 60],
      '2026-03-06T11:00:00.000Z',
      '2026-03-07T10:00:00.000Z',
      [],
    ],
    [
      'of the hour that is left out begins when that hour is over',
      ['30 2 * * *', 60, 'Europe/Berlin'],
      '2026-03-28T12:00:00.000Z',
      '2026-03-30T12:00:00.000Z',
      ['03-29T01:00 03-29T02:00', '03-30T00:30 03-30T01:30'],
    ],
    [
      'that begins anew as it ends is one',
      ['0 * * * *', 60],
      '2026-03-06T00:30:00.000Z',
      '2026-03-06T03:30:00.000Z',
      ['03-06T00:00 03-06T04:00'],
    ],
    ['that never comes is empty', ['0 0 1 1 *', 60], '2026-03-06T00:00:00.000Z', '2026-05-06T00:00:00.000Z', []],
  ])('%s', async (_what, [cron, minutes, zone], from, to, expected) => {
    const calendar = await shown(windowOf(cron, minutes, zone), from, to);
    expect(times(calendar)).toEqual(expected);
    expect(calendar.truncated).toBe(false);
  });

  test('stands as it does now, wherever the range lies', async () => {
    const window = windowOf('0 10 * * *', 60);
    expect(
      await shown(window, '2026-06-01T00:00:00.000Z', '2026-06-02T00:00:00.000Z', '2026-03-01T10:30:00.000Z'),
    ).toMatchObject({
      window: { name: 'window' },
      active: true,
      changesAt: '2026-03-01T11:00:00.000Z',
      occurrences: [{ from: '2026-06-01T10:00:00.000Z' }],
    });
  });

  test('of more than two hundred times is cut, and says so', async () => {
    const window = windowOf('*/30 * * * *', 10);
    const [from, to] = ['2026-03-01T00:00:00.000Z', '2026-03-05T03:50:00.000Z'];
    expect((await shown(window, from, to)).occurrences).toHaveLength(200);
    expect((await shown(window, from, to)).truncated).toBe(false);
    expect(await shown(window, from, '2026-03-05T04:10:00.000Z')).toMatchObject({ truncated: true });
    expect((await shown(window, from, '2026-03-05T04:10:00.000Z')).occurrences).toHaveLength(200);
  });

  test('that never ends is looked at only so far, and says so', async () => {
    const calendar = await shown(windowOf('* * * * *', 2), '2026-03-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z');
    expect(calendar).toMatchObject({ truncated: true, occurrences: [{ from: '2026-02-28T23:59:00.000Z' }] });
    expect(calendar.occurrences).toHaveLength(1);
  });
});
