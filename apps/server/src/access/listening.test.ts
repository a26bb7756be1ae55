import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveScripted } from '../testing/serve-scripted.ts';
import { listening } from './listening.ts';

test.each(['0.0.0.0', '::', '10.1.2.3', 'trueup.example.com', '127.evil.example', '127.0.0.1.example.com'])(
  'it does not listen on %s in the clear, and says the three ways out',
  async (host) => {
    const refused = listening({ host });
    await expect(refused).rejects.toThrow('this machine alone');
    await expect(refused).rejects.toThrow('--tls-cert and --tls-key');
    await expect(refused).rejects.toThrow('--trusted-proxy <cidr>');
  },
);

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost', undefined])('on %s it listens as it is', async (host) => {
  await expect(listening(host === undefined ? {} : { host })).resolves.toMatchObject({ trustedProxies: [] });
});

test('behind a proxy that is named it listens on any address', async () => {
  const trustedProxies = ['10.0.0.0/24', '192.0.2.7', 'fd00::/8'];
  expect(await listening({ host: '0.0.0.0', trustedProxies })).toEqual({ host: '0.0.0.0', trustedProxies });
});

test.each(['0.0.0.0/0', '::/0', 'everyone', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'true', ''])(
  'a proxy such as "%s" is refused',
  async (range) => {
    await expect(listening({ host: '0.0.0.0', trustedProxies: [range] })).rejects.toThrow(/--trusted-proxy/);
  },
);

test('with a certificate it ends TLS itself, and browsers are told to stay with it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-tls-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const tls = { certificate: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout ${tls.key} -out ${tls.certificate}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
  const served = await serveScripted(undefined, { host: '0.0.0.0', tls });
  onTestFinished(() => served.close());
  expect(served.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const ca = await readFile(tls.certificate);
  const headers = await new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    request(`${served.address}/healthz`, { ca }, (answer) => {
      answer.resume();
      resolve(answer.headers);
    })
      .on('error', reject)
      .end();
  });
  expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
});

test('a certificate that cannot be read stops the start', async () => {
  await expect(listening({ tls: { certificate: '/nowhere/c.pem', key: '/nowhere/k.pem' } })).rejects.toThrow('ENOENT');
});
