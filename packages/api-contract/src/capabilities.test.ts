import { describe, expect, test } from 'vitest';
import { allowedAction, allowedOperation } from './capabilities.ts';
import type { Plan, PlanStatus } from './schema/plan.ts';
import type { Role } from './schema/user.ts';

const person = (...roles: readonly Role[]) => ({ name: 'ann', grants: roles.map((role) => ({ role })) });
const plan = (status: PlanStatus, requestedBy = 'ben'): Pick<Plan, 'status' | 'requestedBy'> => ({
  status,
  requestedBy: { kind: 'person', name: requestedBy },
});

describe('what a person may do to a plan', () => {
  test.each([
    ['approve', 'plan.approve', plan('waiting-for-approval'), ['approver'], 'allowed'],
    ['approve without the role', 'plan.approve', plan('waiting-for-approval'), ['operator', 'viewer'], 'lacks-role'],
    ['approve what he asked for', 'plan.approve', plan('waiting-for-approval', 'ann'), ['approver'], 'own-request'],
    ['reject what he asked for', 'plan.reject', plan('waiting-for-approval', 'ann'), ['approver'], 'allowed'],
    ['approve twice', 'plan.approve', plan('approved'), ['approver'], 'wrong-state'],
    ['start what waits', 'plan.start', plan('waiting-for-approval'), ['operator'], 'wrong-state'],
    ['start what is approved', 'plan.start', plan('approved'), ['operator'], 'allowed'],
    ['break the glass with one role', 'plan.break-glass', plan('ready'), ['approver'], 'lacks-role'],
    ['break the glass with both', 'plan.break-glass', plan('ready'), ['approver', 'operator'], 'allowed'],
    ['break the glass as admin', 'plan.break-glass', plan('approved'), ['admin'], 'allowed'],
    ['break the glass too late', 'plan.break-glass', plan('started'), ['admin'], 'wrong-state'],
  ] as const)('%s', (_what, action, subject, roles, expected) => {
    expect(allowedAction(person(...roles), action, subject).kind).toBe(expected);
  });
});

test('a role that is missing is named, and whether one of them is enough', () => {
  expect(allowedOperation(person('viewer'), 'startScan')).toEqual({
    kind: 'lacks-role',
    roles: ['operator', 'admin'],
    all: false,
  });
  expect(allowedOperation(person('operator'), 'decidePlan', 'break-glass')).toEqual({
    kind: 'lacks-role',
    roles: ['operator', 'approver'],
    all: true,
  });
});

test('a role in some accounts is not enough for what counts in all, and is for the rest', () => {
  const operator = { grants: [{ role: 'operator' as const, accounts: ['111111111111'] }] };
  expect(allowedOperation(operator, 'createAutomationRule')).toEqual({ kind: 'lacks-place' });
  expect(allowedOperation(operator, 'startScan')).toEqual({ kind: 'allowed' });
  expect(allowedOperation(operator, 'applyPolicy').kind).toBe('lacks-role');
  const both = { grants: [...operator.grants, { role: 'operator' as const }] };
  expect(allowedOperation(both, 'createAutomationRule')).toEqual({ kind: 'allowed' });
});
