import { access } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { roleCounts, ROLES } from './role-counts.ts';

const of = Object.fromEntries(roleCounts().map((one) => [one.role, one]));

test('every role is counted, and an admin may do everything', () => {
  expect(Object.keys(of)).toEqual(ROLES);
  expect(of['admin']?.operations).toBe(Object.keys(access).length);
});

test('every role may at least what a viewer may, and an operator more than an approver', () => {
  for (const role of ROLES) expect(of[role]?.operations).toBeGreaterThanOrEqual(of['viewer']?.operations ?? Infinity);
  expect(of['operator']?.operations).toBeGreaterThan(of['approver']?.operations ?? Infinity);
});

test('what cannot be narrowed to accounts is a part of what a role may', () => {
  for (const { operations, everywhereOnly } of roleCounts()) {
    expect(everywhereOnly).toBeGreaterThan(0);
    expect(everywhereOnly).toBeLessThan(operations);
  }
});
