import { instantAfter, type Instant, type PolicyWindow } from '@trueup/core';
import { expect, test } from 'vitest';
import { windowStates } from './window-states.ts';

const MINUTE_MS = 60_000;

function windowOf(cron: string, durationMinutes: number, timeZone: string): PolicyWindow {
  return { name: 'window', kind: 'deny', cron, durationMinutes, timeZone, overrun: 'finish' };
}

/** From when to when it is active, minute by minute; each minute is asked without what was kept from the one before. */
function activeTimes(from: Instant, hours: number, text: readonly [string, number, string]): string[] {
  const times: string[] = [];
  let was: boolean | undefined;
  for (let minute = 0; minute < hours * 60; minute += 1) {
    const now = instantAfter(from, minute * MINUTE_MS);
    const [state] = windowStates({ windows: [windowOf(...text)] }, now);
    if (was !== undefined && state?.active !== was) times.push(`${state?.active ? 'on' : 'off'} ${now.slice(5, 16)}`);
    was = state?.active;
  }
  return times;
}

const BERLIN = 'Europe/Berlin';

test.each<[string, readonly [string, number, string], Instant, readonly string[]]>([
  [
    'that begins in the hour that is left out begins when that hour is over',
    ['30 2 * * *', 60, BERLIN],
    '2026-03-29T00:00:00.000Z',
    ['on 03-29T01:00', 'off 03-29T02:00'],
  ],
  [
    'that begins at the first minute that is left out begins just then',
    ['0 2 * * *', 60, BERLIN],
    '2026-03-29T00:00:00.000Z',
    ['on 03-29T01:00', 'off 03-29T02:00'],
  ],
  [
    'that begins in the hour that comes twice begins the first time',
    ['30 2 * * *', 60, BERLIN],
    '2026-10-24T22:00:00.000Z',
    ['on 10-25T00:30', 'off 10-25T01:30'],
  ],
  [
    'of every hour is there in both hours of one name',
    ['0 * * * *', 30, BERLIN],
    '2026-10-24T23:45:00.000Z',
    ['on 10-25T00:00', 'off 10-25T00:30', 'on 10-25T01:00', 'off 10-25T01:30', 'on 10-25T02:00', 'off 10-25T02:30'],
  ],
  [
    'lasts its minutes, whatever the clock on the wall does within it',
    ['0 22 * * *', 480, BERLIN],
    '2026-03-28T20:00:00.000Z',
    ['on 03-28T21:00', 'off 03-29T05:00'],
  ],
  [
    'begins at midnight where midnight is left out',
    ['0 0 * * *', 60, 'America/Havana'],
    '2026-03-08T03:00:00.000Z',
    ['on 03-08T05:00', 'off 03-08T06:00'],
  ],
  [
    'knows shifts of half an hour',
    ['15 2 * * *', 60, 'Australia/Lord_Howe'],
    '2026-10-03T14:00:00.000Z',
    ['on 10-03T15:30', 'off 10-03T16:30'],
  ],
  ['over a weekend is one', ['0 0 * * 6', 2880, 'America/New_York'], '2026-10-31T03:00:00.000Z', ['on 10-31T04:00']],
])('a window %s', (_name, text, from, times) => {
  expect(activeTimes(from, text[1] > 1000 ? 48 : 12, text).slice(0, times.length)).toEqual(times);
});

test('what is kept of a window is never older than its next turn', () => {
  const windows = [windowOf('0 10 * * *', 30, 'UTC')];
  const at = (now: Instant) => windowStates({ windows }, now)[0];
  expect(at('2026-03-01T09:59:59.999Z')).toMatchObject({ active: false, changesAt: '2026-03-01T10:00:00.000Z' });
  expect(at('2026-03-01T10:00:00.000Z')).toMatchObject({ active: true, changesAt: '2026-03-01T10:30:00.000Z' });
  expect(at('2026-03-01T10:30:00.000Z')).toMatchObject({ active: false, changesAt: '2026-03-02T10:00:00.000Z' });
  // A clock that was set back is no reason to take the later answer.
  expect(at('2026-03-01T10:10:00.000Z')).toMatchObject({ active: true });
});

test('a window that begins anew before it ends stays active', () => {
  const times = activeTimes('2026-03-01T00:00:00.000Z', 4, ['*/5 * * * *', 10, 'UTC']);
  expect(times).toEqual([]);
});
