import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId, region, type JournalEntry } from '@trueup/core';
import { afterAll, expect, test, vi } from 'vitest';
import { callBudget } from '../door/call-budget.ts';
import type { GatewayDoor } from '../door/gateway-door.ts';
import { scriptGateway } from './gateway.ts';

/** AWS, which answers as the test says. */
const waiting: ServerResponse[] = [];
const aws = createServer((_incoming, response) => void waiting.push(response));
await new Promise<void>((resolve) => void aws.listen(0, '127.0.0.1', resolve));
const directory = mkdtempSync(join(tmpdir(), 'trueup-gateway-'));
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
  rmSync(directory, { recursive: true });
});

const door: GatewayDoor = {
  credentials: () =>
    Promise.resolve({ kind: 'credentials', credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' } }),
  budget: callBudget(() => ({ perSecond: 1_000, burst: 1_000 })),
  endpoint: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
};
const gateway = scriptGateway(door);
const scope = { accountId: accountId('111111111111'), region: region('eu-west-1'), partition: 'aws' } as const;
type Grant = Awaited<ReturnType<typeof gateway.open>>;

function asked(grant: Grant, signal?: AbortSignal): Promise<Response> {
  const key = grant.environment(grant.port)['AWS_ACCESS_KEY_ID'] ?? '';
  return fetch(`http://127.0.0.1:${grant.port}/`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-west-1/sts/aws4_request, Signature=x`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    ...(signal === undefined ? {} : { signal }),
  });
}

test('a script that asks for a tunnel and hangs up at once harms no one', async () => {
  const journal: JournalEntry[] = [];
  const session = { mode: 'live', journal: (entry: JournalEntry) => void journal.push(entry) } as const;
  const grant = await gateway.open({ scope, session }, directory);
  const path = join(directory, grant.socket ?? '');
  for (let at = 0; at < 20; at += 1) {
    const socket = connect(path);
    socket.on('error', () => undefined);
    socket.write('CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n', () => socket.destroy());
  }
  await vi.waitFor(() => expect(journal).toHaveLength(20));
  // One that never closes its end does not hold up the end of its script.
  const held = connect({ path, allowHalfOpen: true });
  const answer = await new Promise<string>((resolve) => {
    held.once('data', (data: Buffer) => resolve(data.toString()));
    held.write('CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n');
  });
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
  await grant.close();
  held.destroy();
});

test('a script that holds all its connections to AWS leaves the others theirs', async () => {
  const greedy = await gateway.open({ scope, session: { mode: 'live' } });
  const other = await gateway.open({ scope, session: { mode: 'live' } });
  const held = Promise.allSettled(Array.from({ length: 60 }, () => asked(greedy)));
  await vi.waitFor(() => expect(waiting).toHaveLength(50));
  const answered = asked(other);
  await vi.waitFor(() => expect(waiting).toHaveLength(51));
  waiting.at(-1)?.end('<ok/>');
  expect(await (await answered).text()).toBe('<ok/>');
  await other.close();
  await greedy.close();
  await held;
  waiting.length = 0;
});

test('an answer that comes after its script has hung up is not read', async () => {
  const grant = await gateway.open({ scope, session: { mode: 'live' } });
  const stop = new AbortController();
  const call = asked(grant, stop.signal).catch((error: Error) => error.name);
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  stop.abort();
  expect(await call).toBe('AbortError');
  const answer = waiting[0];
  const closed = new Promise((resolve) => answer?.once('close', resolve));
  // Time for the gateway to hear of it.
  await new Promise((resolve) => setTimeout(resolve, 100));
  answer?.write('begun');
  await closed;
  await grant.close();
});
