import type { JsonObject } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { criteriaOf, tokensOf, type CriteriaToken } from './criteria-tokens.ts';

const is = (Value: string, Comparison = 'EQUALS') => ({ Value, Comparison });

describe('criteria and conditions', () => {
  test.each<[JsonObject, readonly CriteriaToken[]]>([
    [{}, []],
    [
      { Title: [is('a'), is('b')] },
      [
        { propertyKey: 'Title', operator: '=', value: 'a' },
        { propertyKey: 'Title', operator: '=', value: 'b' },
      ],
    ],
    [{ Title: [is('a', 'CONTAINS')] }, [{ propertyKey: 'Title', operator: ':', value: 'a' }]],
    [
      { ResourceId: [is('arn:x', 'PREFIX_NOT_EQUALS')] },
      [{ propertyKey: 'ResourceId', operator: '!^', value: 'arn:x' }],
    ],
    [
      { SeverityLabel: [is('LOW'), is('HIGH')] },
      [{ propertyKey: 'SeverityLabel', operator: '=', value: ['LOW', 'HIGH'] }],
    ],
    [
      { Confidence: [{ Gte: 5, Lt: 50 }] },
      [
        { propertyKey: 'Confidence', operator: '>=', value: '5' },
        { propertyKey: 'Confidence', operator: '<', value: '50' },
      ],
    ],
    [
      { Confidence: [{ Eq: 5 }, { Eq: 6 }] },
      [
        { propertyKey: 'Confidence', operator: '=', value: '5' },
        { propertyKey: 'Confidence', operator: '=', value: '6' },
      ],
    ],
    [
      { CreatedAt: [{ DateRange: { Value: 7, Unit: 'DAYS', Comparison: 'WITHIN' } }] },
      [{ propertyKey: 'CreatedAt', operator: '>=', value: '7d' }],
    ],
    [
      { UpdatedAt: [{ DateRange: { Value: 30, Unit: 'DAYS', Comparison: 'OLDER_THAN' } }] },
      [{ propertyKey: 'UpdatedAt', operator: '<', value: '30d' }],
    ],
    [
      { CreatedAt: [{ Start: '2026-01-01T00:00:00.000Z', End: '2026-02-01T00:00:00.000Z' }] },
      [
        { propertyKey: 'CreatedAt', operator: '>=', value: '2026-01-01T00:00:00.000Z' },
        { propertyKey: 'CreatedAt', operator: '<=', value: '2026-02-01T00:00:00.000Z' },
      ],
    ],
    [
      { ResourceTags: [{ Key: 'stage', Value: 'a=b', Comparison: 'NOT_EQUALS' }] },
      [{ propertyKey: 'ResourceTags', operator: '!=', value: 'stage=a=b' }],
    ],
  ])('%j reads and writes', (criteria, tokens) => {
    expect(tokensOf(criteria)).toEqual(tokens);
    expect(criteriaOf(tokens)).toEqual(criteria);
  });

  test.each<[JsonObject]>([
    [{ Region: [is('eu-west-1')] }],
    [{ Title: 'x' }],
    [{ Title: [is('x', 'LIKE')] }],
    [{ Title: [{ Value: 'x', Comparison: 'EQUALS', More: true }] }],
    [{ Confidence: [{ Gte: 1, Lte: 5 }, { Eq: 9 }] }],
    [{ CreatedAt: [{ DateRange: { Value: 7, Unit: 'DAYS' } }] }],
    [{ Title: [] }],
  ])('%j can be written as JSON alone', (criteria) => {
    expect(tokensOf(criteria)).toBeUndefined();
  });

  test.each<[CriteriaToken]>([
    [{ propertyKey: 'Title', operator: '=', value: ' ' }],
    [{ propertyKey: 'Title', operator: '>=', value: 'x' }],
    [{ propertyKey: 'Confidence', operator: '=', value: 'high' }],
    [{ propertyKey: 'CreatedAt', operator: '>=', value: 'yesterday' }],
    [{ propertyKey: 'CreatedAt', operator: '<', value: '2026-01-01' }],
    [{ propertyKey: 'CreatedAt', operator: '<=', value: '7d' }],
    [{ propertyKey: 'ResourceTags', operator: '=', value: 'stage' }],
  ])('%j says nothing', (token) => {
    expect(criteriaOf([token])).toEqual({});
  });
});
