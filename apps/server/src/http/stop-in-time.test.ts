import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { silentConnection } from '../testing/silent-connection.ts';
import { stopInTime } from './stop-in-time.ts';

interface Slow {
  readonly app: FastifyInstance;
  readonly address: string;
  /** What was asked of /slow is answered now. */
  readonly answer: () => void;
}

async function slowApp(): Promise<Slow> {
  const app = Fastify();
  const { promise, resolve } = Promise.withResolvers<string>();
  app.get('/slow', () => promise);
  app.get('/', async () => 'here');
  stopInTime(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return { app, address: `http://127.0.0.1:${port}`, answer: () => resolve('done in the end') };
}

test('a server that stops waits for no connection on which nothing is asked', async () => {
  const { app, address } = await slowApp();
  const { closed } = await silentConnection(address);
  // The client keeps the connection for its next request.
  expect(await (await fetch(address)).text()).toBe('here');
  await app.close();
  expect(await closed).toBe('');
});

test('what was asked before it stops is answered, and nothing is waited for after that', async () => {
  const { app, address, answer } = await slowApp();
  const { closed } = await silentConnection(address);
  const begun = once(app.server, 'request');
  const asked = fetch(`${address}/slow`).then((response) => response.text());
  await begun;
  const stopped = app.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  answer();
  await stopped;
  expect(await asked).toBe('done in the end');
  expect(await closed).toBe('');
});
