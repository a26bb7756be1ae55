import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { AwsError } from './aws-error.ts';
import { readBody } from './read-body.ts';

const LIMIT = 100_000;

/** Sends the pieces as they are and gives the answer. `more`: there is more to come, which never does. */
async function sent(
  pieces: readonly string[],
  { headers = {}, more = false }: { readonly headers?: Record<string, string>; readonly more?: boolean } = {},
): Promise<string> {
  const server = createServer((incoming, response) => {
    readBody(incoming, LIMIT).then(
      (body) => response.end(`read ${body.length} ${body.subarray(0, 3).toString()}`),
      (error: unknown) => response.end(error instanceof AwsError ? error.code : String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const outgoing = request({ host: '127.0.0.1', port, method: 'POST', headers, agent: false });
  for (const piece of pieces) outgoing.write(piece);
  outgoing.flushHeaders();
  if (!more) outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const answer = Buffer.concat(await response.toArray()).toString();
  outgoing.destroy();
  return answer;
}

test('a body within the limit is read whole, in however many pieces', async () => {
  expect(await sent([])).toBe('read 0 ');
  expect(await sent(['ab', 'cd'])).toBe('read 4 abc');
  expect(await sent(['x'.repeat(LIMIT)])).toBe(`read ${LIMIT} xxx`);
});

test('one that is longer is refused, and the refusal reaches the sender', async () => {
  expect(await sent(['x'.repeat(LIMIT + 1)])).toBe('RequestEntityTooLargeException');
  // More than the sockets hold: it is still being sent when it is refused.
  const endless = Array.from({ length: 200 }, () => 'x'.repeat(LIMIT));
  expect(await sent(endless, { more: true })).toBe('RequestEntityTooLargeException');
});

test('one that says it is longer is not waited for', async () => {
  const headers = { 'content-length': String(LIMIT + 1) };
  expect(await sent([], { headers, more: true })).toBe('RequestEntityTooLargeException');
});

test('one that breaks off is refused', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const outgoing = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    headers: { 'content-length': '10' },
    agent: false,
  });
  outgoing.on('error', () => undefined);
  outgoing.write('abc');
  const [incoming] = (await once(server, 'request')) as [IncomingMessage];
  const read = readBody(incoming, LIMIT);
  setImmediate(() => outgoing.destroy());
  await expect(read).rejects.toMatchObject({ code: 'SerializationException' });
});
