import { expect, test } from 'vitest';
import { outcomeOf } from './outcome-of.ts';

const clock = { now: () => '2026-01-31T09:30:00.000Z' };
const told = { host: 'hooks.example.com', clock };

function answered(status: number, headers: Readonly<Record<string, string>> = {}) {
  return outcomeOf({ kind: 'answered', status, headers, body: '' }, told);
}

test.each([200, 201, 202, 204])('HTTP %d is delivered', (status) => {
  expect(answered(status)).toEqual({ kind: 'delivered', detail: `HTTP ${status}` });
});

test.each([
  [408, 'TIMEOUT'],
  [425, 'ERROR_FROM_TARGET'],
  [429, 'THROTTLING'],
  [500, 'ERROR_FROM_TARGET'],
  [502, 'ERROR_FROM_TARGET'],
  [503, 'ERROR_FROM_TARGET'],
  [504, 'TIMEOUT'],
])('HTTP %d may pass: %s', (status, code) => {
  expect(answered(status)).toEqual({
    kind: 'failed',
    code,
    message: `hooks.example.com answered HTTP ${status}`,
  });
});

test.each([
  [301, 'INVALID_PARAMETER'],
  [304, 'INVALID_PARAMETER'],
  [400, 'INVALID_PARAMETER'],
  [401, 'NO_PERMISSIONS'],
  [403, 'NO_PERMISSIONS'],
  [404, 'NO_RESOURCE'],
  [410, 'NO_RESOURCE'],
  [405, 'INVALID_PARAMETER'],
  [409, 'ERROR_FROM_TARGET'],
  [413, 'INVALID_PARAMETER'],
  [418, 'ERROR_FROM_TARGET'],
  [422, 'INVALID_PARAMETER'],
])('HTTP %d is final: %s', (status, code) => {
  expect(answered(status)).toMatchObject({ kind: 'refused', code });
});

test.each([
  ['120', 120_000],
  ['0', 0],
  ['Sat, 31 Jan 2026 09:31:00 GMT', 60_000],
  ['Sat, 31 Jan 2026 09:29:00 GMT', 0],
  ['999999999', 86_400_000],
])('Retry-After %j is waited for', (value, afterMs) => {
  expect(answered(429, { 'retry-after': value })).toMatchObject({ kind: 'failed', afterMs });
});

test.each(['', 'soon', '-5', '1e3'])('Retry-After %j says nothing', (value) => {
  const outcome = answered(503, { 'retry-after': value });
  expect(outcome.kind === 'failed' && (outcome.afterMs ?? 'none')).toBe('none');
});

test('what was not allowed is refused, what was not answered has failed', () => {
  expect(outcomeOf({ kind: 'not-allowed', reason: 'no' }, told)).toEqual({
    kind: 'refused',
    code: 'INVALID_PARAMETER',
    message: 'no',
  });
  expect(outcomeOf({ kind: 'unanswered', code: 'TIMEOUT', reason: 'late' }, told)).toEqual({
    kind: 'failed',
    code: 'TIMEOUT',
    message: 'late',
  });
});
