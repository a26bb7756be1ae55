import { expect, test } from 'vitest';
import { compileFilters } from './compile-filters.ts';
import type { FilterDialect } from './finding-filters.ts';

const bucket = (value: string, comparison = 'EQUALS') => ({ ResourceType: [{ Value: value, Comparison: comparison }] });
const found = (filters: object, dialect: FilterDialect): boolean => {
  const compiled = compileFilters(filters, dialect);
  if (compiled.kind === 'invalid') throw new Error(`${compiled.field} ${compiled.reason}`);
  return compiled.matches({ Resources: [{ Type: 'AwsRdsDbInstance' }] } as never, '2026-01-01T00:00:00.000Z');
};

test.each([
  ['AWS::RDS::DBInstance', 'EQUALS', true],
  ['AwsRdsDbInstance', 'EQUALS', true],
  ['AWS::RDS::DBInstance', 'NOT_EQUALS', false],
  ['AWS::S3::Bucket', 'EQUALS', false],
  // What nobody knows is not what is called Other.
  ['AWS::Nobody::Knows', 'EQUALS', false],
  ['AWS::RDS', 'PREFIX', false],
])('a search for a resource type %s by %s finds a DB instance: %s', (value, comparison, expected) => {
  expect(found(bucket(value, comparison), 'search')).toBe(expected);
});

test("AWS's own filters take ASFF's types alone", () => {
  expect(found(bucket('AWS::RDS::DBInstance'), 'get-findings')).toBe(false);
  expect(found(bucket('AWS::RDS::DBInstance'), 'automation-rule')).toBe(false);
});
