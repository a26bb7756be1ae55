import { accountId, type AccessKey, type AccountId, type Grant, type User } from '@trueup/core';
import { expect, test } from 'vitest';
import { memoryAccess } from '../testing/memory-access.ts';
import { person } from '../testing/people.ts';
import { admitKey } from './admit-key.ts';

const ACCOUNT = accountId('111111111111');
const ADMINISTRATOR = accountId('999999999999');
const administrator = async () => ADMINISTRATOR;
const places = [{ id: ACCOUNT, organizationalUnit: '/Prod' }];

function keyOf(user?: User, rest: Partial<AccessKey> = {}): AccessKey {
  return {
    accessKeyId: 'AKTU0000000000000000',
    name: user?.name ?? 'asserted',
    accountId: ACCOUNT,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...(user === undefined ? {} : { userId: user.id }),
    ...rest,
  };
}

test.each<[string, Grant, boolean]>([
  ['an operator', { role: 'operator' }, true],
  ['an admin', { role: 'admin' }, true],
  ['an operator of the account', { role: 'operator', accounts: [ACCOUNT] }, true],
  ['an operator of the unit', { role: 'operator', organizationalUnits: ['/Prod'] }, true],
  ['an operator of another account', { role: 'operator', accounts: ['222222222222'] }, false],
  ['a viewer', { role: 'viewer' }, false],
  ['an approver', { role: 'approver' }, false],
  ['an auditor', { role: 'auditor' }, false],
])('the key of %s works: %3$s', async (_who, grant, works) => {
  const access = memoryAccess({ places: async () => places });
  const user = await person(access, { name: 'alice', grants: [grant] });
  const verdict = await admitKey({ ...access, administrator })(keyOf(user), 'GetFindings');
  expect(verdict.kind).toBe(works ? 'admitted' : 'denied');
  expect(access.records.map(({ action }) => action)).toEqual(works ? [] : ['access.denied']);
});

test('a key that expired, or whose user is let in no more, works no more', async () => {
  const access = memoryAccess();
  const user = await person(access, { name: 'alice', grants: [{ role: 'operator' }] });
  const admits = admitKey({ ...access, administrator });
  expect(await admits(keyOf(user, { expiresAt: '2026-01-02T00:00:00.000Z' }), 'x')).toEqual({ kind: 'expired' });
  expect(access.records.map(({ action }) => action)).toEqual(['access.denied']);
  expect(await admits(keyOf(user, { expiresAt: '2999-01-01T00:00:00.000Z' }), 'x')).toEqual({ kind: 'admitted' });
  await access.store.identities.saveUser({ ...user, disabledAt: access.clock.now() });
  expect(await admits(keyOf(user), 'x')).toMatchObject({ kind: 'denied' });
});

test('a key under a name that nobody proved counts while there are no users', async () => {
  const access = memoryAccess();
  const admits = admitKey({ ...access, administrator });
  expect(await admits(keyOf(), 'x')).toEqual({ kind: 'admitted' });
  await person(access, { name: 'alice', grants: [] });
  expect(await admits(keyOf(), 'x')).toMatchObject({ kind: 'denied' });
});

test.each<[string, string, AccountId, boolean]>([
  ['GetFindings', 'of its account', ACCOUNT, true],
  ['BatchImportFindings', 'of its account', ACCOUNT, true],
  // Target locations, and documents that hold them, reach every account of the policy.
  ['StartAutomationExecution', 'of its account', ACCOUNT, false],
  ['PutTargets', 'of its account', ACCOUNT, false],
  // Policies name documents, and find them whoever made them.
  ['CreateDocument', 'of its account', ACCOUNT, false],
  ['PutEvents', 'of its account', ACCOUNT, false],
  ['SomethingNew', 'of its account', ACCOUNT, false],
  // The administrator's keys see every account.
  ['GetFindings', 'of the administrator’s account', ADMINISTRATOR, false],
])('%s with the key of an operator %s alone', async (operation, _whose, account, works) => {
  const access = memoryAccess({ places: async () => places });
  const admits = admitKey({ ...access, administrator });
  const scoped = await person(access, { name: 'alice', grants: [{ role: 'operator', accounts: [account] }] });
  const verdict = await admits(keyOf(scoped, { accountId: account }), operation);
  expect(verdict.kind).toBe(works ? 'admitted' : 'denied');
  const everywhere = await person(access, { name: 'bob', grants: [{ role: 'operator' }] });
  expect(await admits(keyOf(everywhere, { accountId: account }), operation)).toEqual({ kind: 'admitted' });
});
