import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { httpClient, type Trueup } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import type { Actor } from '@trueup/core';
import { expect, onTestFinished, test } from 'vitest';
import { readAdminToken } from '../admin-token.ts';
import { serverLog } from '../server-log.ts';
import { startServer, type ServerOptions } from '../start-server.ts';
import { memoryAccess } from '../testing/memory-access.ts';
import { memoryChanges } from '../testing/memory-changes.ts';

interface Served {
  readonly address: string;
  readonly token: string;
  readonly trueup: Trueup;
  readonly logged: string[];
}

async function serve(
  change: (trueup: Trueup) => Partial<Trueup> = () => ({}),
  options: Partial<ServerOptions> = {},
): Promise<Served> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-streams-'));
  const logged: string[] = [];
  const log = serverLog({ destination: { write: (line) => void logged.push(line) } });
  const scripted = scriptedTrueup();
  const application = (actor: Actor): Trueup => {
    const trueup = scripted.application(actor);
    return { ...trueup, ...change(trueup) };
  };
  const server = await startServer({
    application,
    ready: async () => undefined,
    access: memoryAccess(),
    changes: memoryChanges(),
    port: 0,
    log,
    dataDir,
    ...options,
  });
  onTestFinished(async () => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const token = await readAdminToken(dataDir);
  return { address: server.address, token, trueup: httpClient({ baseUrl: server.address, token }), logged };
}

const encoder = new TextEncoder();

async function* lines(count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield encoder.encode(`{"Id":"tool/${index}"}\n`);
}

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text;
}

test('a body of any size is taken in, also one that no operation would take', async () => {
  const { trueup } = await serve();
  const large = async function* (): AsyncGenerator<Uint8Array> {
    yield* lines(3);
    for (let index = 0; index < 20; index += 1) yield encoder.encode(' '.repeat(1024 * 1024));
    yield encoder.encode('\n{"Title":"without an id"}\n');
  };
  expect(await trueup.importFindingStream({}, large())).toEqual({
    created: 3,
    updated: 0,
    unchanged: 0,
    rejected: [{ index: 3, field: 'Id', reason: 'must be a text' }],
    rejectedTotal: 1,
  });
});

test("a file of a browser is taken in as well, and another tool's content type", async () => {
  const { trueup, address, token } = await serve();
  expect(await trueup.importFindingStream({ format: 'asff' }, new Blob(['{"Id":"a/1"}\n']))).toMatchObject({
    created: 1,
  });
  for (const type of ['application/x-ndjson', 'application/json', 'text/plain']) {
    const answer = await fetch(`${address}/api/v1/findings/import/stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: `{"Id":"${type}"}`,
    });
    expect(await answer.json()).toMatchObject({ created: 1 });
  }
});

test('no body at all holds no findings', async () => {
  const { address, token } = await serve();
  const answer = await fetch(`${address}/api/v1/findings/import/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await answer.json()).toMatchObject({ created: 0, rejectedTotal: 0 });
});

test('an export is read as it comes', async () => {
  const { trueup } = await serve();
  const text = await textOf(await trueup.exportFindings({ format: 'asff', severities: ['HIGH'] }));
  expect(text.split('\n')).toHaveLength(6);
  expect(text).toMatch(/^asff\n\{"Id":"trueup\/f-0000000000000001"/);
});

test('an export is a file to a browser, named for what it is', async () => {
  const { address, token } = await serve();
  const answer = await fetch(`${address}/api/v1/findings/export?format=csv`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="findings.csv"');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('an answer that breaks off is not taken for the whole', async () => {
  const { trueup, logged } = await serve(() => ({
    exportFindings: async () =>
      (async function* () {
        yield encoder.encode('{"Findings": [\n');
        await pause(20);
        throw new Error('relation "finding" does not exist');
      })(),
  }));
  await expect(textOf(await trueup.exportFindings({ format: 'asff' }))).rejects.toMatchObject({ code: 'unavailable' });
  expect(logged.join('')).toContain('an answer broke off');
});

test('what cannot be read is the fault of its reader, and is told as such', async () => {
  const { trueup } = await serve();
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield* lines(1);
    throw new Error('EIO: the disk is gone');
  };
  await expect(trueup.importFindingStream({}, broken())).rejects.toThrow(/^EIO: the disk is gone$/);
});

test('whoever stops reading ends the answer too', async () => {
  let stopped = false;
  const { trueup } = await serve(() => ({
    exportFindings: async () =>
      (async function* () {
        try {
          for (;;) yield encoder.encode('x'.repeat(64 * 1024));
        } finally {
          stopped = true;
        }
      })(),
  }));
  for await (const piece of await trueup.exportFindings({ format: 'csv' })) if (piece.length > 0) break;
  await expect.poll(() => stopped).toBe(true);
});

test.each([
  ['GET', '/api/v1/findings/export?format=xml', 400],
  ['GET', '/api/v1/findings/export?format=csv&colour=red', 400],
  ['POST', '/api/v1/findings/import/stream?format=csv', 400],
])('%s %s is answered with a problem', async (method, path, status) => {
  const { address, token } = await serve();
  const answer = await fetch(`${address}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code: 'invalid', detail: expect.stringMatching(/format|colour/) });
});

test('what flows needs log-in as all else does', async () => {
  const { address } = await serve();
  const given = await fetch(`${address}/api/v1/findings/export?format=csv`);
  const taken = await fetch(`${address}/api/v1/findings/import/stream`, { method: 'POST', body: '{}' });
  expect([given.status, taken.status]).toEqual([401, 401]);
});

/** What the server does with a body that stops in the middle. */
async function stalled(path: string): Promise<'open' | 'closed'> {
  const { address, token } = await serve(undefined, { bodyTimeMs: 300 });
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const closed = new Promise<'closed'>((resolve) => socket.once('close', () => resolve('closed')).resume());
  socket.write(`POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n`);
  socket.write('content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"findings":[');
  return Promise.race([closed, pause(900).then((): 'open' => 'open')]);
}

test.concurrent.each([
  ['/api/v1/findings/import', 'closed'],
  ['/api/v1/findings/import/stream', 'open'],
] as const)(
  'a body of %s that stops in the middle leaves its connection %s when its time is over',
  async (path, expected) => {
    expect(await stalled(path)).toBe(expected);
  },
);

test('figures and records flow to those who are logged in, and to nobody else', async () => {
  const { address, token, trueup } = await serve(() => ({
    readMetrics: async () => lines(1),
    exportRecords: async () => lines(3),
  }));
  for (const path of ['/metrics', '/api/v1/records/export']) {
    expect((await fetch(`${address}${path}`)).status).toBe(401);
  }
  const scraped = await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(scraped.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await scraped.text()).toBe('{"Id":"tool/0"}\n');
  expect(await textOf(await trueup.exportRecords({ from: '2026-01-01T00:00:00Z' }))).toContain('tool/2');
  await expect(trueup.exportRecords({ from: 'yesterday' })).rejects.toMatchObject({ code: 'invalid' });
});
