import { Readable } from 'node:stream';
import { httpClient } from '@trueup/api-contract';
import { expect, onTestFinished, test } from 'vitest';
import { withStdin } from './testing/with-stdin.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';

const { served } = servedUntil(onTestFinished);

test('a person is let in, changed, shut out and let in again', async () => {
  const { trueup } = await served();
  expectSaid(await trueup('users', 'list'), 0, 'No users');
  const made = await trueup('users', 'create', 'bob', '--role', 'operator@111111111111,/Prod', '--role', 'viewer');
  expectSaid(made, 0, 'operator@111111111111,/Prod viewer');
  expectSaid(await trueup('users', 'update', 'bob', '--role', 'approver'), 0, 'approver');
  expectSaid(await trueup('users', 'disable', 'bob'), 0, 'bob is let in no more.');
  expectSaid(await trueup('users', 'list'), 0, 'disabled');
  expectSaid(await trueup('users', 'enable', 'bob'), 0, 'bob is let in again.');
});

test('grants stand in the result as the API has them', async () => {
  const { trueup, address, token } = await served();
  await trueup('users', 'create', 'bob', '--role', 'auditor@/Prod/Payments,222222222222');
  const { items } = await httpClient({ baseUrl: address, token }).listUsers({});
  expect(items[0]?.grants).toEqual([
    { role: 'auditor', accounts: ['222222222222'], organizationalUnits: ['/Prod/Payments'] },
  ]);
});

test.each([
  [['--role', 'root'], /expected one of viewer, operator/],
  [['--role', 'viewer@prod'], /expected accounts of 12 digits and units/],
  [['--role', 'viewer@'], /expected accounts of 12 digits and units/],
  [['--oidc-issuer', 'https://idp.example.com'], /--oidc-issuer and --oidc-subject go together/],
  [['--password'], /Nobody is here to type it/],
])('users create with %j is refused', async (options, message) => {
  const { trueup } = await served();
  expectRefused(await trueup('users', 'create', 'bob', ...options), message);
});

test('a password comes from standard input and is shown nowhere', async () => {
  const { trueup } = await served();
  const made = await withStdin(Readable.from(['correct horse battery\n']), () =>
    trueup('users', 'create', 'bob', '--password-stdin'),
  );
  expectSaid(made, 0, 'password');
  expect(made.stdout + made.stderr).not.toContain('correct horse');
});

test('whoever has no way in yet is shown how he gets one', async () => {
  const { trueup } = await served();
  expectSaid(await trueup('users', 'create', 'carol'), 0, 'no log-in yet');
  expectSaid(await trueup('users', 'create', 'dora'), 0, 'trueup users update dora --password');
});

test('a token is made for some days, listed without its secret, and revoked', async () => {
  const { trueup } = await served();
  const made = await trueup('tokens', 'create', 'ci', '--days', '30', '--role', 'viewer');
  expectSaid(made, 0, 'The secret is not shown again.');
  const listed = await trueup('tokens', 'list');
  expectSaid(listed, 0, 'viewer');
  expect(listed.stdout).not.toContain('trueup_pat_');
  expectSaid(await trueup('tokens', 'revoke', 'token-1'), 0, 'Token ci is accepted no more.');
  expectRefused(await trueup('tokens', 'create', 'ci', '--days', '400'), /days/);
});

test('whoami tells the name and how one came in', async () => {
  const { trueup } = await served();
  expectSaid(await trueup('whoami'), 0, 'local-admin');
});

test.each([
  [['login', 'bob', '--password-stdin'], /name the server with --server/],
  [['login', 'bob', '--password-stdin', '--server', 'http://trueup.example.com'], /does not go to .* unencrypted/],
  [['login', 'bob', '--password-stdin', '--server', 'http://127.trueup.example'], /does not go to .* unencrypted/],
])('%j is refused', async (args, message) => {
  const { trueup } = await served();
  expectRefused(await trueup(...args), message);
});
