import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { partitionOf, type ApiCall, type JournalEntry, type Json, type Region, type ScriptJob } from '@trueup/core';
import type { GatewayDoor } from '../door/gateway-door.ts';
import { resolveOperation } from '../door/operation.ts';
import { awsEndpoint, type AwsEndpoint } from './aws-endpoint.ts';
import { NO_MORE_RECORDS, recordedParameters, recordedUrl, takeRecord } from './call-record.ts';
import type { Forwarder } from './forward.ts';
import { givesCredentials } from './give-credentials.ts';
import { identify, type Identified, type Protocol } from './identify.ts';
import { missingAction } from './permitted.ts';
import { emptyAnswer, refusalAnswer, type WireAnswer } from './wire-answer.ts';
import {
  credentialScope,
  readRequest,
  type CredentialScope,
  type ReadRequest,
  type RequestRoom,
  type WireRequest,
} from './wire-request.ts';

/** A request of a script, with whose script it is. */
export interface GatewayCall {
  readonly door: GatewayDoor;
  readonly upstream: Forwarder;
  readonly aws: NonNullable<ScriptJob['aws']>;
  /** The one that this script was given. */
  readonly accessKeyId: string;
  /** What its requests may hold in memory at once. */
  readonly room: RequestRoom;
  /** The script has ended. */
  readonly signal: AbortSignal;
  readonly incoming: IncomingMessage;
}

/** AWS's answer on its way to the script. */
export interface PassedAnswer {
  readonly upstream: IncomingMessage;
  readonly headers: OutgoingHttpHeaders;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly protocol: Protocol;
}

interface Outcome {
  readonly answer: WireAnswer | PassedAnswer;
  /** What the record says; a write that was only planned has none. */
  readonly record?: Pick<JournalEntry, 'service' | 'operation' | 'access' | 'request' | 'httpStatus' | 'attempts'> &
    Partial<Pick<JournalEntry, 'errorCode' | 'requestId' | 'region'>>;
}

/** The script's own hosts. S3 Control puts the account before it. */
const OWN_HOST = /^(\d{12}\.)?(127\.0\.0\.1|localhost)(:\d+)?$/;
const CONNECTION_HEADERS = /^(connection|keep-alive|proxy-.*|transfer-encoding|upgrade)$/;
const LONGEST_ERROR = 65_536;
/** Of what an answer says of itself. */
const LONGEST_NAME = 128;
/** As AWS names them, but for those of its partitions that Trueup does not know. */
const REGION = /^[a-z]{2}(?!-iso)(-[a-z]+)+-\d$/;

/**
 * Answers a call: refuses it, notes it for the plan, or sends it on. Every call that is not planned is recorded, until
 * the record is full; then nothing is sent.
 */
export async function answerCall(call: GatewayCall): Promise<WireAnswer | PassedAnswer> {
  const at = new Date();
  const started = performance.now();
  const place = takeRecord(call.room);
  if (place !== 'taken') call.incoming.resume();
  const { answer, record } =
    place === 'taken'
      ? await outcome(call).catch((error: unknown) => unexpected(call.incoming, error))
      : recordIsFull(call.incoming);
  if (record !== undefined && place !== 'none') {
    const { scope, session } = call.aws;
    session.journal?.({
      at: at.toISOString(),
      accountId: scope.accountId,
      ...record,
      region: record.region ?? scope.region,
      durationMs: Math.round(performance.now() - started),
    });
  }
  return answer;
}

async function outcome(call: GatewayCall): Promise<Outcome> {
  const { incoming } = call;
  const stranger = notAws(incoming);
  if (stranger !== undefined) return refusedConnection(incoming, stranger);
  const read = await readRequest(incoming, call.room);
  try {
    return await answerRead(call, read);
  } finally {
    call.room.bytes += read.held;
  }
}

async function answerRead(call: GatewayCall, read: ReadRequest): Promise<Outcome> {
  const { incoming } = call;
  const scope = credentialScope(incoming.headers.authorization);
  if (read.kind === 'refused') return unreadable(incoming, { ...read, protocol: 'rest-xml' }, scope);
  const foreign = foreignCredentials(scope, call);
  // Whoever signed it: what it wanted belongs into the record.
  const identified = scope && identify(read.request, scope);
  if (scope === undefined || identified === undefined || identified.kind === 'refused') {
    const refusal = { ...(identified ?? { protocol: unsignedProtocol(incoming) }), ...foreign } as Refusal;
    return unreadable(incoming, refusal, scope);
  }
  const refusal = foreign ?? notPermitted(identified, read.request, call.aws);
  if (refusal !== undefined) return refused(identified, scope, call, { ...refusal, protocol: identified.protocol });
  if (call.aws.session.mode === 'plan' && identified.access === 'write') return planned(identified, call);
  return send(identified, scope, read.request, call);
}

