import { expect, test } from 'vitest';
import { OPEN_FINDINGS, openFindingsWith } from './finding-view.ts';
import { readFindingQuery } from './read-finding-query.ts';

const one = (token: object): string =>
  JSON.stringify({ operation: 'and', groups: [{ operation: 'and', tokens: [token] }] });

test('links that the console makes are read', () => {
  expect(readFindingQuery(JSON.stringify(OPEN_FINDINGS))).toEqual(OPEN_FINDINGS);
  expect(readFindingQuery(openFindingsWith({ AwsAccountId: ['111111111111'] })['q'] ?? '')?.groups).toHaveLength(3);
});

test.each([
  ['no JSON', '{"operation":"and","gro'],
  ['another thing', '[]'],
  ['an unknown field', one({ propertyKey: 'Nope', operator: '=', value: 'x' })],
  ['an operator that the field has not', one({ propertyKey: 'SeverityLabel', operator: '^', value: 'H' })],
  ['several values of a text', one({ propertyKey: 'Region', operator: '=', value: ['a', 'b'] })],
  ['no date', one({ propertyKey: 'CreatedAt', operator: '>=', value: 'x' })],
  ['an empty group', JSON.stringify({ operation: 'and', groups: [{ operation: 'and', tokens: [] }] })],
])('%s is no filter', (_what, written) => {
  expect(readFindingQuery(written)).toBeUndefined();
});
