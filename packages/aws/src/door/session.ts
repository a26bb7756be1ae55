import {
  type Answer,
  type ApiCall,
  type CallFailure,
  type CallOptions,
  type DoorSession,
  type JournalEntry,
  type Scope,
  type SessionOptions,
} from '@trueup/core';
import { botoShapes, type BotoShapes } from './boto-shapes.ts';
import { coerceInput } from './coerce-input.ts';
import { callFailure } from './failure.ts';
import { idempotencyToken } from './idempotency-token.ts';
import type { Identity } from './member-credentials.ts';
import { resolveOperation, type Operation } from './operation.ts';
import { plainOutput } from './plain-output.ts';
import { redactInput } from './redact.ts';
import type { SdkClients } from './sdk-clients.ts';
import type { Sent } from './sdk.ts';

export interface SessionParts {
  readonly scope: Scope;
  readonly options: SessionOptions;
  readonly clients: SdkClients;
  /** Or why the account cannot be entered. Asked at every call. */
  readonly identityOf: () => Identity | CallFailure;
}

export function doorSession(parts: SessionParts): DoorSession {
  return {
    async call(call, callOptions = {}) {
      const prepared = prepare(call, callOptions.token);
      if (prepared.kind === 'failed') return prepared;
      // A plan finds a misspelt parameter, for what it does not send is checked just as well.
      if (parts.options.mode === 'plan' && prepared.operation.access === 'write') return { kind: 'planned' };
      return send(parts, prepared, callOptions);
    },
  };
}

interface Prepared {
  readonly kind: 'prepared';
  /** The service as the caller names it. */
  readonly service: string;
  readonly operation: Operation;
  readonly shapes: BotoShapes;
  readonly input: Record<string, unknown>;
}

type Failed = Extract<Answer, { kind: 'failed' }>;

function prepare(call: ApiCall, token: string | undefined): Prepared | Failed {
  const resolved = resolveOperation(call.service, call.operation);
  if (resolved.kind === 'failed') return resolved;
  const { operation } = resolved;
  const shapes = botoShapes(operation);
  const coerced = coerceInput(operation.input, call.parameters, shapes);
  if (coerced.kind === 'invalid') {
    const message = `${call.service} ${operation.name}: ${coerced.message}`;
    return { kind: 'failed', failure: { code: 'ParamValidation', message, httpStatus: 0, kind: 'invalid' } };
  }
  const { input } = coerced;
  shapes.input?.(input);
  const member = operation.tokenMember;
  if (token !== undefined && member !== undefined) input[member] ??= idempotencyToken(token);
  return { kind: 'prepared', service: call.service.toLowerCase(), operation, shapes, input };
}

async function send(parts: SessionParts, prepared: Prepared, callOptions: CallOptions): Promise<Answer> {
  const at = new Date();
  const started = performance.now();
  const { operation } = prepared;
  const trace: Trace = {
    sent: { requests: 0 },
    signal: deadline(callOptions),
    bytes: callOptions.bytes ?? false,
    httpStatus: 0,
    requestId: undefined,
  };
  const answer = await attempt(parts, prepared, trace);
  parts.options.journal?.({
    at: at.toISOString(),
    accountId: parts.scope.accountId,
    region: parts.scope.region,
    service: prepared.service,
    operation: operation.name,
    access: operation.access,
    request: redactInput(operation.input, prepared.input),
    httpStatus: answer.kind === 'failed' ? answer.failure.httpStatus : trace.httpStatus,
    ...(answer.kind === 'failed' ? { errorCode: answer.failure.code } : {}),
    ...(trace.requestId === undefined ? {} : { requestId: trace.requestId }),
    durationMs: Math.round(performance.now() - started),
    // None when credentials could not be had: then the call itself never left.
    attempts: trace.sent.requests,
  } satisfies JournalEntry);
  return answer;
}

/** One call on its way, and what of its end only the journal wants. */
interface Trace {
  readonly sent: Sent;
  readonly signal: AbortSignal | undefined;
  readonly bytes: boolean;
  httpStatus: number;
  requestId: string | undefined;
}

async function attempt(parts: SessionParts, prepared: Prepared, trace: Trace): Promise<Answer> {
  const { operation } = prepared;
  const { sent, signal } = trace;
  try {
    const identified = await identify(parts, signal);
    if (identified.kind === 'failed') return identified;
    const { identity } = identified;
    const client = parts.clients.client({
      service: operation.service,
      constructor: operation.client,
      account: parts.scope.accountId,
      region: parts.scope.region,
      credentialsKey: identity.key,
      credentials: identity.provide,
    });
    const command = new operation.command(prepared.input);
    const output = await client.send(command, signal === undefined ? { sent } : { sent, abortSignal: signal });
    note(trace, output);
    return { kind: 'answered', output: await plainOutput(output, sent.requests, prepared.shapes, trace.bytes) };
  } catch (error) {
    note(trace, error);
    return { kind: 'failed', failure: callFailure(error, `${prepared.service} ${operation.name}`, signal) };
  }
}

type Identified = { readonly kind: 'identity'; readonly identity: Identity } | Failed;

async function identify(parts: SessionParts, signal: AbortSignal | undefined): Promise<Identified> {
  const identity = parts.identityOf();
  if (!('key' in identity)) return { kind: 'failed', failure: identity };
  const pending = identity.credentials();
  const got = pending instanceof Promise ? await orAborted(pending, signal) : pending;
  return got.kind === 'failed' ? got : { kind: 'identity', identity };
}

/** Others wait for the same credentials, so a caller that gives up leaves the request alone. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function deadline(options: CallOptions): AbortSignal | undefined {
  if (options.timeoutMs === undefined) return options.signal;
  const timeout = AbortSignal.timeout(options.timeoutMs);
  return options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
}

function note(trace: Trace, outcome: unknown): void {
  const metadata = (outcome as { readonly $metadata?: { httpStatusCode?: number; requestId?: string } } | undefined)
    ?.$metadata;
  trace.httpStatus = metadata?.httpStatusCode ?? 0;
  trace.requestId = metadata?.requestId;
}
