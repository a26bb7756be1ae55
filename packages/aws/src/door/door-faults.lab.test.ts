import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountId, region, type Answer, type CallOptions, type JournalEntry, type Scope } from '@trueup/core';
import { afterEach, expect, test } from 'vitest';
import { awsDoor } from './aws-door.ts';
import { callBudget } from './call-budget.ts';

process.env['AWS_ACCESS_KEY_ID'] ??= 'lab';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'lab';
delete process.env['AWS_REGION'];
delete process.env['AWS_DEFAULT_REGION'];

const scope = { accountId: accountId('111111111111'), region: region('eu-west-1'), partition: 'aws' } as const;
const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111111111111:user/x</Arn><UserId>U</UserId><Account>111111111111</Account></GetCallerIdentityResult>
<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
const FULL = { perSecond: 1_000, burst: 1_000 };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Faulty {
  readonly requests: () => number;
  readonly journal: JournalEntry[];
  call(options?: CallOptions): Promise<Answer>;
}

/** A door to a server that answers as told. `answer` gets the number of the request, from 1. */
async function faulty(
  answer: (response: ServerResponse, number: number, body: string, request: IncomingMessage) => void,
  options: { role?: string; requestMs?: number; rate?: typeof FULL; at?: Scope } = {},
): Promise<Faulty> {
  let requests = 0;
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(response, (requests += 1), Buffer.concat(chunks).toString('utf8'), request));
  });
  const port = await listening(server);
  const door = awsDoor({
    endpoint: `http://127.0.0.1:${port}`,
    accountOf: () => (options.role === undefined ? {} : { role: options.role }),
    budget: callBudget(() => options.rate ?? FULL),
    timeouts: { connectionMs: 1_000, requestMs: options.requestMs ?? 10_000 },
  });
  ends.push(async () => {
    door.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const journal: JournalEntry[] = [];
  const session = door.open(options.at ?? scope, { mode: 'live', journal: (entry) => journal.push(entry) });
  const call = (callOptions?: CallOptions): Promise<Answer> =>
    session.call({ service: 'sts', operation: 'GetCallerIdentity', parameters: {} }, callOptions);
  return { requests: () => requests, journal, call };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}

function refused(code: string, message = 'why'): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-2</RequestId></ErrorResponse>`;
}

test('throttling is tried again, and the journal counts the attempts', async () => {
  const { call, requests, journal } = await faulty((response, number) =>
    number <= 2 ? xml(response, 400, refused('Throttling')) : xml(response, 200, IDENTITY),
  );
  expect(await call()).toMatchObject({ kind: 'answered', output: { ResponseMetadata: { RetryAttempts: 2 } } });
  expect(requests()).toBe(3);
  expect(journal).toMatchObject([{ attempts: 3, httpStatus: 200 }]);
});

test('every attempt pays, and a refusal for rate empties the bucket', async () => {
  const { call } = await faulty(
    (response, number) => (number === 1 ? xml(response, 400, refused('Throttling')) : xml(response, 200, IDENTITY)),
    { rate: { perSecond: 0.4, burst: 100 } },
  );
  const started = performance.now();
  expect(await call()).toMatchObject({ kind: 'answered' });
  // A token takes 2.5 s to grow. Without paying, the SDK's own pause is 1 s at the most.
  expect(performance.now() - started).toBeGreaterThan(1_500);
});

test('a server that never answers ends the attempt, and the call at its own time', async () => {
  const { call, journal } = await faulty(() => undefined, { requestMs: 100 });
  expect(await call()).toMatchObject({ failure: { kind: 'timed-out', code: 'Timeout', httpStatus: 0 } });
  expect(journal).toMatchObject([{ attempts: 6, httpStatus: 0, errorCode: 'Timeout' }]);
  expect(await call({ timeoutMs: 50 })).toMatchObject({ failure: { kind: 'timed-out' } });
  expect(journal[1]).toMatchObject({ attempts: 1 });
});

test('an answer that stops in the middle ends too', async () => {
  const { call } = await faulty(
    (response) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1_000 }).write('<GetCaller');
    },
    { requestMs: 100 },
  );
  expect(await call()).toMatchObject({ failure: { kind: 'timed-out' } });
});

test('a connection that breaks in the middle of an answer is unreachable, not an empty answer', async () => {
  const { call } = await faulty((response) => {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1_000 }).write('<GetCaller');
    setTimeout(() => response.destroy(), 10);
  });
  expect(await call()).toMatchObject({ failure: { kind: 'unreachable', httpStatus: 0 } });
});

test('a caller can cancel: while waiting for AWS, for its turn, and before', async () => {
  const { call, requests } = await faulty(() => undefined);
  const controller = new AbortController();
  const waiting = call({ signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  expect(await waiting).toMatchObject({ failure: { code: 'Cancelled', kind: 'other' } });
  expect(await call({ signal: AbortSignal.abort() })).toMatchObject({ failure: { code: 'Cancelled' } });
  expect(requests()).toBe(1);

  const slow = await faulty((response) => xml(response, 200, IDENTITY), { rate: { perSecond: 0.01, burst: 1 } });
  await slow.call();
  expect(await slow.call({ timeoutMs: 50 })).toMatchObject({ failure: { kind: 'timed-out' } });
  expect(slow.journal[1]).toMatchObject({ attempts: 0, httpStatus: 0 });
});

test('nobody at the endpoint is unreachable', async () => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  const door = awsDoor({ endpoint: `http://127.0.0.1:${port}`, accountOf: () => ({}), budget: callBudget(() => FULL) });
  ends.push(async () => door.close());
  const answer = await door
    .open(scope, { mode: 'live' })
    .call({ service: 'sts', operation: 'GetCallerIdentity', parameters: {} });
  expect(answer).toMatchObject({ failure: { kind: 'unreachable', code: 'NoAnswer' } });
});

