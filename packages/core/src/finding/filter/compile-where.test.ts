import { describe, expect, test } from 'vitest';
import { compileWhere, type AskedWhere } from './compile-where.ts';

const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' }];
const low = { SeverityLabel: equals('LOW') };

describe('compileWhere', () => {
  test('each filter is compiled where it stands', () => {
    const asked: AskedWhere = {
      operator: 'or',
      groups: [
        { operator: 'and', filters: [low, { Title: [{ Value: 'x', Comparison: 'CONTAINS' }] }] },
        { operator: 'or', filters: [{ Region: equals('us-east-1'), AwsAccountId: equals('111122223333') }] },
      ],
    };
    expect(compileWhere(asked)).toMatchObject({
      operator: 'or',
      groups: [
        { operator: 'and', filters: [[{ field: 'SeverityLabel' }], [{ field: 'Title' }]] },
        { operator: 'or', filters: [[{ field: 'Region' }, { field: 'AwsAccountId' }]] },
      ],
    });
  });

  test('without groups nothing is asked', () => {
    expect(compileWhere({ operator: 'and', groups: [] })).toEqual({ operator: 'and', groups: [] });
  });

  test.each([
    [{ SeverityLable: equals('LOW') }, 'groups[1].filters[1].SeverityLable', /did you mean SeverityLabel/],
    [{ SeverityLabel: equals('') }, 'groups[1].filters[1].SeverityLabel[0].Value', /must not be blank/],
    [
      { Title: [{ Value: 'x', Comparison: 'LIKE' }] },
      'groups[1].filters[1].Title[0].Comparison',
      /must be one of EQUALS, PREFIX, CONTAINS/,
    ],
    [
      Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`Field${at}`, equals('x')])),
      'groups[1].filters[1]',
      /at most 10 fields/,
    ],
    [{}, 'groups[1].filters[1]', /must have a condition/],
    [{ SeverityLabel: [] }, 'groups[1].filters[1]', /must have a condition/],
  ])('of %j the place and the reason are told', (filter, field, reason) => {
    const groups: AskedWhere['groups'] = [
      { operator: 'or', filters: [low] },
      { operator: 'or', filters: [low, filter] },
    ];
    expect(compileWhere({ operator: 'and', groups })).toEqual({
      kind: 'invalid',
      field,
      reason: expect.stringMatching(reason),
    });
  });

  test('a group without filters is refused: nobody knows whether it means all or nothing', () => {
    expect(compileWhere({ operator: 'and', groups: [{ operator: 'or', filters: [] }] })).toEqual({
      kind: 'invalid',
      field: 'groups[0]',
      reason: 'must have a filter',
    });
  });
});
