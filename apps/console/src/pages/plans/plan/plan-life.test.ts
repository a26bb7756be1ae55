import type { Approval, PlanStatus } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { approvalsOf, hasSaid, isDecidedFirst, isLapsed, isOpen } from './plan-life.ts';

const END = '2026-03-01T10:00:00.000Z';
const at = Date.parse(END);

const given = (kind: 'person' | 'system', name: string, verdict: Approval['verdict']): Approval => ({
  planId: 'p',
  planHash: 'h',
  verdict,
  by: { kind, name },
  at: END,
});

test.each<[PlanStatus, before: 'open' | 'ended', after: 'lapsed' | 'ended']>([
  ['ready', 'open', 'lapsed'],
  ['waiting-for-approval', 'open', 'lapsed'],
  ['approved', 'open', 'lapsed'],
  ['started', 'ended', 'ended'],
  ['rejected', 'ended', 'ended'],
  ['stale', 'ended', 'ended'],
])('a plan that is %s is %s before its end, and %s after it', (status, before, after) => {
  const plan = { status, expiresAt: END };
  expect([isOpen(plan, at - 1), isLapsed(plan, at - 1)]).toEqual([before === 'open', false]);
  expect([isOpen(plan, at), isLapsed(plan, at)]).toEqual([false, after === 'lapsed']);
});

test('what the server has ended as expired has lapsed', () => {
  expect(isLapsed({ status: 'expired', expiresAt: END }, at - 1)).toBe(true);
});

test('a person has said what he said, by name, and Trueup is no person', () => {
  const approvals = [given('system', 'ben', 'approve'), given('person', 'cleo', 'reject')];
  expect(hasSaid(approvals, 'ben', 'approve')).toBe(false);
  expect(hasSaid(approvals, 'cleo', 'reject')).toBe(true);
  expect(hasSaid(approvals, 'cleo', 'approve')).toBe(false);
});

test.each<[PlanStatus, verdicts: readonly Approval['verdict'][], stands: unknown]>([
  ['waiting-for-approval', [], { kind: 'counted', given: 0 }],
  ['waiting-for-approval', ['approve'], { kind: 'counted', given: 1 }],
  ['started', ['approve', 'approve'], { kind: 'counted', given: 2 }],
  ['ready', [], { kind: 'none-needed' }],
  ['started', [], { kind: 'none-needed' }],
  ['started', ['approve', 'break-glass'], { kind: 'broken-glass' }],
  ['rejected', ['reject'], { kind: 'counted', given: 0 }],
])('of a plan that is %s after %o, the approvals are %o', (status, verdicts, stands) => {
  expect(
    approvalsOf(
      { status },
      verdicts.map((verdict, n) => given('person', `p${n}`, verdict)),
    ),
  ).toEqual(stands);
});

test('only a refusal that tells of another decision is one', () => {
  expect(isDecidedFirst('plan-not-waiting')).toBe(true);
  expect(isDecidedFirst('same-person')).toBe(false);
  expect(isDecidedFirst(undefined)).toBe(false);
});
