import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN_FINDINGS, OVERDUE_FINDINGS, queryOf, type FindingQuery } from './finding-view.ts';
import { findingQueryOf, isSameQuery, propertyQueryOf, rebased, withToken } from './property-query.ts';

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

const NOTHING: FindingQuery = { operation: 'and', groups: [] };
const ofRegion = (value: string) => ({ propertyKey: 'Region', operator: '=', value });
const withRegions = (regions: readonly string[], query = NOTHING): FindingQuery =>
  regions.reduce((narrowed, region) => withToken(narrowed, ofRegion(region)), query);
const regions = fc.uniqueArray(fc.stringMatching(/^[a-z]{2}-[a-z]{4}-[1-9]$/), { maxLength: 6 });

test('what is entered before the filter is drawn again is added to what was entered before', () => {
  fc.assert(
    fc.property(regions, (all) => {
      const drawn = OPEN_FINDINGS;
      const entered = all.map((region) => withToken(drawn, ofRegion(region)));
      const now = entered.reduce((filter, to) => rebased(filter, { from: drawn, to }), drawn);
      expect(now).toEqual(withRegions(all, drawn));
    }),
  );
});

test('what is taken away before the filter is drawn again leaves what was entered meanwhile', () => {
  const drawn = withRegions(['us-east-1', 'eu-west-1']);
  const now = withToken(drawn, ofRegion('ap-south-1'));
  const to = withRegions(['eu-west-1']);
  expect(rebased(now, { from: drawn, to })).toEqual(withRegions(['eu-west-1', 'ap-south-1']));
  expect(rebased(now, { from: drawn, to: NOTHING })).toEqual(NOTHING);
  expect(rebased(now, { from: drawn, to: { ...drawn, operation: 'or' } }).operation).toBe('or');
});

test('a filter that nobody changed meanwhile becomes what is wanted', () => {
  fc.assert(
    fc.property(regions, regions, (before, after) => {
      const drawn = withRegions(before);
      expect(rebased(drawn, { from: drawn, to: withRegions(after) })).toEqual(withRegions(after));
    }),
  );
});

test('a token that is known is the one that the component adds', () => {
  const narrowed = withToken(OPEN_FINDINGS, { propertyKey: 'SeverityLabel', operator: '=', value: 'HIGH' });
  const wanted = queryOf({ WorkflowStatus: ['NEW', 'NOTIFIED'], RecordState: ['ACTIVE'], SeverityLabel: ['HIGH'] });
  expect(isSameQuery(narrowed, wanted)).toBe(true);
  expect(withToken(OVERDUE_FINDINGS, ofRegion('us-east-1')).overdue).toBe(true);
});

test('what is joined by or stays so, and one token alone is joined with nothing', () => {
  const either = (...names: readonly string[]): FindingQuery => ({ ...withRegions(names), operation: 'or' });
  const drawn = either('us-east-1', 'eu-west-1');
  const now = withToken(drawn, ofRegion('ap-south-1'));
  expect(rebased(now, { from: drawn, to: withRegions(['us-east-1']) })).toEqual(either('us-east-1', 'ap-south-1'));
  const left = rebased(withRegions(['eu-west-1', 'ap-south-1']), { from: now, to: either('us-east-1', 'ap-south-1') });
  expect(left).toEqual(withRegions(['ap-south-1']));
});
