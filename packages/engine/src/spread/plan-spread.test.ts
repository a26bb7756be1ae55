import type { JsonObject, Spread } from '@trueup/core';
import { expect, test } from 'vitest';
import { PLACES, plan, TAG, values } from './planned-spread.ts';

test.each<[string, Spread, JsonObject, string]>([
  ['targets without a parameter', { targets: TAG.targets ?? [] }, {}, 'Targets need a TargetParameterName'],
  [
    'a value that the document refuses',
    values('NOT_ONE'),
    {},
    'Target NOT_ONE: Parameter "Bucket" has value "NOT_ONE"',
  ],
  ['a location whose document lacks a parameter', PLACES, {}, 'Parameter "Bucket" is required'],
  [
    'an account that the policy does not name',
    { targetLocations: [{ Accounts: ['333333333333'], Regions: ['eu-west-1'] }] },
    { Bucket: 'shared' },
    'Not in the policy: account 333333333333',
  ],
  [
    'more children than a spread can have',
    {
      targetLocations: Array.from({ length: 3 }, (_, place) => ({
        Accounts: Array.from({ length: 50 }, (_entry, index) => String(100_000_000_000 + place * 50 + index)),
        Regions: Array.from(
          { length: 50 },
          (_entry, index) => `eu-${'abcdefghij'[index % 10]}${'abcde'[Math.floor(index / 10)]}-1`,
        ),
      })),
    },
    { Bucket: 'shared' },
    'It is spread over 7500 accounts and regions, of at most 5000',
  ],
])('%s is refused at the start', (_what, wanted, supplied, detail) => {
  const planned = plan(wanted, supplied);
  expect(planned).toMatchObject({ kind: 'refused' });
  expect(planned.kind === 'refused' && planned.detail).toContain(detail);
});
