import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import type { User } from '@trueup/core';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openSession } from '../access/sessions.ts';
import { memoryChanges, type MemoryChanges } from '../testing/memory-changes.ts';
import { person, tokenOf } from '../testing/people.ts';
import { readEvents, type EventReader } from '../testing/read-events.ts';
import { serveScripted } from '../testing/serve-scripted.ts';
import { mountChanges } from './mount-changes.ts';

const BEAT_MS = 15_000;
// Only the heart beats by an interval; what goes over the network takes its own time.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

interface Served extends Awaited<ReturnType<typeof serveScripted>> {
  readonly changes: MemoryChanges;
  /** Opens a stream; the answer must be one. */
  watch(headers: Record<string, string>, query?: string): Promise<EventReader>;
}

async function serve(): Promise<Served> {
  const changes = memoryChanges();
  const served = await serveScripted(scriptedTrueup(), { changes });
  onTestFinished(() => served.close());
  return {
    ...served,
    changes,
    async watch(headers, query = '') {
      const answer = await fetch(`${served.address}/api/v1/changes${query}`, { headers });
      expect(answer.status).toBe(200);
      return readEvents(answer);
    },
  };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function viewer({ access }: Served, name = 'vera'): Promise<Record<string, string>> {
  return bearer(await tokenOf(access, await person(access, { name, grants: [{ role: 'viewer' }] })));
}

test('a stream begins with where the log stands, and topics come as things change', async () => {
  const served = await serve();
  served.changes.happened('scan', 'scan');
  const reader = await served.watch(await viewer(served));
  expect(await reader.next()).toEqual({ event: 'hello', id: '2', topics: [] });
  served.changes.happened('finding', 'plan', 'finding');
  expect(await reader.next()).toEqual({ event: 'message', id: '5', topics: ['finding', 'plan'] });
  served.changes.stepped();
  expect(await reader.next()).toEqual({ event: 'message', id: '5', topics: ['step'] });
});

test('nobody on the way keeps it or holds it back, and its connection ends with it', async () => {
  const served = await serve();
  const answer = await fetch(`${served.address}/api/v1/changes`, { headers: await viewer(served) });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'close',
  });
});

test('what happened between two streams is told at the begin of the second', async () => {
  const served = await serve();
  const headers = await viewer(served);
  const before = await served.watch(headers);
  const { id = '' } = (await before.next()) ?? {};
  await before.cancel();
  served.changes.happened('kill-switch', 'exception');
  const missed = { event: 'message', id: '2', topics: ['exception', 'kill-switch', 'step'] };
  expect(await (await served.watch({ ...headers, 'last-event-id': id })).next()).toEqual(missed);
  expect(await (await served.watch(headers, `?after=${id}`)).next()).toEqual(missed);
  // A browser that comes back names the address that it was first given, and what it has seen since.
  const later = await served.watch({ ...headers, 'last-event-id': '1' }, '?after=0');
  expect(await later.next()).toEqual({ event: 'message', id: '2', topics: ['exception', 'step'] });
});

test.each(['7', '-1', '1e3', 'x', '9'.repeat(400)])(
  'who comes back with the id %s is told of everything',
  async (id) => {
    const served = await serve();
    served.changes.happened('scan');
    const event = await (await served.watch({ ...(await viewer(served)), 'last-event-id': id })).next();
    expect(event?.id).toBe('1');
    expect(event?.topics).toEqual(expect.arrayContaining(['finding', 'plan', 'execution', 'user', 'step']));
  },
);

