import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers } from './covers.ts';
import type { Exception } from './exception.ts';
import { exceptionIndex } from './exception-index.ts';
import { exception, minutes, NOW, RESOURCE, TARGET, UNTAGGED } from './testing/sample-decision.ts';

const OTHER = { ...TARGET, resource: { ...RESOURCE, arn: 'arn:aws:s3:::other' as typeof RESOURCE.arn } };

test.each<[string, Partial<Exception>, string | undefined]>([
  ['by its ARN', {}, 'found'],
  ['by a pattern of ARNs', { scope: { arns: ['arn:aws:s3:::buck*'] } }, 'found'],
  ['by its account', { scope: { accounts: [RESOURCE.accountId] } }, 'found'],
  ['by its control', { scope: { controls: ['S3.8'] } }, 'found'],
  ['by every control', { scope: { controls: ['*'], accounts: [RESOURCE.accountId] } }, 'found'],
  ['by its organizational unit', { scope: { organizationalUnits: ['/Prod/Payments'] } }, 'found'],
  ['by a unit above it', { scope: { organizationalUnits: ['/Prod'] } }, 'found'],
  ['by a tag', { scope: { tags: { env: ['prod'] } } }, 'found'],
  ['not once it has expired', { expiresAt: NOW }, undefined],
  ['not for another account', { scope: { accounts: ['9'] } }, undefined],
  ['not where one member of several is another', { scope: { controls: ['S3.8'], accounts: ['9'] } }, undefined],
])('an exception is found %s', (_name, change, expected) => {
  const found = exceptionIndex([exception({ id: 'found', ...change })])(TARGET, NOW);
  expect(found.found?.id).toBe(expected);
  expect(found.unknown).toBeUndefined();
});

test('one that hangs on unread tags is told apart', () => {
  const look = exceptionIndex([exception({ id: 'tagged', scope: { tags: { env: [] } } }), exception({ id: 'sure' })]);
  expect(look(UNTAGGED, NOW)).toMatchObject({ found: { id: 'sure' }, unknown: { id: 'tagged' } });
  expect(look({ ...OTHER, tags: {} }, NOW)).toEqual({});
});

test('of several, one that binds people and then the longest is found', () => {
  const all = [
    exception({ id: 'gave-up', origin: 'attempts', expiresAt: minutes(900) }),
    exception({ id: 'short', expiresAt: minutes(10) }),
    exception({ id: 'long', expiresAt: minutes(100), scope: { controls: ['S3.8'] } }),
  ];
  expect(exceptionIndex(all)(TARGET, NOW).found?.id).toBe('long');
  expect(exceptionIndex(all.toReversed())(TARGET, NOW).found?.id).toBe('long');
  expect(exceptionIndex(all.slice(0, 1))(TARGET, NOW).found?.id).toBe('gave-up');
});

const { organizationalUnit: _unit, ...NOWHERE } = TARGET;
const TARGETS = [TARGET, UNTAGGED, OTHER, NOWHERE, { ...TARGET, tags: { env: 'x', team: 'a' } }];

const some = (...all: string[]): fc.Arbitrary<string[]> => fc.subarray(all, { minLength: 1 });
const anyException = fc
  .record({
    scope: fc.record(
      {
        arns: some(RESOURCE.arn, 'arn:aws:s3:::other', 'arn:aws:s3:::b*', '*'),
        accounts: some(RESOURCE.accountId, '9'),
        controls: some('S3.8', 'S3.1', '*'),
        tags: fc.constantFrom({ env: ['prod'] }, { env: ['test', 'x'] }, { env: [], team: [] }, { team: ['a'] }, {}),
        organizationalUnits: some('/', '/Prod', '/Prod/', '/Prod/Payments', '/Prod/Pay', '/Test'),
        regions: some('eu-west-1', 'us-east-1'),
      },
      { requiredKeys: [] },
    ),
    expiresAt: fc.integer({ min: -2, max: 5 }).map(minutes),
    origin: fc.constantFrom('person' as const, 'attempts' as const),
  })
  .map((change) => exception(change as Partial<Exception>));

test('the index finds one where looking at each does', () => {
  fc.assert(
    fc.property(fc.array(anyException, { maxLength: 8 }), fc.constantFrom(...TARGETS), (all, target) => {
      const { found, unknown } = exceptionIndex(all)(target, NOW);
      const live = all.filter(({ expiresAt }) => expiresAt > NOW);
      const [sure, unsure] = (['covered', 'unknown'] as const).map((coverage) =>
        live.filter(({ scope }) => covers(scope, target) === coverage),
      );
      expect(found === undefined).toBe(sure?.length === 0);
      expect(unknown === undefined).toBe(unsure?.length === 0);
      expect(sure?.some(({ origin }) => origin === 'person') ?? false).toBe(found?.origin === 'person');
    }),
    { numRuns: 3_000 },
  );
});
