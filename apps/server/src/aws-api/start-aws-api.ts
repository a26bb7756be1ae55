import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { partitionOf, type AccessKey, type Instant } from '@trueup/core';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ensureMasterKey, secretOf } from './access-keys.ts';
import { automationOperations } from './automation-operations.ts';
import { AwsError, errorBody } from './aws-error.ts';
import type { AwsApiParts, AwsCall, AwsOperation } from './aws-operation.ts';
import { documentOperations } from './document-operations.ts';
import { previewOperations } from './preview-operations.ts';
import { readInput } from './read-input.ts';
import { readClaim, verifySignature } from './verify-signature.ts';

export interface AwsApiOptions {
  readonly parts: AwsApiParts;
  /** 127.0.0.1 when absent: nobody else's machine reaches it. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Holds the key that the secrets of access keys are derived from. */
  readonly dataDir: string;
  readonly log: Logger;
}

export interface StartedAwsApi {
  /** Such as `http://127.0.0.1:4748`: what AWS_ENDPOINT_URL_SSM is to be. */
  readonly address: string;
  /** Finishes the requests in hand. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** A document and its parameters, 64 KB each, in JSON's longest spelling of them. */
const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const TARGET_PREFIX = 'AmazonSSM.';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

const OPERATIONS = new Map<string, AwsOperation>(
  Object.entries({ ...documentOperations, ...automationOperations, ...previewOperations }),
);

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the AWS-compatible API: the operation asked for and the name of whose key signed, for the log. */
    aws: { operation?: string; actor?: string; code?: string } | undefined;
  }
}

/** Listens for requests of the AWS SDKs, CLI and tools to SSM: AWS JSON 1.1 on the root path, signed (SigV4). */
export async function startAwsApi(options: AwsApiOptions): Promise<StartedAwsApi> {
  const { host = LOOPBACK, port, log } = options;
  const masterKey = await ensureMasterKey(options.dataDir);
  const app = createListener(options, masterKey);
  try {
    await app.listen({ host, port, listenTextResolver: () => '' });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} on ${host} is taken: choose another with --aws-api-port`, { cause: error });
  }
  const address = addressOf(app);
  log.info({ address }, 'the AWS-compatible API listens');
  return { address, close: () => app.close() };
}

function createListener(options: AwsApiOptions, masterKey: Buffer): FastifyInstance {
  const log: FastifyBaseLogger = options.log;
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
  });
  app.removeAllContentTypeParsers();
  // The signature covers the bytes as they came.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('aws', undefined);
  app.addHook('onRequest', async (request, reply) => {
    request.aws = {};
    reply.header('x-amzn-requestid', request.id).header('cache-control', 'no-store').type(CONTENT_TYPE);
  });
  app.addHook('onResponse', async (request, reply) => {
    const fields = { ...request.aws, status: reply.statusCode, durationMs: Math.round(reply.elapsedTime) };
    request.log.info(fields, 'AWS request');
  });
  app.setErrorHandler((error, request, reply) => {
    const known = awsErrorOf(error) ?? internalError(request, error);
    if (request.aws) request.aws.code = known.code;
    return reply.status(known.status).type(CONTENT_TYPE).header('x-amzn-errortype', known.code).send(errorBody(known));
  });
  app.setNotFoundHandler((request) => {
    throw new AwsError('UnknownOperationException', `Nothing answers ${request.method} here: expected POST /.`, {
      status: 404,
    });
  });
  app.post('/', async (request, reply) => reply.send(JSON.stringify(await answer(options.parts, masterKey, request))));
  return app;
}

async function answer(
  { engineParts, ...parts }: AwsApiParts,
  masterKey: Buffer,
  request: FastifyRequest,
): Promise<object> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const [path = '', query] = request.url.split('?');
  if (query !== undefined) throw new AwsError('UnknownOperationException', 'Queries are not part of this protocol.');
  const signed = { method: request.method, path, headers: request.headers, body };
  const claim = readClaim(signed);
  const caller = await knownCaller(parts, masterKey, claim.accessKeyId, request);
  verifySignature(signed, claim, caller.secret, now(engineParts));
  const { name, operation } = operationOf(request);
  request.aws = { operation: name, actor: caller.key.name };
  const call: AwsCall = {
    parts: { ...parts, engineParts },
    caller: caller.key,
    actor: { kind: 'person', name: caller.key.name },
    scope: { accountId: caller.key.accountId, region: claim.region, partition: partitionOf(claim.region) },
  };
  const run = operation.run as (input: unknown, call: AwsCall) => Promise<object>;
  return run(readInput(operation.input, jsonOf(body)), call);
}

const now = ({ clock }: AwsApiParts['engineParts']): Instant => clock.now();

/** Session tokens belong to keys that AWS hands out; those here have none. */
async function knownCaller(
  { store }: Pick<AwsApiParts, 'store'>,
  masterKey: Buffer,
  accessKeyId: string,
  { headers }: FastifyRequest,
): Promise<{ readonly key: AccessKey; readonly secret: string }> {
  const key = headers['x-amz-security-token'] === undefined ? await store.accessKeys.byId(accessKeyId) : undefined;
  if (key) return { key, secret: secretOf(masterKey, accessKeyId) };
  throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

function operationOf({ headers }: FastifyRequest): { readonly name: string; readonly operation: AwsOperation } {
  const target = headers['x-amz-target'];
  const name = typeof target === 'string' && target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
  const operation = OPERATIONS.get(name);
  if (operation) return { name, operation };
  const shown = typeof target === 'string' ? target.slice(0, 128) : 'none';
  throw new AwsError('UnknownOperationException', `The operation ${shown} is not known here.`);
}

function jsonOf(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', 'The body is not well-formed JSON.', { cause: error });
  }
}

function awsErrorOf(error: unknown): AwsError | undefined {
  if (error instanceof AwsError) return error;
  const { code, statusCode, message } = error as { code?: unknown; statusCode?: unknown; message?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new AwsError('RequestEntityTooLargeException', `A request may have ${BODY_LIMIT_BYTES} bytes.`, {
      status: 413,
      cause: error,
    });
  }
  // Only the web framework's own refusals of a request carry both.
  const refused = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
  return refused && statusCode < 500
    ? new AwsError('SerializationException', String(message), { cause: error })
    : undefined;
}

/** What went wrong with us stays in the log. */
function internalError(request: FastifyRequest, error: unknown): AwsError {
  request.log.error({ err: error, ...request.aws }, 'an AWS request failed');
  return new AwsError('InternalServerError', `Trueup failed; its log has the reason under request ${request.id}.`, {
    status: 500,
  });
}

/** Where a client on this machine reaches it. */
function addressOf(app: FastifyInstance): string {
  const { address, family, port } = app.server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://${LOOPBACK}:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
