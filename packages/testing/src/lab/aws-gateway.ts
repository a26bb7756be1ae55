import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountBook } from './account-book.ts';
import { accountBook } from './account-book.ts';
import type { AwsRequest } from './aws-call.ts';
import { identifyCall } from './aws-call.ts';
import { motoFault, writeError } from './aws-error.ts';
import type { AwsFault, CallInAccount, CallMatch, FaultEffect, Moment } from './aws-fault.ts';
import { faultCounter, matches } from './aws-fault.ts';

/** One call as the gateway saw it. */
export interface LoggedCall extends CallInAccount {
  /** 1 for the first call. */
  readonly number: number;
  /** What the caller was answered; undefined while under way, and when it got no answer. */
  readonly status: number | undefined;
  /** Whether AWS got the call. */
  readonly forwarded: boolean;
}

export interface AwsGatewayOptions {
  /** Absent or 0: a free one. */
  readonly port?: number;
  readonly faults?: readonly AwsFault[];
  /** Called before a call is forwarded and after AWS answered it; the call waits for the promise. */
  readonly onCall?: (call: LoggedCall, moment: Moment) => void | Promise<void>;
}

export interface AwsGateway {
  readonly endpoint: string;
  /** Every call so far, oldest first. */
  readonly calls: readonly LoggedCall[];
  count(match: CallMatch): number;
  /** Replaces the rules; their counts start anew. */
  inject(faults: readonly AwsFault[]): void;
  stop(): Promise<void>;
}

interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward(upstream: string, request: AwsRequest): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const { expect: _, connection: __, ...headers } = request.headers;
    const outgoing = httpRequest(new URL(request.path, upstream), { method: request.method, headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      readBody(incoming).then(
        (body) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body }),
        reject,
      );
    });
    outgoing.end(request.body);
  });
}

/** How a fault ends the call: true when the caller has been dealt with. */
async function strike(effect: FaultEffect, call: CallInAccount, response: ServerResponse): Promise<boolean> {
  switch (effect.kind) {
    case 'error': {
      const answer = writeError(call.protocol, effect);
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return true;
    }
    case 'delay':
      await delay(effect.delayMs);
      return false;
    case 'hang':
      return true;
    case 'reset':
      response.socket?.resetAndDestroy();
      return true;
  }
}

function answerWith(call: CallInAccount, answer: UpstreamAnswer, method: string, response: ServerResponse): void {
  const { status, headers, body } = answer;
  const fault = motoFault(call, { status, contentType: headers['content-type'] ?? '', body });
  if (fault) {
    const written = writeError(call.protocol, fault);
    response.writeHead(written.status, written.headers).end(written.body);
    return;
  }
  const { connection: _, 'transfer-encoding': __, ...kept } = headers;
  if (method === 'HEAD') response.writeHead(status, kept).end();
  else response.writeHead(status, { ...kept, 'content-length': body.length }).end(body);
}

/** What a call passes through, in order; the log entry is kept up to date on the way. */
interface Passage {
  readonly upstream: string;
  readonly options: AwsGatewayOptions;
  readonly strikes: (call: CallInAccount) => readonly AwsFault[];
  readonly accounts: AccountBook;
}

async function strikeAll(
  faults: readonly AwsFault[],
  moment: Moment,
  call: CallInAccount,
  response: ServerResponse,
): Promise<boolean> {
  for (const fault of faults) {
    if ((fault.moment ?? 'before') === moment && (await strike(fault.effect, call, response))) return true;
  }
  return false;
}

async function pass(
  passage: Passage,
  request: AwsRequest,
  call: { -readonly [K in keyof LoggedCall]: LoggedCall[K] },
  response: ServerResponse,
): Promise<void> {
  const faults = passage.strikes(call);
  await passage.options.onCall?.(call, 'before');
  if (await strikeAll(faults, 'before', call, response)) return;
  call.forwarded = true;
  const answer = await forward(passage.upstream, request);
  passage.accounts.learn(call.action, call.account, answer.body.toString('utf8'));
  await passage.options.onCall?.(call, 'after');
  if (await strikeAll(faults, 'after', call, response)) return;
  answerWith(call, answer, request.method, response);
}

function headerText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/**
 * A proxy in front of the AWS stand-in (or of another gateway). It makes the stand-in's own failures look like AWS's,
 * keeps a log of calls, and breaks calls on purpose by rule.
 *
 * @param upstream such as `http://127.0.0.1:5000`
 */
export async function awsGateway(upstream: string, options: AwsGatewayOptions = {}): Promise<AwsGateway> {
  const calls: { -readonly [K in keyof LoggedCall]: LoggedCall[K] }[] = [];
  const accounts = accountBook();
  let strikes = faultCounter(options.faults ?? []);

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const request = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers: incoming.headers, body };
    const identified = identifyCall(request);
    const account = accounts.accountOf(identified.accessKeyId, headerText(incoming.headers['x-moto-account-id']));
    const call = { ...identified, account, number: calls.length + 1, status: undefined, forwarded: false };
    const logged: { -readonly [K in keyof LoggedCall]: LoggedCall[K] } = call;
    calls.push(logged);
    response.once('finish', () => (logged.status = response.statusCode));
    const passage = { upstream, options, strikes, accounts };
    await pass(passage, request, logged, response);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // The stand-in is gone, or a hook of the test failed: the caller sees what a broken network looks like.
      process.stderr.write(`aws gateway: ${error instanceof Error ? error.message : String(error)}\n`);
      response.destroy();
    });
  });
  const endpoint = await listen(server, options.port ?? 0);
  return {
    endpoint,
    calls,
    count: (match) => calls.filter((call) => matches(match, call)).length,
    inject: (faults) => {
      strikes = faultCounter(faults);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