test.each([404, 500])(
  'a page with status %i instead of an answer is said to be one, without a parser complaining',
  async (status) => {
    const { call } = await faulty((response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><title>no</title><br>');
    });
    const answer = await call();
    const kind = status === 404 ? 'other' : 'service-fault';
    expect(answer).toMatchObject({ failure: { code: 'NotImplemented', httpStatus: status, kind } });
    expect(JSON.stringify(answer)).not.toMatch(/parse|token|doctype|\$response/i);
  },
);

test('501 is not tried again', async () => {
  const { call, requests } = await faulty((response) => xml(response, 501, refused('NotImplemented')));
  expect(await call()).toMatchObject({ failure: { code: 'NotImplemented', httpStatus: 501, kind: 'service-fault' } });
  expect(requests()).toBe(1);
});

test('a role that cannot be assumed is an answer, named, and nothing is sent in its place', async () => {
  const { call, requests, journal } = await faulty(
    (response) => xml(response, 403, refused('AccessDenied', 'not authorized to perform sts:AssumeRole')),
    { role: 'Member' },
  );
  const answer = await call();
  expect(answer).toMatchObject({ failure: { code: 'AccessDenied', kind: 'access-denied', httpStatus: 403 } });
  expect(JSON.stringify(answer)).toContain('arn:aws:iam::111111111111:role/Member');
  expect(await call()).toEqual(answer);
  expect(requests()).toBe(1);
  expect(journal[0]).toMatchObject({ operation: 'GetCallerIdentity', attempts: 0, errorCode: 'AccessDenied' });
});

test.each([
  ['aws', 'ap-east-2', 'us-east-1'],
  ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
  ['aws-cn', 'cn-northwest-1', 'cn-north-1'],
] as const)('in %s a role of %s is assumed in %s, which every account has', async (partition, name, home) => {
  const asked: string[] = [];
  const at = { ...scope, region: region(name), partition };
  const { call } = await faulty(
    (response, _number, body, request) => {
      asked.push(`${new URLSearchParams(body).get('RoleArn')} ${request.headers.authorization}`);
      xml(response, 403, refused('AccessDenied'));
    },
    { role: 'Member', at },
  );
  await call();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain(`arn:${partition}:iam::111111111111:role/Member `);
  expect(asked[0]).toContain(`/${home}/sts/aws4_request`);
});

test('one slow role does not hold a caller longer than it has time', async () => {
  const { call } = await faulty(() => undefined, { role: 'Member' });
  const started = performance.now();
  expect(await call({ timeoutMs: 50 })).toMatchObject({ failure: { kind: 'timed-out' } });
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('no answer and no record holds a credential', async () => {
  const secret = 'SESSION-SECRET';
  const credentials = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${secret}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  const { call, journal } = await faulty(
    (response, _number, body) =>
      body.includes('Action=AssumeRole')
        ? xml(response, 200, credentials)
        : xml(response, 403, refused('AccessDenied')),
    { role: 'Member' },
  );
  const answer = await call();
  expect(answer).toMatchObject({ failure: { kind: 'access-denied' } });
  expect(JSON.stringify([answer, journal])).not.toContain(secret);
});
