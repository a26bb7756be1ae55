import { expect, test } from 'vitest';
import { KNOWN_AFTER_APPLY } from '../value/difference.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { evaluateCondition } from './condition.ts';

test.each<[string, Json, Json, string]>([
  ['StringEquals', 'a', 'a', 'true'],
  ['StringEquals', 'a', 'A', 'false'],
  ['StringEquals', '', '', 'true'],
  ['StringEquals', true, 'true', 'true'],
  ['StringEquals', 7, '7', 'true'],
  ['EqualsIgnoreCase', 'a', 'A', 'true'],
  ['StartsWith', 'web-1', 'web', 'true'],
  ['EndsWith', 'web-1', '-1', 'true'],
  ['EndsWith', 'web-1', 'web', 'false'],
  ['Contains', 'web-1', 'b-', 'true'],
  ['Contains', ['a', 'b'], 'b', 'true'],
  ['Contains', ['ab'], 'b', 'false'],
  ['NumericEquals', 7, '7.0', 'true'],
  ['NumericGreater', '10', 9, 'true'],
  ['NumericLesser', '10', '9', 'false'],
  ['NumericGreaterOrEquals', 9, 9, 'true'],
  ['NumericLesserOrEquals', 9, 8, 'false'],
  ['BooleanEquals', true, true, 'true'],
  ['BooleanEquals', 'True', true, 'true'],
  ['BooleanEquals', false, 'FALSE', 'true'],
  ['BooleanEquals', '', false, 'false'],
  ['NumericEquals', '', 0, 'false'],
  ['NumericGreater', 'many', 1, 'incomparable'],
  ['NumericGreater', 1, '0x1', 'incomparable'],
  ['BooleanEquals', 'yes', true, 'incomparable'],
])('%s: %j to %j is %s', (operator, variable, operand, verdict) => {
  expect(evaluateCondition({ Variable: variable, [operator]: operand }, false).kind).toBe(verdict);
});

const yes: JsonObject = { Variable: 'a', StringEquals: 'a' };
const no: JsonObject = { Variable: 'a', StringEquals: 'b' };
const unknown: JsonObject = { Variable: `id ${KNOWN_AFTER_APPLY}`, StringEquals: 'b' };
const bad: JsonObject = { Variable: 'a', NumericEquals: 1 };

test.each<[string, JsonObject, string]>([
  ['And of true ones', { And: [yes, yes] }, 'true'],
  ['And with a false one', { And: [yes, no] }, 'false'],
  ['Or with a true one', { Or: [no, yes] }, 'true'],
  ['Or of false ones', { Or: [no, no] }, 'false'],
  ['Not', { Not: no }, 'true'],
  ['nested', { Not: { And: [yes, { Or: [no, { Not: yes }] }] } }, 'true'],
  ['an unknown value', unknown, 'unknown'],
  ['an unknown operand', { Variable: 'a', StringEquals: KNOWN_AFTER_APPLY }, 'unknown'],
  ['Not of an unknown one', { Not: unknown }, 'unknown'],
  ['And that is false whatever the unknown', { And: [unknown, no] }, 'false'],
  ['And that hangs on the unknown', { And: [yes, unknown] }, 'unknown'],
  ['Or that is true whatever the unknown', { Or: [unknown, yes] }, 'true'],
  ['Or that hangs on the unknown', { Or: [unknown, no] }, 'unknown'],
  ['what need not be compared', { Or: [yes, bad] }, 'true'],
  ['what cannot be compared', { And: [yes, bad] }, 'incomparable'],
])('%s', (_name, condition, verdict) => {
  expect(evaluateCondition(condition, true).kind).toBe(verdict);
});

test('outside of plans the unknown value is plain text', () => {
  expect(evaluateCondition({ Variable: KNOWN_AFTER_APPLY, StringEquals: KNOWN_AFTER_APPLY }, false).kind).toBe('true');
});