/** Without a signature no one says which service is meant: how the answer is most likely read. */
function unsignedProtocol({ headers }: IncomingMessage): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true ? 'query' : 'rest-xml';
}

/** A request that no reader was ready for, or a connection that broke. It must not reach further than its script. */
function unexpected(incoming: IncomingMessage, error: unknown): Outcome {
  const message = `the request could not be read: ${error instanceof Error ? error.message : String(error)}`;
  const refusal = { code: 'UnreadableRequest', message, protocol: unsignedProtocol(incoming) };
  return unreadable(incoming, refusal, credentialScope(incoming.headers.authorization));
}

function recordIsFull(incoming: IncomingMessage): Outcome {
  const refusal = { ...NO_MORE_RECORDS, protocol: unsignedProtocol(incoming) };
  return unreadable(incoming, refusal, credentialScope(incoming.headers.authorization));
}

type Why = Pick<Refusal, 'code' | 'message'>;

/** Through a proxy's request line, or by a host that is not the gateway's. */
function notAws(incoming: IncomingMessage): Why | undefined {
  const url = incoming.url ?? '';
  const host = incoming.headers.host ?? '';
  if (incoming.method !== 'CONNECT' && url.startsWith('/') && OWN_HOST.test(host)) return undefined;
  const wanted = `${url.startsWith('/') ? recordedUrl(host) : ''}${recordedUrl(url)}`;
  const message = `${incoming.method ?? ''} ${wanted.slice(0, 200)}: a script reaches AWS by boto3 or the AWS SDK, and nothing else`;
  return { code: 'NotAws', message };
}

