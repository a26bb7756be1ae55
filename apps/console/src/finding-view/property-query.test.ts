import { expect, test } from 'vitest';
import { OPEN_FINDINGS } from './finding-view.ts';
import { findingQueryOf, propertyQueryOf } from './property-query.ts';

test('values of a closed list that a finding may have are one token', () => {
  expect(propertyQueryOf(OPEN_FINDINGS)).toEqual({
    operation: 'and',
    tokens: [],
    tokenGroups: [
      { propertyKey: 'WorkflowStatus', operator: '=', value: ['NEW', 'NOTIFIED'] },
      { propertyKey: 'RecordState', operator: '=', value: ['ACTIVE'] },
    ],
  });
});

test('a text without a field is looked for in the title', () => {
  const tokenGroups = [{ operator: ':', value: ' public ' }];
  expect(findingQueryOf({ operation: 'and', tokens: [], tokenGroups })).toEqual({
    operation: 'and',
    groups: [{ operation: 'and', tokens: [{ propertyKey: 'Title', operator: ':', value: 'public' }] }],
  });
});

test.each([
  ['an unknown field', { propertyKey: 'Nope', operator: '=', value: 'x' }],
  ['an operator that the field has not', { propertyKey: 'CreatedAt', operator: '=', value: '2026-01-01' }],
  ['no value', { propertyKey: 'SeverityLabel', operator: '=', value: [] }],
  ['a blank value', { propertyKey: 'Region', operator: '=', value: '  ' }],
  ['no date', { propertyKey: 'CreatedAt', operator: '>=', value: 'yesterday' }],
])('a token with %s goes', (_what, token) => {
  expect(findingQueryOf({ operation: 'or', tokens: [], tokenGroups: [token] })).toEqual({
    operation: 'and',
    groups: [],
  });
});
