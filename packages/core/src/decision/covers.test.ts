import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARTITIONS, type ResourceRef } from '../resource/resource.ts';
import { arnPattern } from './arn-pattern.ts';
import { covers } from './covers.ts';
import type { Coverage, DecisionTarget, TargetScope } from './target-scope.ts';
import { RESOURCE, TARGET, UNTAGGED } from './testing/sample-decision.ts';

test.each<[string, TargetScope, DecisionTarget, Coverage]>([
  ['a scope that names nothing covers all', {}, TARGET, 'covered'],
  ['a control', { controls: ['S3.1', 'S3.8'] }, TARGET, 'covered'],
  ['another control', { controls: ['S3.1'] }, TARGET, 'outside'],
  ['every control', { controls: ['*'] }, TARGET, 'covered'],
  ['a list without entries covers nothing', { accounts: [] }, TARGET, 'outside'],
  ['members are an AND', { controls: ['S3.8'], accounts: ['999999999999'] }, TARGET, 'outside'],
  ['a region', { regions: ['eu-west-1'] }, TARGET, 'covered'],
  ['a resource type', { resourceTypes: ['AWS::EC2::Instance'] }, TARGET, 'outside'],
  ['an organizational unit', { organizationalUnits: ['/Prod/Payments'] }, TARGET, 'covered'],
  ['a unit above it', { organizationalUnits: ['/Prod'] }, TARGET, 'covered'],
  ['the root', { organizationalUnits: ['/'] }, TARGET, 'covered'],
  ['a unit with the beginning of its name', { organizationalUnits: ['/Prod/Pay'] }, TARGET, 'outside'],
  ['a unit below it', { organizationalUnits: ['/Prod/Payments/EU'] }, TARGET, 'outside'],
  [
    'a unit, of an account that the policy gives none',
    { organizationalUnits: ['/Prod'] },
    { controlId: 'S3.8', resource: RESOURCE },
    'outside',
  ],
  ['a tag with its value', { tags: { env: ['test', 'prod'] } }, TARGET, 'covered'],
  ['a tag with whatever value', { tags: { env: [] } }, TARGET, 'covered'],
  ['a tag with another value', { tags: { env: ['test'] } }, TARGET, 'outside'],
  ['each tag must be there', { tags: { env: ['prod'], team: [] } }, TARGET, 'outside'],
  ['a tag that every object seems to have', { tags: { constructor: [] } }, TARGET, 'outside'],
  ['tags that nobody has read', { tags: { env: ['prod'] } }, UNTAGGED, 'unknown'],
  ['tags that nobody needs to read', { tags: { env: ['prod'] }, regions: ['us-east-1'] }, UNTAGGED, 'outside'],
  ['no tags asked for', { tags: {} }, UNTAGGED, 'covered'],
])('%s', (_name, scope, target, expected) => {
  expect(covers(scope, target)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket', true],
  ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket2', false],
  ['arn:aws:s3:::b*t', 'arn:aws:s3:::bucket', true],
  ['arn:aws:s3:::bucke?', 'arn:aws:s3:::bucket', true],
  ['arn:aws:s3:::bucket?', 'arn:aws:s3:::bucket', false],
  ['arn:aws:s3:*', 'arn:aws:s3:::bucket', true],
  ['arn:aws:s3:*', 'arn:aws:s3express:eu-west-1:111122223333:bucket/x', false],
  ['*', 'arn:aws:s3:::bucket', true],
  ['*', 'no ARN at all', true],
  // Partitions.
  ['arn:aws:*', 'arn:aws:s3:::bucket', true],
  ['arn:aws:*', 'arn:aws-cn:s3:::bucket', false],
  ['arn:aws:*', 'arn:aws-us-gov:s3:::bucket', false],
  ['arn:aws*:s3:::bucket', 'arn:aws-cn:s3:::bucket', true],
  ['arn:*:s3:::bucket', 'arn:aws-us-gov:s3:::bucket', true],
  // A star does not reach over a colon into another component.
  ['arn:aws:lambda:*:111122223333:*', 'arn:aws:lambda:eu-west-1:111122223333:function:f', true],
  ['arn:aws:lambda:*:111122223333:*', 'arn:aws:lambda:eu-west-1:999999999999:function:111122223333:x', false],
  ['arn:aws:*:111122223333:*', 'arn:aws:lambda:eu-west-1:999999999999:function:111122223333:x', false],
  ['arn:aws:lambda:*:function:f', 'arn:aws:lambda:eu-west-1:111122223333:function:f', false],
  ['arn:aws:rds:*:*:db:*', 'arn:aws:rds:eu-west-1:111122223333:db:orders', true],
  ['arn:aws:rds:*:*:db:*', 'arn:aws:rds:eu-west-1:111122223333:cluster:orders', false],
])('the pattern %s on %s', (pattern, arn, expected) => {
  expect(arnPattern(pattern)(arn)).toBe(expected);
});

/** The rule in its plainest form: each component as a regular expression of its own. */
function naivePattern(pattern: string, arn: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === arn;
  const split = (text: string, most: number): string[] => {
    const parts = text.split(':');
    return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(':')];
  };
  const wanted = split(pattern, 6);
  const given = split(arn, wanted.length);
  const expression = (part: string): RegExp =>
    new RegExp(`^${part.replaceAll('.', '\\.').replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
  return wanted.length === given.length && wanted.every((part, index) => expression(part).test(given[index] ?? ''));
}

const component = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
const partition = fc.constantFrom(...PARTITIONS);

test('a pattern matches what its components match one by one, in every partition', () => {
  const patternOf = fc.tuple(fc.oneof(partition, fc.constantFrom('*', 'aws*', 'aws?cn')), component, component);
  fc.assert(
    fc.property(patternOf, partition, component, component, ([of, one, other], in_, resource, more) => {
      const arn = `arn:${in_}:s3:${resource}:${more}`.replaceAll(/[*?]/g, 'b');
      for (const pattern of [`arn:${of}:s3:${one}:${other}`, `arn:${of}:${one}`, one, arn]) {
        expect(arnPattern(pattern)(arn)).toBe(naivePattern(pattern, arn));
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern that is made to be slow is not', () => {
  const matches = arnPattern(`arn:aws:s3:::${'*a'.repeat(500)}b`);
  expect(matches(`arn:aws:s3:::${'a'.repeat(2_000)}`)).toBe(false);
});

const names = (...all: string[]): fc.Arbitrary<string[]> => fc.subarray(all);
const scope = fc.record(
  {
    controls: names('S3.8', 'S3.1', '*'),
    accounts: names('1', '2'),
    regions: names('eu-west-1', 'us-east-1'),
    resourceTypes: names('AWS::S3::Bucket', 'AWS::EC2::Instance'),
    organizationalUnits: names('/', '/Prod', '/Prod/Pay', '/Test'),
    arns: names('arn:aws:s3:::a', 'arn:*:s3:::a', 'arn:aws:*', 'arn:aws-cn:*'),
    tags: fc.dictionary(fc.constantFrom('env', 'team'), names('prod', 'test'), { maxKeys: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<TargetScope>;
const target = fc
  .record(
    {
      controlId: fc.constantFrom('S3.8', 'S3.1', 'EC2.1'),
      partition,
      accountId: fc.constantFrom('1', '2', '3'),
      region: fc.constantFrom('eu-west-1', 'us-east-1'),
      type: fc.constantFrom('AWS::S3::Bucket', 'AWS::EC2::Instance'),
      name: fc.constantFrom('a', 'b'),
      organizationalUnit: fc.constantFrom('/Prod', '/Prod/Pay', '/Prod/Payments', '/Test'),
      tags: fc.dictionary(fc.constantFrom('env', 'team'), fc.constantFrom('prod', 'test')),
    },
    { requiredKeys: ['controlId', 'partition', 'accountId', 'region', 'type', 'name'] },
  )
  .map(({ controlId, organizationalUnit, tags, name, ...resource }): DecisionTarget => ({
    controlId,
    resource: { ...resource, id: name, arn: `arn:${resource.partition}:s3:::${name}` } as unknown as ResourceRef,
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
    ...(tags === undefined ? {} : { tags }),
  }));

function naiveCoverage(of: TargetScope, { controlId, resource, organizationalUnit, tags }: DecisionTarget): Coverage {
  const listed = (list: readonly string[] | undefined, name: string): boolean =>
    list === undefined || list.includes(name);
  const unit = organizationalUnit?.split('/').filter(Boolean);
  const inUnit = (path: string): boolean =>
    unit !== undefined &&
    path
      .split('/')
      .filter(Boolean)
      .every((name, index) => unit[index] === name);
  const inside =
    (listed(of.controls, controlId) || listed(of.controls, '*')) &&
    listed(of.accounts, resource.accountId) &&
    listed(of.regions, resource.region) &&
    listed(of.resourceTypes, resource.type) &&
    (of.organizationalUnits?.some(inUnit) ?? true) &&
    (of.arns?.some((pattern) => naivePattern(pattern, resource.arn)) ?? true);
  if (!inside) return 'outside';
  const asked = Object.entries(of.tags ?? {});
  if (asked.length > 0 && tags === undefined) return 'unknown';
  const has = asked.every(([name, values]) => {
    const value = Object.entries(tags ?? {}).find(([given]) => given === name)?.[1];
    return value !== undefined && (values.length === 0 || values.includes(value));
  });
  return has ? 'covered' : 'outside';
}

test('a scope covers what its members cover one by one', () => {
  fc.assert(
    fc.property(scope, target, (of, one) => {
      expect(covers(of, one)).toBe(naiveCoverage(of, one));
    }),
    { numRuns: 3_000 },
  );
});
