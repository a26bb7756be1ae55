import type { Calendar } from '@trueup/api-contract';
import { describe, expect, it } from 'vitest';
import { windowState } from './window-state.ts';

type Item = Calendar['items'][number];

const item = (
  name: string,
  kind: Item['kind'],
  active: boolean,
  changesAt?: string,
  scope: Item['scope'] = {},
): Item => ({
  name,
  kind,
  cron: '0 0 * * *',
  durationMinutes: 60,
  timeZone: 'UTC',
  overrun: 'finish',
  scope,
  active,
  ...(changesAt === undefined ? {} : { changesAt }),
  occurrences: [],
  truncated: false,
});

const SOON = '2026-11-22T00:00:00.000Z';
const LATER = '2026-12-01T00:00:00.000Z';

describe('windowState', () => {
  it.each([
    ['nothing is in the calendar', [], { kind: 'none' }],
    [
      'a freeze wins over an open window',
      [item('nightly', 'allow', true, SOON), item('release', 'deny', true, LATER)],
      { kind: 'frozen', name: 'release', until: LATER, count: 1, partly: false },
    ],
    [
      'of several freezes the one that lasts longest is named',
      [item('short', 'deny', true, SOON), item('for good', 'deny', true), item('long', 'deny', true, LATER)],
      { kind: 'frozen', name: 'for good', count: 3, partly: false },
    ],
    [
      'a freeze of some accounts says that it holds for a part',
      [item('release', 'deny', true, LATER, { accounts: ['111122223333'] })],
      { kind: 'frozen', name: 'release', until: LATER, count: 1, partly: true },
    ],
    [
      'an open window is named with its end',
      [item('nightly', 'allow', true, SOON), item('release', 'deny', false, LATER)],
      { kind: 'open', name: 'nightly', until: SOON, count: 1, partly: false },
    ],
    [
      'of closed windows the next to open is named',
      [item('yearly', 'allow', false, LATER), item('nightly', 'allow', false, SOON)],
      { kind: 'closed', name: 'nightly', from: SOON, partly: false },
    ],
    [
      'a window that never opens again says so',
      [item('past', 'allow', false)],
      { kind: 'closed', name: 'past', partly: false },
    ],
    [
      'freezes alone leave changes free until the next one',
      [item('release', 'deny', false, LATER)],
      { kind: 'free', name: 'release', from: LATER, partly: false },
    ],
  ])('%s', (_name, items, expected) => {
    expect(windowState(items)).toEqual(expected);
  });
});
