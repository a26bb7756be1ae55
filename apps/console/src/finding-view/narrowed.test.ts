import { expect, test } from 'vitest';
import { OPEN_FINDINGS, OVERDUE_FINDINGS, queryOf, type FindingQuery, type FindingToken } from './finding-view.ts';
import { narrowed, ofGroup, openOf } from './narrowed.ts';
import { isSameQuery } from './property-query.ts';

const is = (propertyKey: FindingToken['propertyKey'], value: string): FindingToken => ({
  propertyKey,
  operator: '=',
  value,
});

test('a filter joined by or is narrowed in each of its groups', () => {
  const query: FindingQuery = {
    operation: 'or',
    groups: [
      { operation: 'and', tokens: [is('Title', 'a'), is('Region', 'b')] },
      { operation: 'or', tokens: [is('Title', 'c'), is('Region', 'd')] },
    ],
  };
  const token = is('AwsAccountId', '1');
  expect(narrowed(query, token)).toEqual({
    operation: 'or',
    groups: [
      { operation: 'and', tokens: [is('Title', 'a'), is('Region', 'b'), token] },
      { operation: 'and', tokens: [is('Title', 'c'), token] },
      { operation: 'and', tokens: [is('Region', 'd'), token] },
    ],
  });
});

test('open findings of a filter are those that it shows and that are open', () => {
  expect(openOf(OPEN_FINDINGS)).toEqual(OPEN_FINDINGS);
  expect(isSameQuery(openOf({ operation: 'and', groups: [] }), OPEN_FINDINGS)).toBe(true);
  const fresh = queryOf({ WorkflowStatus: ['NEW'] });
  expect(isSameQuery(openOf(fresh), queryOf({ WorkflowStatus: ['NEW'], RecordState: ['ACTIVE'] }))).toBe(true);
  // What is resolved is not open: nothing is left, rather than all that is resolved.
  expect(openOf(queryOf({ WorkflowStatus: ['RESOLVED'] })).groups).toHaveLength(3);
});

test('what is no control is known by what generates it', () => {
  const group = { controlId: 'tool/rule', isControl: false };
  expect(ofGroup(OPEN_FINDINGS, group).groups.at(-1)?.tokens).toEqual([is('GeneratorId', 'tool/rule')]);
  expect(ofGroup(OPEN_FINDINGS, { controlId: 'S3.8', isControl: true }).groups.at(-1)?.tokens).toEqual([
    is('ComplianceSecurityControlId', 'S3.8'),
  ]);
});

test('what is overdue stays so, however it is narrowed', () => {
  const either: FindingQuery = {
    operation: 'or',
    groups: [
      { operation: 'and', tokens: [is('Title', 'a')] },
      { operation: 'and', tokens: [is('Region', 'b')] },
    ],
    overdue: true,
  };
  expect(narrowed(either, is('AwsAccountId', '1')).overdue).toBe(true);
  expect(ofGroup(OVERDUE_FINDINGS, { controlId: 'S3.8', isControl: true }).overdue).toBe(true);
});
