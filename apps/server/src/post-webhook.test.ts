import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { postWebhook } from './post-webhook.ts';

const SECRET = 'hunter2';

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${SECRET}`;
}

const post = (url: string, headers: Record<string, string> = {}) =>
  postWebhook({ url, headers, body: '{}' }, AbortSignal.timeout(5_000));

test.each<[string, string, Record<string, string>]>([
  ['an address that is none', `http://[${SECRET}`, {}],
  ['an address of another scheme', `file:///${SECRET}`, {}],
  ['an address with a password', `http://ann:${SECRET}@127.0.0.1:1/`, {}],
  ['a header that cannot be sent', 'http://127.0.0.1:1/', { Authorization: `${SECRET}\nx` }],
])('%s is told without its secret', async (_what, url, headers) => {
  const answer = await post(url, headers);
  expect(answer).toEqual({ kind: 'failed', reason: "the integration's address or headers are not valid" });
});

test('a POST that is not answered tells the host and the code of the error, and no more', async () => {
  const answer = await post(`http://127.0.0.1:1/${SECRET}`, { Authorization: SECRET });
  expect(answer).toMatchObject({ kind: 'failed' });
  expect(JSON.stringify(answer)).not.toContain(SECRET);
  const closed = await listening((request) => request.socket.destroy());
  const { host } = new URL(closed);
  expect(await post(closed)).toEqual({
    kind: 'failed',
    reason: `the POST to ${host} was not answered: UND_ERR_SOCKET`,
  });
});

test('a body without an end is read to the limit and no further', async () => {
  let closed = false;
  const endless = await listening((_request, response) => {
    const chunk = 'x'.repeat(64_000);
    const write = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write).on('close', () => (closed = true));
    write();
  });
  const answer = await post(endless);
  expect(answer).toMatchObject({ kind: 'answered', status: 200 });
  expect(answer.kind === 'answered' && answer.text.length).toBe(100_000);
  await expect.poll(() => closed).toBe(true);
});

test('a short body is told as it is', async () => {
  const short = await listening((_request, response) => void response.writeHead(404).end('nö'));
  expect(await post(short)).toEqual({ kind: 'answered', status: 404, text: 'nö' });
});
