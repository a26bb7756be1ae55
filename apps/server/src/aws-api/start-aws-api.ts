import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { stopInTime } from '../http/stop-in-time.ts';
import { ensureMasterKey } from './access-keys.ts';
import { answerRequest, identifyRequest, type Identified } from './answer-request.ts';
import { AwsError, jsonErrorAnswer } from './aws-error.ts';
import type { AwsApiParts } from './aws-operation.ts';
import { readBody } from './read-body.ts';

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
  /** Such as `http://127.0.0.1:4748`: what AWS_ENDPOINT_URL_SSM and its like are to be. */
  readonly address: string;
  /** Finishes the requests in hand. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** A document and its parameters, 64 KB each, in JSON's longest spelling of them. */
const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const JSON_CONTENT_TYPE = 'application/x-amz-json-1.1';

/** What is told to whom nothing proves. */
const UNPROVEN: ReadonlySet<string> = new Set([
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
]);

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the AWS-compatible API: what is known of the request so far. */
    aws: { identified?: Identified; code?: string } | undefined;
  }
}

/** Listens for requests of the AWS SDKs, CLI and tools to the services that are answered here, signed (SigV4). */
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

function createListener({ parts, log }: AwsApiOptions, masterKey: Buffer): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const app: FastifyInstance = Fastify({
    loggerInstance,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  });
  stopInTime(app);
  app.removeAllContentTypeParsers();
  app.decorateRequest('aws', undefined);
  // Whoever has no key here is sent away before the body is read.
  app.addHook('onRequest', async (request) => {
    request.aws = {};
    request.aws.identified = await identifyRequest(parts, masterKey, request);
  });
  app.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage) =>
    readBody(payload, request.aws?.identified?.asked?.operation.bodyLimitBytes ?? BODY_LIMIT_BYTES),
  );
  app.addHook('onResponse', async (request, reply) => logAnswered(request, reply));
  app.setErrorHandler(async (error, request, reply) => {
    const code = awsErrorOf(error)?.code ?? '';
    if (UNPROVEN.has(code)) await parts.noteStranger({ reason: code, address: request.ip });
    return sendError(error, request, reply);
  });
  app.setNotFoundHandler((request) => {
    throw new AwsError('UnknownOperationException', `Nothing answers ${request.method} here.`, { status: 404 });
  });
  app.route({
    method: ['GET', 'POST', 'PATCH', 'DELETE'],
    url: '*',
    handler: async (request, reply) => {
      const identified = request.aws?.identified;
      if (!identified) throw new Error('the hook identified no request');
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await answerRequest(parts, identified, body);
      return reply.headers(headersOf(request, identified.service.contentType)).send(JSON.stringify(answer));
    },
  });
  return app;
}

function headersOf(request: FastifyRequest, contentType: string): Record<string, string> {
  return { 'x-amzn-requestid': request.id, 'cache-control': 'no-store', 'content-type': contentType };
}

/** In the words of the service that the signature names; JSON 1.1 is what every client reads when there is none. */
function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const service = request.aws?.identified?.service;
  const known = awsErrorOf(error) ?? internalError(request, error);
  if (request.aws) request.aws.code = known.code;
  const { status, body } = (service?.errorAnswer ?? jsonErrorAnswer)(known);
  // What is left of the body is not waited for.
  if (!request.raw.complete) reply.header('connection', 'close');
  return reply
    .status(status)
    .headers(headersOf(request, service?.contentType ?? JSON_CONTENT_TYPE))
    .header('x-amzn-errortype', known.code)
    .send(JSON.stringify(body));
}

function awsErrorOf(error: unknown): AwsError | undefined {
  if (error instanceof AwsError) return error;
  const { code, statusCode, message } = error as { code?: unknown; statusCode?: unknown; message?: unknown };
  // Only the web framework's own refusals of a request carry both.
  const refused = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
  return refused && statusCode < 500
    ? new AwsError('SerializationException', String(message), { cause: error })
    : undefined;
}

/** What went wrong with us stays in the log. */
function internalError(request: FastifyRequest, error: unknown): AwsError {
  request.log.error({ err: error, ...logFields(request) }, 'an AWS request failed');
  return new AwsError(
    request.aws?.identified?.service.internalError ?? 'InternalFailure',
    `Trueup failed; its log has the reason under request ${request.id}.`,
    { status: 500 },
  );
}

function logAnswered(request: FastifyRequest, reply: FastifyReply): void {
  const fields = { status: reply.statusCode, durationMs: Math.round(reply.elapsedTime) };
  request.log.info({ ...logFields(request), ...fields }, 'AWS request');
}

/** Whose key it is said to be: the signature may be wrong, as the code then says. */
function logFields({ aws }: FastifyRequest): Record<string, string | undefined> {
  const { identified, code } = aws ?? {};
  return {
    service: identified?.service.signingName,
    operation: identified?.asked?.name,
    actor: identified?.caller.key.name,
    code,
  };
}

/** Where a client on this machine reaches it. */
function addressOf(app: FastifyInstance): string {
  const { address, family, port } = app.server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://${LOOPBACK}:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