test.each(['after=x', 'after=-1', 'after=1.5', 'after=1&after=2', 'before=1'])(
  '?%s is answered with a problem',
  async (query) => {
    const served = await serve();
    const answer = await fetch(`${served.address}/api/v1/changes?${query}`, { headers: await viewer(served) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid' });
  },
);

test('whoever is not logged in, or has no role, gets no stream', async () => {
  const served = await serve();
  const nobody = bearer(await tokenOf(served.access, await person(served.access, { name: 'nobody', grants: [] })));
  const statuses = [{}, bearer('wrong'), nobody].map(
    async (headers) => (await fetch(`${served.address}/api/v1/changes`, { headers })).status,
  );
  expect(await Promise.all(statuses)).toEqual([401, 401, 403]);
});

test('a quiet stream is kept open by comments', async () => {
  const served = await serve();
  const reader = await served.watch(await viewer(served));
  await reader.next();
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  served.changes.happened('user');
  expect(await reader.next()).toMatchObject({ topics: ['user'] });
  expect(reader.comments()).toBe(2);
});

const HOUR_MS = 60 * 60 * 1000;
type Ends = (served: Served, user: User, headers: Readonly<Record<string, string>>) => Promise<unknown> | void;

test.each<[string, Ends]>([
  [
    'logs out',
    async ({ address }, _user, headers) => {
      const session = await fetch(`${address}/auth/session`, { headers });
      const { csrf } = (await session.json()) as { readonly csrf: string };
      const gone = await fetch(`${address}/auth/logout`, {
        method: 'POST',
        headers: { ...headers, origin: address, 'x-trueup-csrf': csrf },
      });
      expect(gone.status).toBe(200);
    },
  ],
  ['is idle for too long', ({ access }) => access.later(8 * HOUR_MS)],
  ['is disabled', ({ access }, user) => access.store.identities.saveUser({ ...user, disabledAt: access.clock.now() })],
  ['loses the last role', ({ access }, user) => access.store.identities.saveUser({ ...user, grants: [] })],
])('the stream of a session ends once its user %s', async (_how, ends) => {
  const served = await serve();
  const { access } = served;
  const user = await person(access, { name: 'vera', grants: [{ role: 'viewer' }] });
  const { secret } = await openSession(access, access.store, user);
  const headers = { cookie: `trueup-session=${secret}` };
  const reader = await served.watch(headers);
  await reader.next();
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  await ends(served, user, headers);
  const told = access.records.length;
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  expect(await reader.next()).toEqual({ event: 'ended', topics: [] });
  expect(await reader.next()).toBeUndefined();
  // Nobody asked for anything that he may not.
  expect(access.records).toHaveLength(told);
});

test('the stream of a token ends once the token is revoked', async () => {
  const served = await serve();
  const reader = await served.watch(await viewer(served));
  await reader.next();
  const [token] = await served.access.store.identities.tokens();
  if (!token) throw new Error('there is a token');
  await served.access.store.identities.saveToken({ ...token, revokedAt: served.access.clock.now() });
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  expect(await reader.next()).toMatchObject({ event: 'ended' });
});

test('a stream that is open does not keep a session from being idle', async () => {
  const served = await serve();
  const { access } = served;
  const user = await person(access, { name: 'vera', grants: [{ role: 'viewer' }] });
  const { secret } = await openSession(access, access.store, user);
  const headers = { cookie: `trueup-session=${secret}` };
  for (let hour = 0; hour < 7; hour += 1) {
    access.later(HOUR_MS);
    await (await served.watch(headers)).next();
  }
  access.later(HOUR_MS);
  expect((await fetch(`${served.address}/api/v1/changes`, { headers })).status).toBe(401);
});

test('where it cannot be told who may go on, nobody does', async () => {
  const served = await serve();
  const reader = await served.watch(await viewer(served));
  await reader.next();
  vi.spyOn(served.access.store.identities, 'user').mockRejectedValue(new Error('the store does not answer'));
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  expect(await reader.next()).toBeUndefined();
  expect(served.logged.join('')).toContain('it cannot be told whether a stream of changes may go on');
});

test('a server that stops ends its streams at once', async () => {
  const served = await serve();
  const headers = await viewer(served);
  const readers = await Promise.all([served.watch(headers), served.watch(headers)]);
  await Promise.all(readers.map((reader) => reader.next()));
  await served.close();
  expect(await Promise.all(readers.map((reader) => reader.next()))).toEqual([undefined, undefined]);
});

interface Bare {
  readonly app: FastifyInstance;
  readonly tells: ReadonlySet<(seq: number, topics: readonly 'finding'[]) => void>;
}

/** The route alone, for whoever the header names, on a feed that is told what to tell. */
async function bare(): Promise<Bare> {
  const tells = new Set<(seq: number, topics: readonly 'finding'[]) => void>();
  const app = Fastify({ forceCloseConnections: false });
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request) => {
    const name = String(request.headers['x-name']);
    request.principal = { actor: { kind: 'person', name }, via: 'token', grants: [] };
  });
  mountChanges(app, {
    stillMay: async () => true,
    feed: {
      async join(_after, told) {
        const tell = (seq: number, topics: readonly 'finding'[]): void => told({ seq, topics });
        tells.add(tell);
        tell(0, []);
        return () => void tells.delete(tell);
      },
      close: async () => undefined,
    },
  });
  onTestFinished(() => app.close());
  return { app, tells };
}

