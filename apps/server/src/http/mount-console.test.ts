import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { serveScripted } from '../testing/serve-scripted.ts';

const PAGE =
  '<!doctype html><script nonce="__CSP_NONCE__" src="/assets/a-1.js"></script><meta content="__CSP_NONCE__" />';
const SCRIPT = 'console.log("hello");\n'.repeat(100);

async function served(build: boolean): Promise<string> {
  const consoleFolder = await mkdtemp(join(tmpdir(), 'trueup-console-'));
  if (build) {
    await mkdir(join(consoleFolder, 'assets'));
    await writeFile(join(consoleFolder, 'index.html'), PAGE);
    await writeFile(join(consoleFolder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(consoleFolder, 'assets/a-1.js'), SCRIPT);
    await writeFile(join(consoleFolder, 'assets/a-1.js.br'), brotliCompressSync(SCRIPT));
  }
  const server = await serveScripted(undefined, { consoleFolder });
  onTestFinished(async () => {
    await server.close();
    await rm(consoleFolder, { recursive: true });
  });
  return server.address;
}

test.each(['/', '/findings', '/findings/f-1?tab=history', '/settings/users'])(
  'the page of the console answers %s to whoever asks, with a nonce of its own',
  async (path) => {
    const address = await served(true);
    const seen = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      const answer = await fetch(`${address}${path}`);
      expect(answer.status).toBe(200);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /script-src 'self' 'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? 'none';
      expect(await answer.text()).toBe(PAGE.replaceAll('__CSP_NONCE__', nonce));
      expect(policy).not.toMatch(/unsafe-(?:inline|eval)|https?:/);
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(answer.headers.get('cache-control')).toBe('no-store');
      seen.add(nonce);
    }
    expect(seen.size).toBe(2);
  },
);

test.each(['/', '/findings', '/icon.svg', '/healthz', '/readyz'])('HEAD of %s says what GET says', async (path) => {
  const address = await served(true);
  const [head, got] = await Promise.all([fetch(`${address}${path}`, { method: 'HEAD' }), fetch(`${address}${path}`)]);
  expect([head.status, head.headers.get('content-type')]).toEqual([200, got.headers.get('content-type')]);
  expect(await head.text()).toBe('');
});

test('HEAD of the API asks who it is', async () => {
  const address = await served(true);
  for (const path of ['/api/v1/findings', '/api/v1/nothing']) {
    expect((await fetch(`${address}${path}`, { method: 'HEAD' })).status).toBe(401);
  }
});

test('files of the build are kept for ever and sent compressed to who takes that', async () => {
  const address = await served(true);
  const answer = await fetch(`${address}/assets/a-1.js`, { headers: { 'accept-encoding': 'br' } });
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(await answer.text()).toBe(SCRIPT);
});

test.each(['/api/v1/nothing', '/api/nothing', '/auth/nothing'])(
  'a path of the API that is none is a problem and no page: %s',
  async (path) => {
    const address = await served(true);
    const stranger = await fetch(`${address}${path}`);
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('content-type')).toContain('application/problem+json');
  },
);

test.each([
  '/assets/../index.html',
  '/assets/%2e%2e/index.html',
  '/assets/nothing.js',
  '/assets/..%2f..%2fetc%2fpasswd',
])('nothing but files of the build is under /assets: %s', async (path) => {
  const address = await served(true);
  const answer = await fetch(`${address}${path}`);
  expect(await answer.text()).not.toContain('root:');
  if (answer.status === 200) expect(answer.headers.get('content-type')).toContain('text/html');
  else expect([403, 404]).toContain(answer.status);
});

test('a server whose console was never built says how to build it, and its API answers all the same', async () => {
  const address = await served(false);
  const answer = await fetch(`${address}/`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('npm run build');
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
});
