import { expect, test } from 'vitest';
import { OPEN_FINDINGS, queryOf, type FindingQuery } from './finding-view.ts';
import { scopeOfQuery } from './scope-of-query.ts';

test('an exception takes over what narrows resources, and no states of findings', () => {
  const query = queryOf({
    RecordState: ['ACTIVE'],
    ComplianceSecurityControlId: ['S3.8', 'S3.17'],
    AwsAccountId: ['111111111111'],
    ResourceId: ['arn:aws:s3:::one'],
  });
  expect(scopeOfQuery(query)).toEqual({
    kind: 'scope',
    search: { new: '1', controls: 'S3.8,S3.17', accounts: '111111111111', arns: 'arn:aws:s3:::one' },
  });
});

test('an exception of open findings would cover everything', () => {
  expect(scopeOfQuery(OPEN_FINDINGS)).toEqual({ kind: 'everything' });
});

test.each<[string, FindingQuery, object]>([
  ['a severity', queryOf({ SeverityLabel: ['HIGH'], Region: ['eu-west-1'] }), { field: 'SeverityLabel' }],
  [
    'all but one',
    {
      operation: 'and',
      groups: [{ operation: 'and', tokens: [{ propertyKey: 'Region', operator: '!=', value: 'eu-west-1' }] }],
    },
    { field: 'Region' },
  ],
  ['either of two fields', { ...queryOf({ Region: ['a'], AwsAccountId: ['1'] }), operation: 'or' }, {}],
])('%s is not what an exception covers', (_what, query, where) => {
  expect(scopeOfQuery(query)).toEqual({ kind: 'inexpressible', ...where });
});