function refusedConnection(incoming: IncomingMessage, { code, message }: Why): Outcome {
  const body = `${code}: ${message}\n`;
  return {
    answer: { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' }, body },
    record: {
      service: 'network',
      operation: incoming.method ?? 'GET',
      access: 'write',
      httpStatus: 403,
      attempts: 0,
      errorCode: code,
      request: { Host: recordedUrl(incoming.headers.host ?? ''), Url: recordedUrl(incoming.url ?? '') },
    },
  };
}

function foreignCredentials(scope: CredentialScope | undefined, { aws, accessKeyId }: GatewayCall): Why | undefined {
  if (scope === undefined) {
    const message = 'the request is not signed with AWS Signature Version 4 in its Authorization header';
    return { code: 'MissingAuthenticationToken', message };
  }
  if (scope.accessKeyId === accessKeyId) {
    const { partition } = aws.scope;
    if (REGION.test(scope.region) && partitionOf(scope.region as Region) === partition) return undefined;
    const message = `the request is signed for the region '${scope.region}'; it acts in regions of the partition ${partition} only`;
    return { code: 'RegionOfAnotherPartition', message };
  }
  const message = `the request is signed with other credentials than the script was given; it acts in account ${aws.scope.accountId} only, as the role of its runbook`;
  return { code: 'NotTheCredentialsOfThisScript', message };
}

function notPermitted(
  identified: Identified,
  { method }: WireRequest,
  aws: NonNullable<ScriptJob['aws']>,
): Why | undefined {
  const { servicePackage, operation, access } = identified;
  const name = `${servicePackage}:${operation}`;
  if ((servicePackage === 'sts' && access === 'write') || givesCredentials(servicePackage, operation)) {
    const message = `${name} would hand credentials to the script; it acts in account ${aws.scope.accountId} only, as the role of its runbook`;
    return { code: 'CredentialsStayOutside', message };
  }
  const { statements } = aws.session;
  if (statements === undefined) return undefined;
  const action = missingAction({ servicePackage, operation, access, method }, statements);
  if (action === undefined) return undefined;
  return { code: 'NotPermittedByRunbook', message: `the permissions of the runbook do not allow ${action}` };
}

/** A call whose operation is not known, or that must not be. */
function unreadable(incoming: IncomingMessage, refusal: Refusal, scope: CredentialScope | undefined): Outcome {
  return {
    answer: refusalAnswer(refusal.protocol, 403, refusal.code, refusal.message),
    record: {
      service: scope?.signingName ?? 'network',
      operation: `${incoming.method ?? ''} ${recordedUrl(incoming.url ?? '')}`,
      access: 'write',
      request: {},
      httpStatus: 403,
      errorCode: refusal.code,
      attempts: 0,
      ...regionOf(scope),
    },
  };
}

function refused(
  identified: Identified,
  scope: CredentialScope,
  { room }: GatewayCall,
  { protocol, code, message }: Refusal,
): Outcome {
  return {
    answer: refusalAnswer(protocol, 403, code, message),
    record: { ...recordOf(identified, room), ...regionOf(scope), httpStatus: 403, errorCode: code, attempts: 0 },
  };
}

function planned(identified: Identified, { aws, room }: GatewayCall): Outcome {
  const { service, servicePackage, operation } = identified;
  const resolved = resolveOperation(servicePackage, operation);
  const parameters = { ...identified.parameters } as Record<string, Json>;
  // The SDK makes one up each time; the plan must be the same when nothing has changed.
  if (resolved.kind === 'operation' && resolved.operation.tokenMember !== undefined) {
    delete parameters[resolved.operation.tokenMember];
  }
  const shown = recordedParameters(identified, parameters, room);
  aws.planned?.({ service, operation, parameters: shown } satisfies ApiCall);
  return { answer: emptyAnswer(identified) };
}

function regionOf(scope: CredentialScope | undefined): Pick<JournalEntry, 'region'> | undefined {
  return scope === undefined ? undefined : { region: scope.region as JournalEntry['region'] };
}

function recordOf(identified: Identified, room: RequestRoom) {
  const { service, operation, access, parameters } = identified;
  return { service, operation, access, request: recordedParameters(identified, parameters, room) };
}

async function send(
  identified: Identified,
  scope: CredentialScope,
  request: WireRequest,
  call: GatewayCall,
): Promise<Outcome> {
  const { aws, door } = call;
  const record = { ...recordOf(identified, call.room), ...regionOf(scope), attempts: 1 };
  const failed = (status: number, code: string, message: string, attempts: number): Outcome => ({
    answer: refusalAnswer(identified.protocol, status, code, message),
    record: { ...record, httpStatus: status === 502 ? 0 : status, errorCode: code, attempts },
  });
  const got = await door.credentials(aws.scope, aws.session);
  if (got.kind === 'failed') return failed(403, got.failure.code, got.failure.message, 0);
  try {
    const endpoint = destination(identified, scope, call);
    const bucket = door.budget.bucket(
      aws.scope.accountId,
      scope.region,
      identified.servicePackage,
      identified.operation,
    );
    await bucket.take(call.signal);
    const upstream = await call.upstream.send(request, {
      endpoint,
      signingName: scope.signingName,
      credentials: got.credentials,
      signal: call.signal,
    });
    return await passed(upstream, record);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(502, 'NoAnswer', `${identified.service} ${identified.operation} got no answer: ${reason}`, 1);
  }
}

function destination(identified: Identified, scope: CredentialScope, { door, aws }: GatewayCall): AwsEndpoint {
  if (door.endpoint !== undefined) return { url: new URL(door.endpoint), signingRegion: scope.region };
  const { servicePackage } = identified;
  const { signingName, region } = scope;
  const { partition, accountId } = aws.scope;
  return awsEndpoint({ servicePackage, signingName, region, partition, accountId });
}

type Sent = Pick<JournalEntry, 'service' | 'operation' | 'access' | 'request' | 'attempts'>;

async function passed(upstream: IncomingMessage, record: Sent): Promise<Outcome> {
  const status = upstream.statusCode ?? 502;
  const requestId = upstream.headers['x-amzn-requestid'] ?? upstream.headers['x-amz-request-id'];
  const headers = Object.fromEntries(
    Object.entries(upstream.headers).filter(([name]) => !CONNECTION_HEADERS.test(name)),
  );
  const told = {
    ...record,
    httpStatus: status,
    ...(typeof requestId === 'string' ? { requestId: requestId.slice(0, LONGEST_NAME) } : {}),
  };
  if (status < 400) return { answer: { upstream, headers }, record: told };
  const body = await start(upstream);
  return {
    answer: { status, headers: withoutLength(headers), body },
    record: { ...told, errorCode: errorCode(upstream, body.toString('utf8'), status) },
  };
}

function withoutLength(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === 'content-length' ? [] : [[name, String(value)]],
    ),
  );
}

async function start(upstream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of upstream as AsyncIterable<Buffer>) {
    if (size < LONGEST_ERROR) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

function errorCode(upstream: IncomingMessage, body: string, status: number): string {
  const header = upstream.headers['x-amzn-errortype'];
  const named = typeof header === 'string' ? header : (/"(?:__type|code)"\s*:\s*"([^"]+)"/.exec(body) ?? [])[1];
  const code = named ?? (/<Code>([^<]+)<\/Code>/.exec(body) ?? [])[1] ?? String(status);
  return ((code.split('#').at(-1) ?? code).split(':')[0] ?? code).slice(0, LONGEST_NAME);
}
