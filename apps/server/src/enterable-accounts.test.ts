import { expect, test } from 'vitest';
import { accountId, type Policy } from '@trueup/core';
import { enterableAccounts } from './enterable-accounts.ts';

const LISTED = accountId('111122223333');
const OWN = accountId('444455556666');

test('without a policy the account of the own credentials is entered, and no longer once there is one', async () => {
  let policy = { accounts: [{ id: LISTED, name: 'listed' }] } as unknown as Policy | undefined;
  const source = { readIfThere: () => Promise.resolve(policy), last: () => policy };
  const accounts = enterableAccounts(source, () => Promise.resolve({ accountId: OWN, arn: 'arn' } as never));
  expect(await accounts.read()).toEqual([LISTED]);
  expect(accounts.accountOf(LISTED)).toBeDefined();
  policy = undefined;
  expect(await accounts.read()).toEqual([OWN]);
  expect(accounts.accountOf(LISTED)).toBeUndefined();
  expect(accounts.accountOf(OWN)).toEqual({});
});
