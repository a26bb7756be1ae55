import { instantAfter, type LeaveReason, type Policy } from '@trueup/core';
import { expect, test } from 'vitest';
import { dueSlots } from './due-slots.ts';
import type { Posed } from './question.ts';

const NOW = '2026-03-01T10:00:00.000Z';
const POLICY = { limits: [] } as unknown as Policy;
const POSED = { target: { controlId: 'S3.8', resource: { accountId: '111122223333' } } } as unknown as Posed;

const next = (slots: ReturnType<typeof dueSlots>, reason: LeaveReason, until?: string) =>
  slots.next(
    POSED,
    { decision: { kind: 'leave', reason }, guards: [], ...(until === undefined ? {} : { until }) },
    POLICY,
    NOW,
  );

test.each<[LeaveReason, number]>([
  ['breaker-open', 5],
  ['too-many-errors', 300],
  ['attempts-spent', 3600],
  ['resource-locked', 5],
  ['limit-reached', 1],
  ['unreadable', 300],
])('what is left alone for %s, which ends at no known time, is decided again after %d seconds', (reason, seconds) => {
  expect(next(dueSlots(), reason)).toBe(instantAfter(NOW, seconds * 1_000));
});

test('what waits for the repair that a half-open breaker lets through is not all decided at one time', () => {
  const slots = dueSlots();
  const times = Array.from({ length: 100 }, () => next(slots, 'breaker-open'));
  expect(new Set(times).size).toBe(100);
});

test.each<LeaveReason>(['breaker-open', 'frozen', 'attempts-spent', 'excepted'])(
  'what is left alone for %s until a known time is decided again then',
  (reason) => {
    const until = instantAfter(NOW, 90_000);
    expect(next(dueSlots(), reason, until)).toBe(until);
    expect(next(dueSlots(), reason, instantAfter(NOW, -1))).toBe(NOW);
  },
);

test.each<LeaveReason>(['finding-not-open', 'mode-manual', 'automation-paused', 'killed', 'no-remediation'])(
  'what is left alone for %s waits for a change',
  (reason) => {
    expect(next(dueSlots(), reason)).toBeUndefined();
  },
);
