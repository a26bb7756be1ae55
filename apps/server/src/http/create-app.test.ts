import { HEALTH_PATH } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import { expect, onTestFinished, test } from 'vitest';
import { serverLog } from '../server-log.ts';
import { memoryAccess } from '../testing/memory-access.ts';
import { memoryChanges } from '../testing/memory-changes.ts';
import { createApp } from './create-app.ts';

test.each([
  [
    'from the proxy, which ended TLS',
    '10.0.0.7',
    { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' },
    401,
  ],
  ['from the proxy, which did not', '10.0.0.7', { 'x-forwarded-proto': 'http', 'x-forwarded-for': '192.0.2.1' }, 403],
  ['past the proxy', '192.0.2.1', {}, 403],
  ['past the proxy, pretending', '192.0.2.1', { 'x-forwarded-proto': 'https' }, 403],
  ['from this machine', '127.0.0.1', {}, 401],
])('where a proxy ends TLS, what comes %s is let in or not', async (_how, remoteAddress, headers, status) => {
  const access = memoryAccess();
  const log = serverLog({ level: 'silent', destination: { write: () => undefined } });
  const { application } = scriptedTrueup();
  const app = await createApp(
    { application, access, changes: memoryChanges(), ready: async () => undefined, adminToken: 'x', log },
    { trustedProxies: ['10.0.0.0/24'] },
  );
  onTestFinished(() => app.close());
  const payload = { name: 'nobody', password: 'correct horse battery' };
  const logIn = await app.inject({ method: 'POST', url: '/auth/login', remoteAddress, headers, payload });
  expect(logIn.statusCode).toBe(status);
  const asked = await app.inject({ method: 'GET', url: '/api/v1/me', remoteAddress, headers });
  expect(asked.statusCode).toBe(status);
  expect((await app.inject({ method: 'GET', url: HEALTH_PATH, remoteAddress })).statusCode).toBe(200);
});
