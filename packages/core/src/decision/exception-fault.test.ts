import { expect, test } from 'vitest';
import type { Exception } from './exception.ts';
import { exceptionFault } from './exception-fault.ts';

const NOW = '2026-01-01T00:00:00.000Z';

const exception = (members: Partial<Exception>): Exception => ({
  id: 'legacy-bucket',
  scope: { controls: ['S3.8'], arns: ['arn:aws:s3:::legacy'] },
  owner: 'team-web',
  approver: 'ann@example.com',
  justification: 'It is a public site.',
  createdAt: NOW,
  expiresAt: '2026-06-01T00:00:00.000Z',
  origin: 'person',
  createdBy: 'ben',
  ...members,
});

test.each<[what: string, Partial<Exception>]>([
  ['a resource', {}],
  ['an ARN pattern of any partition', { scope: { arns: ['arn:*:s3:::logs-*'] } }],
  ['every control in one account', { scope: { controls: ['*'], accounts: ['111111111111'] } }],
  ['a tag whatever its value', { scope: { tags: { legacy: [] } } }],
  ['an organizational unit', { scope: { organizationalUnits: ['/Sandbox'] } }],
  ['an account as a resource', { scope: { resourceTypes: ['AWS::::Account'] } }],
  ['the longest time', { expiresAt: '2027-01-02T00:00:00.000Z' }],
  ['no reminder before the last day', { remindDays: 0 }],
])('an exception may be for %s', (_what, members) => {
  expect(exceptionFault(exception(members), NOW)).toBeUndefined();
});

test.each<[field: string, what: string, Partial<Exception>]>([
  ['id', 'capital letters', { id: 'Legacy' }],
  ['id', 'nothing', { id: '' }],
  ['owner', 'blanks', { owner: '  ' }],
  ['owner', 'two lines', { owner: 'team\nweb' }],
  ['approver', 'nothing', { approver: '' }],
  ['justification', 'blanks', { justification: ' ' }],
  ['expiresAt', 'now', { expiresAt: NOW }],
  ['expiresAt', 'the past', { expiresAt: '2025-12-31T00:00:00.000Z' }],
  ['expiresAt', 'more than a year after it was placed', { expiresAt: '2027-01-02T00:00:00.001Z' }],
  ['remindDays', 'a part of a day', { remindDays: 0.5 }],
  ['scope', 'nothing', { scope: {} }],
  ['scope', 'every control everywhere', { scope: { controls: ['*'] } }],
  ['scope', 'every ARN', { scope: { arns: ['arn:*:*'] } }],
  ['scope', 'every ARN beside one', { scope: { arns: ['arn:aws:s3:::a', '*'] } }],
  ['scope.accounts', 'an empty list', { scope: { accounts: [] } }],
  ['scope.accounts[1]', 'eleven digits', { scope: { accounts: ['111111111111', '11111111111'] } }],
  ['scope.regions[0]', 'no region', { scope: { regions: ['Europe'] } }],
  ['scope.organizationalUnits[0]', 'no path', { scope: { organizationalUnits: ['Prod'] } }],
  ['scope.arns[0]', 'blanks', { scope: { arns: ['arn:aws:s3:::a b'] } }],
  ['scope.resourceTypes[0]', 'a short name', { scope: { resourceTypes: ['Bucket'] } }],
  ['scope.tags', 'no tag', { scope: { tags: {} } }],
  [
    'scope.tags',
    'a name of the language',
    { scope: { tags: JSON.parse('{"__proto__": []}') as Record<string, string[]> } },
  ],
])('%s may not be %s', (field, _what, members) => {
  expect(exceptionFault(exception(members), NOW)).toMatchObject({ field });
});

test('an exception that is extended counts from the day on which it was placed', () => {
  const extended = exception({ expiresAt: '2027-02-01T00:00:00.000Z' });
  expect(exceptionFault(extended, '2026-12-01T00:00:00.000Z')).toMatchObject({ field: 'expiresAt' });
});
