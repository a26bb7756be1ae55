import { setTimeout as pause } from 'node:timers/promises';
import { httpClient, Problem, type Trueup } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import type { RecordAction } from '@trueup/core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { person, tokenOf } from '../testing/people.ts';
import { serveScripted } from '../testing/serve-scripted.ts';
import { newBootstrapSecret } from './bootstrap.ts';
import { logIn as attempts } from './log-in.ts';
import { hashPassword } from './password-hash.ts';

const PASSWORD = 'correct horse battery';
const HOUR_MS = 60 * 60 * 1000;
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
});

type Served = Awaited<ReturnType<typeof serveScripted>>;

async function serve(...given: Parameters<typeof serveScripted>): Promise<Served> {
  const served = await serveScripted(...given);
  onTestFinished(() => served.close());
  return served;
}

async function send(
  served: Served,
  path: string,
  init: { readonly json?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  const { json, headers } = init;
  return fetch(`${served.address}${path}`, {
    redirect: 'manual',
    ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

interface Browser {
  readonly cookie: string;
  readonly csrf: string;
}

async function logIn(served: Served, name: string, headers: Record<string, string> = {}): Promise<Browser> {
  const answer = await send(served, '/auth/login', { json: { name, password: PASSWORD }, headers });
  expect(answer.status).toBe(200);
  const { csrf } = (await answer.json()) as { readonly csrf: string };
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', csrf };
}

const recorded = (served: Served, action: RecordAction) =>
  served.access.records.filter((record) => record.action === action);

const errorOf = async (asking: Promise<unknown>): Promise<unknown> => asking.catch((error: unknown) => error);

const alice = { name: 'alice', grants: [{ role: 'operator' }, { role: 'approver' }] } as const;

test('a token lets its user in under his own name, whatever he says', async () => {
  const served = await serve();
  const token = await tokenOf(served.access, await person(served.access, alice));
  const trueup = httpClient({ baseUrl: served.address, token, actor: 'mallory' });
  const planned = await trueup.makePlan({ findingId: 'f-0000000000000001' });
  expect(planned).toMatchObject({ plan: { requestedBy: { kind: 'person', name: 'alice' } } });
  expect(await trueup.whoAmI({})).toEqual({ name: 'alice', via: 'token', grants: alice.grants });
});

test('two tokens of one user are one person: he does not approve his own plan', async () => {
  const served = await serve();
  const user = await person(served.access, alice);
  const [first, second] = [await tokenOf(served.access, user), await tokenOf(served.access, user)];
  const asking = httpClient({ baseUrl: served.address, token: first });
  const approving = httpClient({ baseUrl: served.address, token: second, actor: 'bob' });
  const planned = await asking.makePlan({ findingId: 'f-0000000000000002' });
  if (planned.kind !== 'planned') throw new Error('expected a plan');
  const { id, hash } = planned.plan;
  await expect(approving.decidePlan({ id, hash, verdict: 'approve' })).rejects.toMatchObject({ reason: 'same-person' });
});

test.each<[string, (served: Served, token: string) => Promise<void>]>([
  ['has expired', async ({ access }) => access.later(31 * 24 * HOUR_MS)],
  [
    'was revoked',
    async ({ access }) => {
      const [token] = await access.store.identities.tokens();
      if (token) await access.store.identities.saveToken({ ...token, revokedAt: access.clock.now() });
    },
  ],
  [
    'is of a user who is let in no more',
    async ({ access }) => {
      const [user] = await access.store.identities.users();
      if (user) await access.store.identities.saveUser({ ...user, disabledAt: access.clock.now() });
    },
  ],
])('a token that %s is refused', async (_what, spoil) => {
  const served = await serve();
  const token = await tokenOf(served.access, await person(served.access, alice));
  const trueup = httpClient({ baseUrl: served.address, token });
  await trueup.whoAmI({});
  await spoil(served, token);
  await expect(trueup.whoAmI({})).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(recorded(served, 'access.denied')).toHaveLength(1);
});

test('a token gives what it says, and its user may', async () => {
  const served = await serve();
  const user = await person(served.access, { name: 'root', grants: [{ role: 'admin' }] });
  const narrow = httpClient({
    baseUrl: served.address,
    token: await tokenOf(served.access, user, { grants: [{ role: 'viewer' }] }),
  });
  await narrow.listFindings({});
  await expect(narrow.makePlan({ findingId: 'f-0000000000000001' })).rejects.toMatchObject({ code: 'forbidden' });
  // It would be a way out of its own bounds.
  await expect(narrow.createToken({ name: 'wide', days: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  const greedy = httpClient({
    baseUrl: served.address,
    token: await tokenOf(served.access, await person(served.access, { name: 'eve', grants: [{ role: 'viewer' }] }), {
      grants: [{ role: 'admin' }],
    }),
  });
  await expect(greedy.makePlan({ findingId: 'f-0000000000000001' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('while there are no users the admin token speaks for whom it names, and from the first on for itself', async () => {
  const served = await serve();
  const trueup = httpClient({ baseUrl: served.address, token: served.adminToken, actor: 'alice' });
  expect(await trueup.whoAmI({})).toMatchObject({ name: 'alice', via: 'local-admin' });
  await person(served.access, alice);
  expect(await trueup.whoAmI({})).toMatchObject({ name: 'local-admin', via: 'local-admin' });
});

test('the bootstrap secret makes the first admin, once', async () => {
  const served = await serve();
  const secret = await newBootstrapSecret(served.access);
  expect(secret).toMatch(/^trueup_bootstrap_[\w-]{43}$/);
  expect(JSON.stringify(await served.access.store.identities.bootstrapHash())).not.toContain(secret);
  const ask = (given: object): Promise<Response> =>
    send(served, '/auth/bootstrap', { json: { secret, name: 'root', password: PASSWORD, ...given } });
  expect((await ask({ secret: 'trueup_bootstrap_x' })).status).toBe(401);
  expect((await ask({ password: 'short' })).status).toBe(400);
  expect((await ask({ name: 'local-admin' })).status).toBe(400);
  expect((await ask({ grants: [] })).status).toBe(400);
  expect((await ask({})).status).toBe(201);
  expect((await ask({ name: 'second' })).status).toBe(401);
  expect(await served.access.store.identities.users()).toMatchObject([{ name: 'root', grants: [{ role: 'admin' }] }]);
  expect(await newBootstrapSecret(served.access)).toBeUndefined();
  expect(served.logged.join('')).not.toContain(secret);
});

test('a session is opened, shown and ended', async () => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  const { cookie, csrf } = await logIn(served, 'alice');
  const shown = await send(served, '/auth/session', { headers: { cookie } });
  expect(await shown.json()).toMatchObject({ name: 'alice', csrf });
  const ended = await send(served, '/auth/logout', {
    json: {},
    headers: { cookie, 'x-trueup-csrf': csrf, origin: served.address },
  });
  expect(ended.status).toBe(200);
  expect(ended.headers.get('set-cookie')).toMatch(/trueup-session=;.*Expires=Thu, 01 Jan 1970/);
  expect((await send(served, '/auth/session', { headers: { cookie } })).status).toBe(401);
  expect(served.access.records.map(({ action }) => action)).toEqual(['login.succeeded', 'logout', 'access.denied']);
});

test('the cookie is kept from scripts and other sites, and its secret from the store', async () => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  const answer = await send(served, '/auth/login', { json: { name: 'alice', password: PASSWORD } });
  expect(answer.headers.get('set-cookie')).toMatch(/^trueup-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('behind a proxy that ends TLS the cookie is for TLS and this host alone', async () => {
  const served = await serve(scriptedTrueup(), { trustedProxies: ['127.0.0.1'] });
  await person(served.access, { ...alice, passwordHash });
  const answer = await send(served, '/auth/login', {
    json: { name: 'alice', password: PASSWORD },
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-trueup-session=.*; HttpOnly; Secure; SameSite=Lax$/);
});

test.each<[string, (browser: Browser, own: string) => Record<string, string>, boolean]>([
  ['with the token from its own page', ({ csrf }, own) => ({ 'x-trueup-csrf': csrf, origin: own }), true],
  ['as a browser says of itself', ({ csrf }) => ({ 'x-trueup-csrf': csrf, 'sec-fetch-site': 'same-origin' }), true],
  ['without the token', (_browser, own) => ({ origin: own }), false],
  ['with a wrong token', (_browser, own) => ({ 'x-trueup-csrf': 'guess', origin: own }), false],
  ['from another site', ({ csrf }) => ({ 'x-trueup-csrf': csrf, origin: 'https://evil.example' }), false],
  ['from a page of nowhere', ({ csrf }) => ({ 'x-trueup-csrf': csrf, origin: 'null' }), false],
  [
    'from a sister site',
    ({ csrf }, own) => ({ 'x-trueup-csrf': csrf, origin: own, 'sec-fetch-site': 'same-site' }),
    false,
  ],
  ['without saying where from', ({ csrf }) => ({ 'x-trueup-csrf': csrf }), false],
])('a change by session %s: allowed is %s', async (_what, headersOf, allowed) => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  const browser = await logIn(served, 'alice');
  const answer = await send(served, '/api/v1/plans', {
    json: { findingId: 'f-0000000000000001' },
    headers: { cookie: browser.cookie, ...headersOf(browser, served.address) },
  });
  expect(answer.status).toBe(allowed ? 200 : 403);
  expect(recorded(served, 'access.denied')).toHaveLength(allowed ? 0 : 1);
});

test('a cookie that was planted before the log-in is worth nothing after it', async () => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  const planted = `trueup-session=${'x'.repeat(43)}`;
  const { cookie } = await logIn(served, 'alice', { cookie: planted });
  expect(cookie).not.toBe(planted);
  expect((await send(served, '/auth/session', { headers: { cookie: planted } })).status).toBe(401);
  const again = await logIn(served, 'alice', { cookie });
  expect(again.cookie).not.toBe(cookie);
  expect((await send(served, '/auth/session', { headers: { cookie } })).status).toBe(401);
  expect((await send(served, '/auth/session', { headers: { cookie: again.cookie } })).status).toBe(200);
});

test.each([
  ['eight idle hours', [8.1], 401],
  ['a day, however busy', [7, 7, 7, 3.1], 401],
  ['seven hours', [7], 200],
])('after %s a session is %s', async (_what, hours, status) => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  const { cookie } = await logIn(served, 'alice');
  let last = 0;
  for (const each of hours) {
    served.access.later(each * HOUR_MS);
    last = (await send(served, '/auth/session', { headers: { cookie } })).status;
  }
  expect(last).toBe(status);
});

test('the session of a user who is let in no more ends at once', async () => {
  const served = await serve();
  const user = await person(served.access, { ...alice, passwordHash });
  const { cookie } = await logIn(served, 'alice');
  await served.access.store.identities.saveUser({ ...user, disabledAt: served.access.clock.now() });
  expect((await send(served, '/auth/session', { headers: { cookie } })).status).toBe(401);
  const again = await send(served, '/auth/login', { json: { name: 'alice', password: PASSWORD } });
  expect(again.status).toBe(401);
});

test('unknown names and wrong passwords are refused in the same words', async () => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  await person(served.access, { name: 'by-oidc-only', grants: [] });
  const answers = await Promise.all(
    ['alice', 'nobody', 'by-oidc-only'].map(async (name) => {
      const answer = await send(served, '/auth/login', { json: { name, password: 'wrong' } });
      return { status: answer.status, body: await answer.text() };
    }),
  );
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(answers[0]?.status).toBe(401);
});

test('after five failures a name is locked, also for the right password, and after a quarter of an hour no more', async () => {
  const served = await serve(scriptedTrueup(), { trustedProxies: ['127.0.0.1'] });
  await person(served.access, { ...alice, passwordHash });
  let address = 0;
  const attempt = async (password: string): Promise<number> => {
    address += 1;
    const headers = { 'x-forwarded-for': `192.0.2.${address}` };
    return (await send(served, '/auth/login', { json: { name: 'alice', password }, headers })).status;
  };
  for (let count = 0; count < 5; count += 1) expect(await attempt('wrong')).toBe(401);
  expect(await attempt(PASSWORD)).toBe(429);
  expect(await attempt(PASSWORD)).toBe(429);
  expect(recorded(served, 'login.failed')).toHaveLength(5);
  expect(recorded(served, 'login.locked')).toMatchObject([{ subject: { id: 'alice' }, detail: { by: 'name' } }]);
  served.access.later(15 * 60 * 1000 + 1);
  expect(await attempt(PASSWORD)).toBe(200);
});

test('guesses side by side, at several servers, are counted as those one after another', async () => {
  const { access } = await serve();
  await person(access, { ...alice, passwordHash });
  const servers = [attempts(access), attempts(access), attempts(access)];
  const guesses = servers.flatMap((attempt, server) =>
    [1, 2].map((guess) => errorOf(attempt({ name: 'alice', password: 'wrong', address: `192.0.2.${server}${guess}` }))),
  );
  const codes = (await Promise.all(guesses)).map((error) => (error instanceof Problem ? error.code : String(error)));
  expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(5);
  expect(codes.filter((code) => code === 'forbidden')).toHaveLength(1);
});

test('after five failures an address is locked, whichever names it tries', async () => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  for (let count = 0; count < 5; count += 1) {
    await send(served, '/auth/login', { json: { name: `name-${count}`, password: 'wrong' } });
  }
  expect((await send(served, '/auth/login', { json: { name: 'alice', password: PASSWORD } })).status).toBe(429);
});

test('an address asks for log-ins thirty times a minute, and no more', async () => {
  const served = await serve();
  const statuses: number[] = [];
  for (let count = 0; count < 31; count += 1) {
    statuses.push((await send(served, '/auth/login', { json: { bad: true } })).status);
  }
  expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 400));
  expect(statuses[30]).toBe(429);
});

test('a proxy that is not trusted says nothing about who it speaks for', async () => {
  const served = await serve(scriptedTrueup(), { trustedProxies: ['10.0.0.0/8'] });
  await send(served, '/auth/login', {
    json: { name: 'alice', password: 'wrong' },
    headers: { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' },
  });
  expect(recorded(served, 'login.failed')).toMatchObject([{ detail: { address: '127.0.0.1' } }]);
});

test('the admin token does not come through a proxy that nobody named', async () => {
  const served = await serve();
  const headers = { authorization: `Bearer ${served.adminToken}` };
  await person(served.access, alice);
  expect((await send(served, '/api/v1/me', { headers })).status).toBe(200);
  for (const name of ['x-forwarded-for', 'forwarded']) {
    const relayed = await send(served, '/api/v1/me', { headers: { ...headers, [name]: '127.0.0.1' } });
    expect(relayed.status).toBe(401);
  }
});

test('from the first user on the admin token is for its own machine', async () => {
  const served = await serve(scriptedTrueup(), { trustedProxies: ['127.0.0.1'] });
  await person(served.access, alice);
  const headers = { authorization: `Bearer ${served.adminToken}` };
  expect((await send(served, '/api/v1/me', { headers })).status).toBe(200);
  const away = await send(served, '/api/v1/me', { headers: { ...headers, 'x-forwarded-for': '192.0.2.1' } });
  expect(away.status).toBe(401);
});

test('denials are recorded once a minute for a person and an operation', async () => {
  const served = await serve();
  const viewer = await served.as('viewer', { role: 'viewer' });
  const refused = (trueup: Trueup) => errorOf(trueup.makePlan({ findingId: 'f-0000000000000001' }));
  for (let count = 0; count < 5; count += 1) await refused(viewer);
  await errorOf(viewer.cancelExecution({ id: 'x' }));
  expect(recorded(served, 'access.denied').map(({ detail }) => detail['operation'])).toEqual([
    'makePlan',
    'cancelExecution',
  ]);
  served.access.later(60_001);
  await refused(viewer);
  expect(recorded(served, 'access.denied').at(-1)).toMatchObject({ detail: { operation: 'makePlan', passedOver: 4 } });
});

test('members that nobody asked for are refused, and secrets are in no answer, record or log line', async () => {
  const served = await serve();
  await person(served.access, { ...alice, passwordHash });
  const extra = await send(served, '/auth/login', { json: { name: 'alice', password: PASSWORD, grants: ['admin'] } });
  expect(extra.status).toBe(400);
  expect(await extra.text()).not.toContain(PASSWORD);
  await logIn(served, 'alice');
  await pause(10);
  for (const said of [JSON.stringify(served.access.records), served.logged.join('')]) {
    expect(said).not.toContain(PASSWORD);
    expect(said).not.toContain(passwordHash);
  }
});
