import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpClient, type Trueup } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import type { Actor } from '@trueup/core';
import { afterEach, expect, test } from 'vitest';
import { readAdminToken } from './admin-token.ts';
import { runningServer } from './running-server.ts';
import { serverLog } from './server-log.ts';
import { startServer, type ServerOptions, type StartedServer } from './start-server.ts';
import { memoryAccess } from './testing/memory-access.ts';
import { memoryChanges } from './testing/memory-changes.ts';
import { silentConnection } from './testing/silent-connection.ts';

interface Served extends StartedServer {
  readonly dataDir: string;
  readonly token: string;
  readonly logged: string[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function emptyDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-server-'));
  closing.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function serve(options: Partial<ServerOptions> = {}): Promise<Served> {
  const dataDir = options.dataDir ?? (await emptyDir());
  const logged: string[] = [];
  const log = serverLog({ destination: { write: (line) => void logged.push(line) } });
  const { application } = scriptedTrueup();
  const server = await startServer({
    application,
    ready: async () => undefined,
    access: memoryAccess(),
    changes: memoryChanges(),
    port: 0,
    log,
    ...options,
    dataDir,
  });
  closing.push(() => server.close());
  const token = await readAdminToken(dataDir);
  const send = (path: string, init: RequestInit): Promise<Response> => fetch(`${server.address}${path}`, init);
  const authorization = `Bearer ${token}`;
  return {
    ...server,
    dataDir,
    token,
    logged,
    get: (path, headers) => send(path, { headers: { authorization, ...headers } }),
    post: (path, body, headers) =>
      send(path, { method: 'POST', body, headers: { authorization, 'content-type': 'application/json', ...headers } }),
  };
}

/** Status and code of a problem, after its form was looked at. */
async function problem(response: Response): Promise<{ status: number; code: unknown; detail: string }> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ type: `urn:trueup:problem:${String(body['code'])}`, status: response.status });
  expect(typeof body['title']).toBe('string');
  return { status: response.status, code: body['code'], detail: String(body['detail']) };
}

test('it stops though a browser holds a connection on which it asks nothing', async () => {
  const server = await serve();
  const { closed } = await silentConnection(server.address);
  await server.close();
  expect(await closed).toBe('');
});

test('the typed client sees the same Trueup as a caller in the process', async () => {
  const server = await serve();
  const trueup = httpClient({ baseUrl: server.address, token: server.token, actor: 'alice' });
  const { items } = await trueup.listFindings({ severities: ['CRITICAL', 'HIGH'], limit: 10 });
  expect(items.map(({ severity }) => severity)).toEqual(['CRITICAL', 'HIGH']);
  const planned = await trueup.makePlan({ findingId: 'f-0000000000000001' });
  if (planned.kind !== 'planned') throw new Error('expected a plan');
  expect(planned.plan.requestedBy).toEqual({ kind: 'person', name: 'alice' });
  const execution = await trueup.startExecution({ planId: planned.plan.id, hash: planned.plan.hash });
  expect(execution.startedBy).toEqual({ kind: 'person', name: 'alice' });
});

test('pages are followed by their cursor', async () => {
  const server = await serve();
  const trueup = httpClient({ baseUrl: server.address, token: server.token });
  const first = await trueup.listFindings({ limit: 3 });
  expect(first.items).toHaveLength(3);
  const second = await trueup.listFindings({ limit: 3, cursor: first.next ?? '' });
  expect(second.items).toHaveLength(1);
  expect(second.next).toBeUndefined();
});

test.each([
  ['no token', {}],
  ['a wrong token', { authorization: `Bearer trueup_${'x'.repeat(43)}` }],
  ['a token of another scheme', { authorization: 'Basic dHJ1ZXVw' }],
])('%s is answered with 401, for unknown paths too', async (_what, headers) => {
  const { address } = await serve();
  for (const path of ['/api/v1/findings', '/api/openapi.json', '/api/nowhere', '/auth/nowhere']) {
    const response = await fetch(`${address}${path}`, { headers });
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await problem(response)).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
});

test('health and readiness are answered without log-in, and readiness follows the store', async () => {
  let storeAnswers = true;
  const ready = async (): Promise<void> => {
    if (!storeAnswers) throw new Error('connect ECONNREFUSED /secret/socket');
  };
  const { address } = await serve({ ready });
  expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' });
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  storeAnswers = false;
  const response = await fetch(`${address}/readyz`);
  expect(await problem(response)).toEqual({ status: 503, code: 'unavailable', detail: 'the store does not answer' });
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
});

