import { expect, test } from 'vitest';
import { tokenStanding } from './token-standing.ts';

const at = Date.parse('2026-06-01T00:00:00.000Z');

test.each([
  ['counts until its last moment', { expiresAt: '2026-06-01T00:00:00.001Z' }, 'active'],
  ['has expired at its last moment', { expiresAt: '2026-06-01T00:00:00.000Z' }, 'expired'],
  [
    'that was revoked is that, whenever it would have expired',
    { expiresAt: '2020-01-01T00:00:00.000Z', revokedAt: '2019-01-01T00:00:00.000Z' },
    'revoked',
  ],
  ['without an end counts', {}, 'active'],
] as const)('a token %s', (_, token, standing) => {
  expect(tokenStanding(token, at)).toBe(standing);
});