/** A reader on a connection of its own, and the server's end of that. */
async function connected(app: FastifyInstance): Promise<{ readonly reader: Socket; readonly served: Socket }> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const accepted = once(app.server, 'connection');
  const reader = connect(address.port, address.address);
  onTestFinished(() => void reader.destroy());
  reader.write('GET /api/v1/changes HTTP/1.1\r\nhost: localhost\r\nx-name: sam\r\n\r\n');
  const [served] = (await accepted) as [Socket];
  return { reader, served };
}

/** Tells of changes until nothing more is taken: the two ends of a connection hold some megabytes by themselves. */
async function stuck({ app, tells }: Bare): Promise<Socket> {
  const { reader, served } = await connected(app);
  reader.pause();
  await expect.poll(() => tells.size).toBe(1);
  for (let quiet = 0; quiet < 20;) {
    const before = served.bytesWritten - served.writableLength;
    for (let seq = 1; seq < 1_000; seq += 1) for (const tell of tells) tell(seq, ['finding']);
    await new Promise((resolve) => setTimeout(resolve, quiet));
    quiet = served.bytesWritten - served.writableLength > before ? 0 : quiet + 1;
  }
  return served;
}

test('a reader who does not read is cut off, and nothing piles up for him', async () => {
  const route = await bare();
  const served = await stuck(route);
  expect(served.writableLength).toBeLessThan(100_000);
  await vi.advanceTimersByTimeAsync(BEAT_MS);
  await expect.poll(() => [route.tells.size, served.destroyed]).toEqual([0, true]);
});

test('a reader who goes away is told nothing more', async () => {
  const { app, tells } = await bare();
  const { reader } = await connected(app);
  await expect.poll(() => tells.size).toBe(1);
  reader.destroy();
  await expect.poll(() => tells.size).toBe(0);
});

test('a server stops also while someone does not read', async () => {
  const route = await bare();
  const served = await stuck(route);
  await route.app.close();
  expect(served.destroyed).toBe(true);
});

async function statusFor(app: FastifyInstance, name: string): Promise<number> {
  const answer = await app.inject({ url: '/api/v1/changes', headers: { 'x-name': name }, payloadAsStream: true });
  return answer.statusCode;
}

test('a person has a hundred streams at most, a process a thousand, and no more', async () => {
  const { app, tells } = await bare();
  const names = Array.from({ length: 10 }, (_none, index) => `person-${index}`);
  for (const name of names) {
    const statuses = await Promise.all(Array.from({ length: 101 }, () => statusFor(app, name)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.filter((status) => status === 503)).toHaveLength(1);
  }
  expect(await statusFor(app, 'eve')).toBe(503);
  expect(tells.size).toBe(1_000);
});
