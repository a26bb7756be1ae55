import { AUTH_PATHS, logInMethods, namedPerson, openedSession, sessionState } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import { expect, onTestFinished, test } from 'vitest';
import { person } from '../testing/people.ts';
import { serveScripted } from '../testing/serve-scripted.ts';
import { newBootstrapSecret } from './bootstrap.ts';

type Served = Awaited<ReturnType<typeof serveScripted>>;

async function serve(...given: Parameters<typeof serveScripted>): Promise<Served> {
  const served = await serveScripted(...given);
  onTestFinished(() => served.close());
  return served;
}

const methodsOf = async ({ address }: Served) => {
  const answer = await fetch(`${address}${AUTH_PATHS.methods}`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return logInMethods.parse(await answer.json());
};

test('anybody is told how one can log in, and whether the first user is still to be made', async () => {
  const served = await serve();
  expect(await methodsOf(served)).toEqual({ password: true, oidc: false, bootstrap: true });
  await person(served.access, { name: 'vera', grants: [] });
  expect(await methodsOf(served)).toEqual({ password: true, oidc: false, bootstrap: false });
});

test('where there is another issuer it is said', async () => {
  const url = new URL('https://issuer.example.com');
  const oidc = { issuer: url, clientId: 'trueup', clientSecret: 'secret', publicUrl: url };
  const served = await serve(scriptedTrueup(), { oidc });
  expect(await methodsOf(served)).toMatchObject({ password: true, oidc: true });
});

test('from the first user to his log-out, every answer is as the contract has it', async () => {
  const { address, access } = await serve();
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${address}${path}`, {
      method: 'POST',
      headers: { origin: address, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const secret = await newBootstrapSecret(access);
  const who = { name: 'ada', password: 'correct horse battery' };
  const made = await post(AUTH_PATHS.bootstrap, { secret, ...who });
  expect(namedPerson.parse(await made.json())).toEqual({ name: 'ada' });
  const opened = await post(AUTH_PATHS.logIn, who);
  const { csrf, expiresAt } = openedSession.parse(await opened.json());
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const session = await fetch(`${address}${AUTH_PATHS.session}`, { headers: { cookie } });
  expect(sessionState.parse(await session.json())).toEqual({
    name: 'ada',
    csrf,
    expiresAt,
    grants: [{ role: 'admin' }],
  });
  const gone = await post(AUTH_PATHS.logOut, {}, { cookie, 'x-trueup-csrf': csrf });
  expect(namedPerson.parse(await gone.json())).toEqual({ name: 'ada' });
});