test.each([
  ['/api/v1/findings?severities=HUGE', 400, 'invalid', /severities\[0\]: expected one of/],
  ['/api/v1/findings?limit=many', 400, 'invalid', /limit: expected number/],
  ['/api/v1/findings?limit=5&limit=6', 400, 'invalid', /limit: expected number/],
  ['/api/v1/findings?order=up', 400, 'invalid', /order: expected one of severity, priority/],
  ['/api/v1/findings?ascending=perhaps', 400, 'invalid', /ascending: expected boolean/],
  ['/api/v1/findings?colour=red', 400, 'invalid', /unknown member 'colour'/],
  ['/api/v1/findings/export', 400, 'invalid', /format: expected one of asff, ocsf, csv, sarif/],
  ['/api/v1/event-archives/..%2Fx/events', 400, 'invalid', /id: expected an id, or the ARN/],
  ['/api/v1/findings/%zz', 400, 'invalid', /./],
  ['/api/v1/findings/f-9999999999999999', 404, 'not-found', /no finding f-9999999999999999/],
  ['/api/v1/nothing', 404, 'not-found', /nothing answers GET \/api\/v1\/nothing/],
] as const)('GET %s is answered with %i', async (path, status, code, detail) => {
  const { get } = await serve();
  const answer = await problem(await get(path));
  expect(answer).toMatchObject({ status, code });
  expect(answer.detail).toMatch(detail);
});

test.each([
  ['{"findingId": 5}', 400, /findingId: expected string/],
  ['{"findingId": "f-0000000000000001", "force": true}', 400, /unknown member 'force'/],
  ['[]', 400, /expected object/],
  ['{', 400, /JSON/],
  [JSON.stringify({ findingId: 'x'.repeat(100_000) }), 413, /too large/],
] as const)('a bad body is refused (%#)', async (body, status, detail) => {
  const { post } = await serve();
  const answer = await problem(await post('/api/v1/plans', body));
  expect(answer).toMatchObject({ status, code: 'invalid' });
  expect(answer.detail).toMatch(detail);
});

test('a plan that was approved by hash is not approved by another hash: 409', async () => {
  const { post } = await serve();
  await post('/api/v1/plans', '{"findingId":"f-0000000000000002"}', { 'x-trueup-actor': 'alice' });
  const answer = await post('/api/v1/plans/plan-1/decision', '{"hash":"other","verdict":"approve"}');
  expect(await problem(answer)).toMatchObject({ status: 409, code: 'conflict' });
});

test('a name that is none is refused, and none at all is the local admin', async () => {
  const { post, get } = await serve();
  const refused = await get('/api/v1/findings', { 'x-trueup-actor': 'alice\u00e9; drop' });
  expect(await problem(refused)).toMatchObject({ status: 400, code: 'invalid' });
  const made = await post('/api/v1/plans', '{"findingId":"f-0000000000000001"}');
  expect(await made.json()).toMatchObject({ plan: { requestedBy: { kind: 'person', name: 'local-admin' } } });
});

test('a fault of ours is answered without its text, and logged with it', async () => {
  const failing = (actor: Actor): Trueup => ({
    ...scriptedTrueup().application(actor),
    listScans: () => Promise.reject(new Error('relation "scan" of 10.0.0.7 does not exist')),
  });
  const { get, logged } = await serve({ application: failing });
  const response = await get('/api/v1/scans');
  const text = await response.clone().text();
  expect(await problem(response)).toMatchObject({ status: 500, code: 'internal' });
  expect(text).not.toMatch(/10\.0\.0\.7|relation|at .*\.ts/);
  expect(logged.join('')).toContain('10.0.0.7');
});

test('a document with parameters and attachments of megabytes comes through', async () => {
  const { address, token } = await serve();
  const trueup = httpClient({ baseUrl: address, token });
  const content = `# ${'\u{1F600}"'.repeat(10_000)}\n`;
  const base64 = Buffer.alloc(5 * 1024 * 1024, 7).toString('base64');
  await trueup.importDocument({ name: 'Large', content, attachments: [{ name: 'steps.zip', base64 }] });
  const { version, attachments } = await trueup.exportDocument({ name: 'Large' });
  expect(version.content).toBe(content);
  expect(attachments).toEqual([{ name: 'steps.zip', base64 }]);
  const document = { kind: 'text', name: 'Large', text: content } as const;
  const planned = await trueup.planAutomation({ document, parameters: { Name: 'x'.repeat(64 * 1024) } });
  expect(planned.calls).toEqual([]);
});

