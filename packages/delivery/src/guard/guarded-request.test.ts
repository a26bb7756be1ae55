import { createServer, type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { LookupAddress } from 'node:dns';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CERTIFICATE } from '../testing/certificate.ts';
import { closeHttpListeners, httpListener } from '../testing/http-listener.ts';
import { guardedRequest, type GuardedRequest } from './guarded-request.ts';
import type { Network } from './network.ts';

afterEach(closeHttpListeners);

const SECRET = 'hunter2';
const never = new AbortController().signal;

function post(network: Network, url: string, more: Partial<GuardedRequest> = {}, signal = never) {
  return guardedRequest(
    network,
    { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{"a":1}', isSecret: false, ...more },
    signal,
  );
}

const ipv4 = (...addresses: string[]): LookupAddress[] => addresses.map((address) => ({ address, family: 4 }));
/** A network in which every name stands for these addresses. */
const standsFor = (addresses: LookupAddress[], allowedHosts: string[] = []): Network => ({
  allowedHosts,
  resolve: () => Promise.resolve(addresses),
});
const nothingAllowed: Network = { allowedHosts: [] };

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://①②⑦.0.0.1/',
  'http://127.0.0.1./',
  'http://0/',
  'http://localhost/',
  'http://LOCALHOST/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[0:0:0:0:0:ffff:7f00:1]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[fd00:ec2::254]/',
  'https://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'https://10.0.0.1/',
  'https://192.168.0.1:8443/',
  'https://172.20.10.1/',
  'https://100.100.100.200/',
  'https://255.255.255.255/',
])('%s is not sent to', async (url) => {
  expect(await post(nothingAllowed, url)).toMatchObject({ kind: 'not-allowed' });
});

test.each([
  ['file:///etc/passwd', 'must begin with https:// or http://'],
  ['ftp://example.com/', 'must begin with https:// or http://'],
  ['javascript:alert(1)', 'must begin with https:// or http://'],
  ['http://', 'no valid URL'],
  ['hooks.example.com', 'no valid URL'],
  [`https://ann:${SECRET}@example.com/`, 'must not hold a user name or password'],
  [`https://[${SECRET}`, 'no valid URL'],
])('%s is no address that is sent to', async (url, reason) => {
  const answer = await post(nothingAllowed, url);
  expect(answer).toMatchObject({ kind: 'not-allowed', reason: expect.stringContaining(reason) });
  expect(JSON.stringify(answer)).not.toContain(SECRET);
});

test('one address among many that is not public is enough', async () => {
  const { port } = await httpListener();
  const network = standsFor(ipv4('93.184.216.34', '127.0.0.1'));
  expect(await post(network, `http://example.com:${port}/${SECRET}`)).toEqual({
    kind: 'not-allowed',
    reason: 'example.com has a loopback address, and is not among the hosts that this server allows by name',
  });
});

test.each(['127.0.0.1', 'PORT', ' 127.0.0.1 '])('a host allowed as %j is sent to', async (form) => {
  const { host, url, seen } = await httpListener();
  const allowedHosts = [form === 'PORT' ? host : form];
  expect(await post({ allowedHosts }, `${url}/in?x=1`)).toMatchObject({ kind: 'answered', status: 200 });
  expect(seen).toMatchObject([{ method: 'POST', url: '/in?x=1', body: '{"a":1}', headers: { host } }]);
});

test.each(['127.0.0.1:1', '127.0.0.2', '0.0.1', '*'])('allowing %j does not allow 127.0.0.1', async (entry) => {
  const { url, seen } = await httpListener();
  expect(await post({ allowedHosts: [entry] }, url)).toMatchObject({ kind: 'not-allowed' });
  expect(seen).toEqual([]);
});

test('an IPv6 host is allowed in brackets', async () => {
  const { url } = await httpListener(undefined, { address: '::1' });
  expect(await post({ allowedHosts: ['[::1]'] }, url)).toMatchObject({ kind: 'answered', status: 200 });
});

test('the connection goes to the address that was looked at: a name that changes its mind gains nothing', async () => {
  const inner = await httpListener();
  let asked = 0;
  const network: Network = {
    allowedHosts: ['rebinding.example'],
    resolve: () => {
      asked += 1;
      return Promise.resolve(ipv4(asked === 1 ? '127.0.0.1' : '10.255.255.1'));
    },
  };
  // The system's resolver does not know the name: only the pinned address can have been used.
  expect(await post(network, `http://rebinding.example:${inner.port}/`)).toMatchObject({ kind: 'answered' });
  expect(asked).toBe(1);
  expect(inner.seen[0]?.headers.host).toBe(`rebinding.example:${inner.port}`);
});

