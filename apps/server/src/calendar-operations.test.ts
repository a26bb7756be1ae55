import { calendar } from '@trueup/api-contract';
import type { Policy, PolicyWindow } from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';
import { expect, test } from 'vitest';
import { calendarOperations } from './calendar-operations.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const NIGHTS: PolicyWindow = {
  name: 'nights',
  kind: 'allow',
  cron: '0 22 * * *',
  durationMinutes: 480,
  timeZone: 'UTC',
  overrun: 'finish',
  organizationalUnits: ['/Prod'],
};

function calendarOf(windows: readonly PolicyWindow[] | undefined) {
  const readIfThere = async () => (windows === undefined ? undefined : ({ windows } as Policy));
  return calendarOperations({ clock: { now: () => NOW }, policy: { readIfThere } }).getCalendar;
}

test('each window is told with how it stands and when it holds in the four weeks from now', async () => {
  const answer = await calendarOf([NIGHTS])({});
  expect(calendar.parse(answer)).toEqual(answer);
  const { items, ...range } = answer;
  expect(range).toEqual({ at: NOW, from: NOW, to: '2026-03-29T12:00:00.000Z' });
  expect(items[0]).toMatchObject({
    name: 'nights',
    kind: 'allow',
    scope: { organizationalUnits: ['/Prod'] },
    active: false,
    changesAt: '2026-03-01T22:00:00.000Z',
    truncated: false,
  });
  expect(items[0]).not.toHaveProperty('window');
  expect(items[0]?.occurrences).toHaveLength(28);
  expect(items[0]?.occurrences.at(-1)).toEqual({ from: '2026-03-28T22:00:00.000Z', to: '2026-03-29T06:00:00.000Z' });
});

test('a range is taken in any offset, and its end is four weeks after its beginning where none is given', async () => {
  const answer = await calendarOf([NIGHTS])({ from: '2026-06-01T02:00:00+02:00', to: '2026-06-02T02:00:00+02:00' });
  expect(answer).toMatchObject({ from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z' });
  expect(answer.items[0]?.occurrences.map(({ from }) => from)).toEqual([
    '2026-05-31T22:00:00.000Z',
    '2026-06-01T22:00:00.000Z',
  ]);
  expect(await calendarOf([])({ from: '2026-06-01T00:00:00Z' })).toMatchObject({ to: '2026-06-29T00:00:00.000Z' });
});

test.each([
  [{ from: NOW, to: NOW }, 'later than from'],
  [{ to: '2026-02-01T00:00:00Z' }, 'later than from'],
  [{ to: '2026-06-01T12:00:00.001Z' }, 'at most 92 days'],
])('the range %j is refused', async (asked, detail) => {
  await expect(calendarOf([NIGHTS])(asked)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(detail) as unknown,
  });
});

test('ninety-two days are not too long', async () => {
  expect((await calendarOf([NIGHTS])({ to: '2026-06-01T12:00:00Z' })).items[0]?.occurrences).toHaveLength(92);
});

test('without a policy there are no windows, and one that cannot be read is told', async () => {
  expect(await calendarOf(undefined)({})).toMatchObject({ items: [] });
  const readIfThere = () => Promise.reject(new PolicyUnreadable('broken'));
  const { getCalendar } = calendarOperations({ clock: { now: () => NOW }, policy: { readIfThere } });
  await expect(getCalendar({})).rejects.toThrow(PolicyUnreadable);
});