test('members that the contract does not declare never leave', async () => {
  const talkative = (actor: Actor): Trueup => ({
    ...scriptedTrueup().application(actor),
    doctor: async () => ({ checks: [{ name: 'store', status: 'ok', detail: '', password: 'hunter2' }] }) as never,
  });
  const { get } = await serve({ application: talkative });
  expect(await (await get('/api/v1/doctor')).text()).toBe('{"checks":[{"name":"store","status":"ok","detail":""}]}');
});

test('the token is in no log line and no answer', async () => {
  const { get, logged, token } = await serve();
  const answers = await Promise.all([get('/api/v1/findings'), get('/api/v1/nothing'), get(`/${token.slice(0, 5)}`)]);
  for (const answer of answers) expect(await answer.text()).not.toContain(token);
  expect(logged.length).toBeGreaterThan(3);
  expect(logged.join('')).not.toContain(token);
});

test('a secret that strays into a log line is redacted', () => {
  const lines: string[] = [];
  const log = serverLog({ destination: { write: (line) => void lines.push(line) } });
  log.info({ req: { headers: { authorization: 'Bearer s3cret' } }, account: { externalId: 's3cret' } }, 'careless');
  expect(lines.join('')).toContain('careless');
  expect(lines.join('')).not.toContain('s3cret');
});

test('answers carry the headers that keep a browser from misusing them', async () => {
  const { get } = await serve();
  const { headers } = await get('/api/v1/findings');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test('the token file is made once, is ours alone and survives a restart', async () => {
  const dataDir = await emptyDir();
  const first = await serve({ dataDir });
  expect((await stat(join(dataDir, 'admin-token'))).mode & 0o777).toBe(0o600);
  expect(first.token).toMatch(/^trueup_[\w-]{43}$/);
  await first.close();
  expect((await serve({ dataDir })).token).toBe(first.token);
});

test('a token file that others can read is refused', async () => {
  const dataDir = await emptyDir();
  const { close } = await serve({ dataDir });
  await close();
  await chmod(join(dataDir, 'admin-token'), 0o644);
  await expect(serve({ dataDir })).rejects.toThrow(/can be read by others \(mode 644\)/);
});

test('a server makes itself known, refuses a second one and takes its announcement back', async () => {
  const dataDir = await emptyDir();
  const { address, close } = await serve({ dataDir });
  expect(JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8'))).toMatchObject({ address, pid: process.pid });
  await expect(serve({ dataDir })).rejects.toThrow(
    `a server is already running on ${dataDir} (pid ${process.pid}, ${address})`,
  );
  await close();
  expect(await runningServer(dataDir)).toBeUndefined();
  await expect(stat(join(dataDir, 'server.json'))).rejects.toThrow('ENOENT');
});

test('of two servers that start at once one is refused', async () => {
  const dataDir = await emptyDir();
  const started = await Promise.allSettled([serve({ dataDir }), serve({ dataDir })]);
  expect(started.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('the announcement of a dead server is taken over', async () => {
  const dataDir = await emptyDir();
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const dead = { address: 'http://127.0.0.1:1', pid: child.pid, startedAt: '2026-01-01T00:00:00.000Z' };
  await writeFile(join(dataDir, 'server.json'), JSON.stringify(dead));
  const { address } = await serve({ dataDir });
  expect(await runningServer(dataDir)).toMatchObject({ address, pid: process.pid });
});

test('a process that only has the number of a dead server is no server', async () => {
  const dataDir = await emptyDir();
  const former = await serve();
  await former.close();
  const reused = { address: former.address, pid: process.ppid, startedAt: '2026-01-01T00:00:00.000Z' };
  await writeFile(join(dataDir, 'server.json'), JSON.stringify(reused));
  expect(await runningServer(dataDir)).toBeUndefined();
});

test('a taken port is named', async () => {
  const { address } = await serve();
  const port = Number(new URL(address).port);
  await expect(serve({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
});