test.each([301, 302, 307, 308])('HTTP %d is followed with method and body', async (status) => {
  const { host, url, seen } = await httpListener((response, { url: path }) => {
    if (path === '/old') response.writeHead(status, { location: '/new' });
    response.end('done');
  });
  const answer = await post({ allowedHosts: [host] }, `${url}/old`, { headers: { authorization: SECRET } });
  expect(answer).toMatchObject({ kind: 'answered', status: 200, body: 'done' });
  const again = { method: 'POST', url: '/new', body: '{"a":1}', headers: { authorization: SECRET } };
  expect(seen[1]).toMatchObject(again);
});

test('HTTP 303 is followed by asking for what it names', async () => {
  const { host, url, seen } = await httpListener((response, { url: path }) => {
    if (path === '/old') response.writeHead(303, { location: '/new' });
    response.end();
  });
  await post({ allowedHosts: [host] }, `${url}/old`);
  expect(seen[1]).toMatchObject({ method: 'GET', url: '/new', body: '' });
});

test('the fourth redirect is not followed', async () => {
  const { host, url, seen } = await httpListener((response, { url: path }) => {
    response.writeHead(307, { location: `${path}x` }).end();
  });
  expect(await post({ allowedHosts: [host] }, `${url}/`)).toMatchObject({ kind: 'answered', status: 307 });
  expect(seen.map(({ url: path }) => path)).toEqual(['/', '/x', '/xx', '/xxx']);
});

test.each(['http://127.0.0.1:1/', 'http://169.254.169.254/latest/', '//[::1]/', 'file:///etc/passwd', 'http://a b/'])(
  'a redirect to %s is not followed',
  async (location) => {
    const { host, url, seen } = await httpListener((response) => response.writeHead(302, { location }).end());
    expect(await post({ allowedHosts: [host] }, url)).toMatchObject({ kind: 'not-allowed' });
    expect(seen).toHaveLength(1);
  },
);

test('another origin gets no header that was not meant for it, even after it redirects back', async () => {
  const back: { location: string } = { location: '' };
  const other = await httpListener((response, { url: path }) => {
    if (path === '/hop') response.writeHead(307, back);
    response.end();
  });
  const first = await httpListener((response, { url: path }) => {
    if (path === '/') response.writeHead(307, { location: `${other.url}/hop` });
    response.end();
  });
  back.location = `${first.url}/again`;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Trueup',
    authorization: SECRET,
    cookie: SECRET,
    'webhook-signature': `v1,${SECRET}`,
    'x-own': SECRET,
  };
  await post({ allowedHosts: [first.host, other.host] }, `${first.url}/`, { headers });
  expect(first.seen[0]?.headers).toMatchObject(headers);
  for (const { headers: later } of [other.seen[0], first.seen[1]].flatMap((one) => one ?? [])) {
    expect(later).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Trueup' });
    expect(JSON.stringify(later)).not.toContain(SECRET);
  }
  expect(first.seen).toHaveLength(2);
});

test('what is secret goes over https, but to a host that is allowed by name', async () => {
  const { host, url } = await httpListener();
  const outside = standsFor(ipv4('93.184.216.34'));
  expect(await post(outside, `http://example.com/${SECRET}`, { isSecret: true })).toEqual({
    kind: 'not-allowed',
    reason: 'what is secret is sent to example.com over https only',
  });
  expect(await post({ allowedHosts: [host] }, url, { isSecret: true })).toMatchObject({ kind: 'answered' });
});

test('no more than 64 KB of an answer are read, and the connection is closed', async () => {
  let closed = false;
  const { host, url } = await httpListener((response) => {
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(60_000)));
    };
    response.on('drain', write).on('close', () => (closed = true));
    write();
  });
  const answer = await post({ allowedHosts: [host] }, url);
  expect(answer.kind === 'answered' && answer.body.length).toBe(65_536);
  await expect.poll(() => closed).toBe(true);
});

test('a body that never ends in time does not undo the status', async () => {
  const { host, url } = await httpListener((response) => void response.writeHead(202).write('so far'));
  const answer = await post({ allowedHosts: [host], timeoutMs: 200 }, url);
  expect(answer).toMatchObject({ kind: 'answered', status: 202, body: 'so far' });
});

test('a target that does not answer is given up in time, redirects included', async () => {
  const { host, url } = await httpListener((response, { url: path }) => {
    setTimeout(() => response.writeHead(307, { location: `${path}x` }).end(), 150);
  });
  const before = performance.now();
  expect(await post({ allowedHosts: [host], timeoutMs: 400 }, `${url}/${SECRET}`)).toEqual({
    kind: 'unanswered',
    code: 'TIMEOUT',
    reason: `${host} did not answer in time`,
  });
  expect(performance.now() - before).toBeLessThan(1_500);
});

