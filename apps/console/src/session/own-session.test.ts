import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentCsrf } from '../api/csrf.ts';
import { lostSession } from './lost-session.ts';
import { ownSession } from './own-session.ts';

interface Answer {
  readonly status: number;
  readonly body: object;
}
const sessionOf = (name: string, csrf: string): Answer => ({
  status: 200,
  body: { name, grants: [{ role: 'operator' }], csrf, expiresAt: '2026-01-02T00:00:00.000Z' },
});
const OVER: Answer = {
  status: 401,
  body: { type: 'urn:trueup:problem:unauthenticated', title: '', status: 401, detail: '', code: 'unauthenticated' },
};

let answer: Answer | 'away';
let queries: QueryClient;

/** What the gate does: it reads the session as its query. */
const read = () =>
  queries.fetchQuery({ queryKey: ownSession.key, queryFn: () => ownSession.read(queries), retry: false });

beforeEach(() => {
  vi.stubGlobal('fetch', async () => {
    if (answer === 'away') throw new TypeError('fetch failed');
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
  queries = new QueryClient();
  lostSession.set(false);
});
afterEach(() => vi.unstubAllGlobals());

test('before a log-in there is nobody, and nothing is lost', async () => {
  answer = OVER;
  expect(await read()).toBeNull();
  expect(lostSession.now()).toBe(false);
});

test('whoever was logged in stays when the session is over, and is asked to log in again', async () => {
  answer = sessionOf('ann', 'first');
  await read();
  queries.setQueryData(['listPlans', {}], 'read before');
  answer = OVER;
  expect((await read())?.name).toBe('ann');
  expect(lostSession.now()).toBe(true);
  answer = sessionOf('ann', 'second');
  await read();
  expect(lostSession.now()).toBe(false);
  expect(currentCsrf()).toBe('second');
  expect(queries.getQueryState(['listPlans', {}])).toMatchObject({ data: 'read before', isInvalidated: true });
});

test('the same session makes nothing stale', async () => {
  answer = sessionOf('ann', 'first');
  await read();
  queries.setQueryData(['listPlans', {}], 'read before');
  await read();
  expect(queries.getQueryState(['listPlans', {}])?.isInvalidated).toBe(false);
});

test('nothing that was read for one person is kept for another', async () => {
  answer = sessionOf('ann', 'first');
  await read();
  queries.setQueryData(['listPlans', {}], 'of ann');
  answer = sessionOf('ben', 'second');
  expect((await read())?.name).toBe('ben');
  expect(queries.getQueryData(['listPlans', {}])).toBeUndefined();
});

test('a server that is away has ended no session', async () => {
  answer = sessionOf('ann', 'first');
  await read();
  answer = 'away';
  await expect(read()).rejects.toThrow('the server did not answer');
  expect(await ownSession.goesOn(queries)).toBe(true);
});
