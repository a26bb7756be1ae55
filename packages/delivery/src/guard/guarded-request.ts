import type { LookupAddress } from 'node:dns';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { checkedAddresses, parseTarget, type NotAllowed, type Target } from './checked-target.ts';
import type { Network } from './network.ts';

const TIME_LIMIT_MS = 10_000;
const MOST_REDIRECTS = 3;
const MOST_BYTES = 65_536;
const REDIRECTS = [301, 302, 303, 307, 308];
/** What is left of the headers once another origin is asked. Signatures, tokens and the caller's own are not its. */
const HARMLESS_HEADERS = ['accept', 'content-type', 'user-agent'];

export interface GuardedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Address or headers hold a secret: only https will do, but to hosts allowed by name. */
  readonly isSecret: boolean;
}

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first 64 KB, as text. */
  readonly body: string;
}

interface Unanswered {
  readonly kind: 'unanswered';
  readonly code: 'TIMEOUT' | 'CONNECTION_FAILURE' | 'SDK_CLIENT_ERROR';
  readonly reason: string;
}

export type GuardedAnswer = Answered | Unanswered | NotAllowed;

/**
 * One HTTP request to an address that a user gave. Never rejects, and no reason tells more than hosts and error codes.
 *
 * A host is refused when any of its addresses is not public, unless it is allowed by name; the connection goes to the
 * very addresses that were looked at. Up to three redirects are followed, each looked at in the same way. All but 303
 * repeat the request with its method and body: a POST that turned into a GET would be answered and yet not delivered.
 */
export async function guardedRequest(
  network: Network,
  request: GuardedRequest,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  const deadline = withinLimit(network, signal);
  const first = parseTarget(network, request.url);
  if (first.kind === 'not-allowed') return first;
  let hop: Hop = { ...request, target: first };
  for (let redirects = 0; ; redirects += 1) {
    const answer = await ask(network, hop, deadline);
    const next =
      answer.kind === 'answered' && redirects < MOST_REDIRECTS ? redirected(network, hop, answer) : undefined;
    if (next === undefined) return answer;
    if ('kind' in next) return next;
    hop = next;
  }
}

/** Aborts when the caller gives up, or at the latest when the time for a request is over. */
export function withinLimit(network: Network, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(network.timeoutMs ?? TIME_LIMIT_MS)]);
}

interface Hop extends Omit<GuardedRequest, 'url'> {
  readonly target: Target;
}

async function ask(network: Network, hop: Hop, deadline: AbortSignal): Promise<GuardedAnswer> {
  const { url, isAllowed } = hop.target;
  if (hop.isSecret && url.protocol !== 'https:' && !isAllowed) {
    return { kind: 'not-allowed', reason: `what is secret is sent to ${url.host} over https only` };
  }
  try {
    const addresses = await orAborted(checkedAddresses(network, hop.target), deadline);
    return 'kind' in addresses ? addresses : await exchange(hop, addresses, deadline);
  } catch (error) {
    return unanswered(error, url, deadline);
  }
}

/** A lookup cannot be cancelled; its answer is no longer waited for. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** @throws Node's error when there is no answer, and a TypeError for headers that cannot be sent. */
function exchange(hop: Hop, addresses: readonly LookupAddress[], signal: AbortSignal): Promise<Answered> {
  const { url } = hop.target;
  const body = hop.body === undefined ? undefined : Buffer.from(hop.body, 'utf8');
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === 'https:' ? https : http).request({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: url.pathname + url.search,
      method: hop.method,
      headers: { ...hop.headers, ...(body && { 'content-length': body.byteLength }) },
      // A connection of its own: one that is kept alive may have been opened to an address of another time.
      agent: false,
      lookup: pinned(addresses),
      signal,
    });
    let isAnswered = false;
    outgoing.on('error', (error) => {
      // What breaks after the status is for readBody to see.
      if (!isAnswered) reject(error);
    });
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy();
      reject(Object.assign(new Error('another protocol'), { code: 'UPGRADE' }));
    });
    outgoing.on('response', (incoming) => {
      isAnswered = true;
      const { statusCode = 0, headers } = incoming;
      void readBody(incoming).then((text) => resolve({ kind: 'answered', status: statusCode, headers, body: text }));
    });
    outgoing.end(body);
  });
}

function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
    else callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), []);
  };
}

/** The status has come, and it says what became of the request: a body that breaks off is taken as far as it came. */
async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Leaving the loop closes the connection.
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= MOST_BYTES) break;
    }
  } catch {
    incoming.destroy();
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
}

/** Undefined: the answer is no redirect. */
function redirected(network: Network, hop: Hop, { status, headers }: Answered): Hop | NotAllowed | undefined {
  const { location } = headers;
  if (!REDIRECTS.includes(status) || location === undefined) return undefined;
  const from = hop.target.url;
  const target = parseTarget(network, location, from);
  if (target.kind === 'not-allowed') {
    return {
      kind: 'not-allowed',
      reason: `${from.host} redirected to an address that is not allowed: ${target.reason}`,
    };
  }
  if (from.protocol === 'https:' && target.url.protocol === 'http:') {
    return { kind: 'not-allowed', reason: `${from.host} redirected from https to http` };
  }
  const kept = target.url.origin === from.origin ? hop.headers : harmless(hop.headers);
  if (status !== 303) return { ...hop, target, headers: kept };
  const { body: _answered, ...rest } = hop;
  return { ...rest, method: 'GET', target, headers: kept };
}

function harmless(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.includes(name)));
}

function unanswered(error: unknown, { host }: URL, deadline: AbortSignal): Unanswered | NotAllowed {
  if (deadline.aborted) return aborted(deadline, host);
  const { code } = error as { readonly code?: unknown };
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN') {
    return { kind: 'not-allowed', reason: 'the headers hold characters that headers may not hold' };
  }
  const known = typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'no reason known';
  return { kind: 'unanswered', code: 'CONNECTION_FAILURE', reason: `the connection to ${host} failed: ${known}` };
}

function aborted(deadline: AbortSignal, host: string): Unanswered {
  return (deadline.reason as { readonly name?: unknown } | undefined)?.name === 'TimeoutError'
    ? { kind: 'unanswered', code: 'TIMEOUT', reason: `${host} did not answer in time` }
    : { kind: 'unanswered', code: 'SDK_CLIENT_ERROR', reason: `the request to ${host} was cancelled` };
}