test('a resolver that does not answer is given up in time', async () => {
  const network: Network = { allowedHosts: [], resolve: () => new Promise(() => undefined), timeoutMs: 100 };
  expect(await post(network, 'https://example.com/')).toMatchObject({ kind: 'unanswered', code: 'TIMEOUT' });
});

test('a caller that gives up is told so', async () => {
  const { host, url } = await httpListener(() => undefined);
  const caller = new AbortController();
  const answer = post({ allowedHosts: [host] }, url, {}, caller.signal);
  setTimeout(() => caller.abort(), 50);
  expect(await answer).toEqual({
    kind: 'unanswered',
    code: 'SDK_CLIENT_ERROR',
    reason: `the request to ${host} was cancelled`,
  });
  expect(await post({ allowedHosts: [host] }, url, {}, AbortSignal.abort())).toMatchObject({ kind: 'unanswered' });
});

test('a connection that breaks names the host and the code of the error, and no more', async () => {
  const { host, url } = await httpListener((response) => void response.destroy());
  expect(await post({ allowedHosts: ['127.0.0.1'] }, `${url}/${SECRET}?${SECRET}`)).toEqual({
    kind: 'unanswered',
    code: 'CONNECTION_FAILURE',
    reason: `the connection to ${host} failed: ECONNRESET`,
  });
  expect(await post({ allowedHosts: ['127.0.0.1'] }, `http://127.0.0.1:1/${SECRET}`)).toEqual({
    kind: 'unanswered',
    code: 'CONNECTION_FAILURE',
    reason: 'the connection to 127.0.0.1:1 failed: ECONNREFUSED',
  });
});

test('a name that nobody knows, and a certificate that is none, are failed connections', async () => {
  const unknown: Network = {
    allowedHosts: [],
    resolve: () => Promise.reject(Object.assign(new Error(SECRET), { code: 'ENOTFOUND' })),
  };
  expect(await post(unknown, 'https://nowhere.example/')).toEqual({
    kind: 'unanswered',
    code: 'CONNECTION_FAILURE',
    reason: 'the connection to nowhere.example failed: ENOTFOUND',
  });
  const { port } = await httpListener();
  const plain = standsFor(ipv4('127.0.0.1'), ['tls.example']);
  expect(await post(plain, `https://tls.example:${port}/`)).toMatchObject({ code: 'CONNECTION_FAILURE' });
});

describe('over TLS', () => {
  const trusted = getCACertificates('default');
  beforeAll(() => setDefaultCACertificates([CERTIFICATE.cert]));
  afterAll(() => setDefaultCACertificates(trusted));

  test('the certificate must be that of the name, though the connection goes to an address', async () => {
    const { port, seen } = await httpListener(undefined, { isTls: true });
    const network = standsFor(ipv4('127.0.0.1'), ['tls.example', 'other.example', '127.0.0.1']);
    expect(await post(network, `https://tls.example:${port}/in`)).toMatchObject({ kind: 'answered', status: 200 });
    for (const other of ['other.example', '127.0.0.1']) {
      expect(await post(network, `https://${other}:${port}/in`)).toEqual({
        kind: 'unanswered',
        code: 'CONNECTION_FAILURE',
        reason: `the connection to ${other}:${port} failed: ERR_TLS_CERT_ALTNAME_INVALID`,
      });
    }
    expect(seen.map(({ url }) => url)).toEqual(['/in']);
  });

  test('a redirect from https to http is not followed, one to another https is', async () => {
    const plain = await httpListener();
    const place = { location: plain.url };
    const { port, seen } = await httpListener(
      (response, { url }) => void (url === '/' ? response.writeHead(307, place) : response).end(),
      { isTls: true },
    );
    const network = standsFor(ipv4('127.0.0.1'), ['tls.example', plain.host]);
    expect(await post(network, `https://tls.example:${port}/`)).toEqual({
      kind: 'not-allowed',
      reason: `tls.example:${port} redirected from https to http`,
    });
    expect(plain.seen).toEqual([]);
    place.location = '/new';
    expect(await post(network, `https://tls.example:${port}/`)).toMatchObject({ kind: 'answered', status: 200 });
    expect(seen.map(({ url }) => url)).toEqual(['/', '/', '/new']);
  });
});

test('an answer in another protocol is none', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write('HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await post({ allowedHosts: ['127.0.0.1'] }, `http://127.0.0.1:${port}/`);
  expect(answer).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining('UPGRADE') });
});

test('a header that cannot be sent is not quoted', async () => {
  const { host, url } = await httpListener();
  const answer = await post({ allowedHosts: [host] }, url, { headers: { authorization: `${SECRET}\r\nx: y` } });
  expect(answer).toEqual({ kind: 'not-allowed', reason: 'the headers hold characters that headers may not hold' });
});
