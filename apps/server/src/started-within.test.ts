import { expect, test } from 'vitest';
import { startedWithin } from './started-within.ts';

test.each([
  ['nothing', {}, {}],
  [
    'both ends, in any zone',
    { from: '2026-03-01T09:00:00+09:00', to: '2026-03-02T00:00:00Z' },
    { startedAfter: '2026-02-28T23:59:59.999Z', startedBefore: '2026-03-02T00:00:00.001Z' },
  ],
  ['the ends of all time', { from: '0000-01-01T00:00:00Z', to: '9999-12-31T23:59:59.999Z' }, {}],
])('%s is asked of the store so that the ends belong to it', (_what, given, asked) => {
  expect(startedWithin(given)).toEqual(asked);
});
