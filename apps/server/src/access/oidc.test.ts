import { oidcStartAt } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import type { Grant } from '@trueup/core';
import { CLIENT, oidcIssuer } from '@trueup/testing/oidc';
import { expect, onTestFinished, test } from 'vitest';
import { person } from '../testing/people.ts';
import { serveScripted } from '../testing/serve-scripted.ts';
import { oidcSettings, type OidcSettings } from './oidc-settings.ts';

type Claims = Readonly<Record<string, unknown>>;
const verified: Claims = { email: 'alice@example.com', email_verified: true };

async function world(claims: Claims = verified, groups?: OidcSettings['groups']) {
  const publicUrl = new URL('http://127.0.0.1:4747');
  const issuer = await oidcIssuer(
    () => new URL('/auth/oidc/callback', publicUrl).href,
    () => claims,
  );
  onTestFinished(() => issuer.close());
  const served = await serveScripted(scriptedTrueup(), {
    oidc: {
      issuer: new URL(issuer.issuer),
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      publicUrl,
      ...(groups === undefined ? {} : { groups }),
    },
  });
  onTestFinished(() => served.close());
  const start = async (to = '/'): Promise<{ readonly cookie: string; readonly target: string }> => {
    const answer = await fetch(`${served.address}${oidcStartAt(to)}`, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    return {
      cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
      target: answer.headers.get('location') ?? '',
    };
  };
  /** The way back: the public address is this server. */
  const back = (at: URL, cookie: string, accept = '*/*'): Promise<Response> =>
    fetch(`${served.address}${at.pathname}${at.search}`, { redirect: 'manual', headers: { cookie, accept } });
  const logIn = async (account = 'subject-1'): Promise<Response> => {
    const { cookie, target } = await start();
    return back(await issuer.logIn(target, account), cookie);
  };
  return { issuer, served, start, back, logIn };
}

const sessionOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('trueup-session='))
    ?.split(';')[0] ?? '';

test('a person whom the issuer names is let in, and known by his subject from then on', async () => {
  const { served, logIn } = await world();
  await person(served.access, { name: 'alice', grants: [{ role: 'viewer' }], email: 'Alice@example.com' });
  const answer = await logIn();
  expect(answer.status).toBe(303);
  const shown = await fetch(`${served.address}/auth/session`, { headers: { cookie: sessionOf(answer) } });
  expect(await shown.json()).toMatchObject({ name: 'alice', grants: [{ role: 'viewer' }] });
  const [alice] = await served.access.store.identities.users();
  expect(alice?.oidc?.subject).toBe('subject-1');
  // Another subject with the same address is somebody else.
  expect((await logIn('subject-2')).status).toBe(403);
  expect(served.access.records.map(({ action }) => action)).toEqual([
    'user.changed',
    'login.succeeded',
    'login.failed',
  ]);
});

test.each<[string, Claims]>([
  ['an address that nobody verified', { email: 'alice@example.com', email_verified: false }],
  ['an address of nobody here', { email: 'mallory@example.com', email_verified: true }],
  ['no address', {}],
])('%s lets nobody in', async (_what, claims) => {
  const { served, logIn } = await world(claims);
  await person(served.access, { name: 'alice', grants: [], email: 'alice@example.com' });
  const answer = await logIn();
  expect(answer.status).toBe(403);
  expect(sessionOf(answer)).toBe('');
});

test('a disabled user stays out', async () => {
  const { served, logIn } = await world();
  await person(served.access, {
    name: 'alice',
    grants: [],
    email: 'alice@example.com',
    disabledAt: served.access.clock.now(),
  });
  expect((await logIn()).status).toBe(403);
});

test('groups of the issuer give grants at each log-in, and others nothing', async () => {
  const operator: Grant = { role: 'operator', accounts: ['111111111111'] };
  const groups = { ops: [operator], auditors: [{ role: 'auditor' }] } as const;
  const { served, logIn } = await world({ ...verified, groups: ['ops', 'constructor', 7] }, groups);
  await person(served.access, { name: 'alice', grants: [{ role: 'viewer' }], email: 'alice@example.com' });
  expect((await logIn()).status).toBe(303);
  const [alice] = await served.access.store.identities.users();
  expect(alice?.grants).toEqual([operator]);
});

test('the way back counts once, for the browser that left, and as it left', async () => {
  const { issuer, served, start, back } = await world();
  await person(served.access, { name: 'alice', grants: [], email: 'alice@example.com' });
  const first = await start();
  const at = await issuer.logIn(first.target, 'subject-1');
  const other = await start();
  // The browser of a victim, led to the way back of an attacker.
  expect((await back(at, '')).status).toBe(401);
  expect((await back(at, other.cookie)).status).toBe(401);
  const forging = await start();
  const forged = await issuer.logIn(forging.target, 'subject-1');
  forged.searchParams.set('state', 'forged');
  expect((await back(forged, forging.cookie)).status).toBe(401);
  expect((await back(at, first.cookie)).status).toBe(303);
  expect((await back(at, first.cookie)).status).toBe(401);
});

test('the way ends on the page of the console where it began', async () => {
  const { issuer, served, start, back } = await world();
  await person(served.access, { name: 'alice', grants: [], email: 'alice@example.com' });
  const to = '/executions/e-1?tab=journal&q=a%26b#step-2';
  const { cookie, target } = await start(to);
  const answer = await back(await issuer.logIn(target, 'subject-1'), cookie);
  expect(answer.headers.get('location')).toBe(to);
});

test.each<[string, string]>([
  ['another site', 'https://evil.example'],
  ['another host', '//evil.example'],
  ['a host behind a backslash', '/\\evil.example'],
  ['a host behind a dot', '/.//evil.example'],
  ['no path', 'findings'],
  ['nothing', ''],
  ['a path without end', `/${'a'.repeat(4_000)}`],
])('it does not end at %s', async (_what, to) => {
  const { served } = await world();
  const answer = await fetch(`${served.address}${oidcStartAt(to)}`, { redirect: 'manual' });
  expect(await answer.json()).toMatchObject({ status: 400, detail: expect.stringMatching(/^to: expected a path/) });
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('a browser whose way fails is led to the log-in page with the kind of failure; a program gets the problem', async () => {
  const { issuer, start, back } = await world();
  const stranger = await start('/findings');
  const at = await issuer.logIn(stranger.target, 'subject-1');
  const page = 'text/html,application/xhtml+xml';
  const refused = await back(at, stranger.cookie, page);
  expect([refused.status, refused.headers.get('location')]).toEqual([303, '/?log-in-failed=forbidden']);
  const again = await back(at, stranger.cookie, page);
  expect(again.headers.get('location')).toBe('/?log-in-failed=unauthenticated');
  expect(await (await back(at, stranger.cookie)).json()).toMatchObject({ code: 'unauthenticated' });
});

test('the log-in asks for a code with PKCE, state and nonce', async () => {
  const { start } = await world();
  const { searchParams } = new URL((await start()).target);
  expect(searchParams.get('response_type')).toBe('code');
  expect(searchParams.get('code_challenge_method')).toBe('S256');
  for (const name of ['code_challenge', 'state', 'nonce']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
});

test.each<[NodeJS.ProcessEnv, RegExp]>([
  [{ TRUEUP_OIDC_ISSUER: 'http://idp.example.com' }, /TRUEUP_OIDC_ISSUER: expected https/],
  [{ TRUEUP_OIDC_ISSUER: 'nowhere' }, /TRUEUP_OIDC_ISSUER: expected a URL/],
  [{ TRUEUP_OIDC_ISSUER: 'https://idp.example.com' }, /TRUEUP_OIDC_CLIENT_ID goes with/],
  [
    { TRUEUP_OIDC_ISSUER: 'https://i.example', TRUEUP_OIDC_CLIENT_ID: 'a', TRUEUP_OIDC_CLIENT_SECRET: 'b' },
    /TRUEUP_PUBLIC_URL goes with/,
  ],
  [{ TRUEUP_OIDC_ISSUER: 'https://i.example', TRUEUP_OIDC_GROUPS: '{"ops":[{"role":"root"}]}' }, /TRUEUP_OIDC_/],
])('settings that are half or unsafe are refused: %j', async (environment, message) => {
  await expect(oidcSettings(environment)).rejects.toThrow(message);
});

test('without an issuer there is no log-in by one', async () => {
  expect(await oidcSettings({})).toBeUndefined();
});
