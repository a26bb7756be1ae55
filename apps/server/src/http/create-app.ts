import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { DEFAULT_BODY_LIMIT_BYTES, HEALTH_PATH, Problem, READY_PATH, type Trueup } from '@trueup/api-contract';
import type { Actor } from '@trueup/core';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import manifest from '../../package.json' with { type: 'json' };
import { authentication } from './authentication.ts';
import { limitBodyTime } from './limit-body-time.ts';
import { mountOperations } from './mount-operations.ts';
import { mountStreams } from './mount-streams.ts';
import { openapiDocument } from './openapi-document.ts';
import { problemOf } from './problem-of.ts';

export interface AppOptions {
  readonly application: (actor: Actor) => Trueup;
  /** Rejects with the reason when the store does not answer. */
  readonly ready: () => Promise<void>;
  readonly adminToken: string;
  readonly log: Logger;
  /** In which the body of a request must have come, unless it is one that flows; 30 seconds when absent. */
  readonly bodyTimeMs?: number;
}

const BODY_TIME_MS = 30_000;

/** The HTTP face, not yet listening. Whatever is not marked open needs log-in, unknown paths included. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = options.log;
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    bodyLimit: DEFAULT_BODY_LIMIT_BYTES,
    requestTimeout: 0,
    // An ARN in its longest spelling.
    routerOptions: { maxParamLength: 1024 },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, error),
  });
  // Transport security belongs to whoever ends TLS before us.
  await app.register(helmet, { strictTransportSecurity: false });
  const actorOf = authentication(options.adminToken);
  app.decorateRequest('actor', undefined);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.routeOptions.config.open !== true) request.actor = actorOf(request.headers);
  });
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new Problem('not-found', `nothing answers ${request.method} ${pathOf(request)}`)),
  );
  limitBodyTime(app, options.bodyTimeMs ?? BODY_TIME_MS);
  mountHealth(app, options);
  mountOperations(app, options.application);
  await mountStreams(app, options.application);
  const document = openapiDocument(manifest.version);
  app.get('/api/openapi.json', async () => document);
  return app;
}

function mountHealth(app: FastifyInstance, { ready, log }: AppOptions): void {
  app.get(HEALTH_PATH, { config: { open: true } }, async () => ({ status: 'ok' }));
  app.get(READY_PATH, { config: { open: true } }, async () => {
    try {
      await ready();
    } catch (error) {
      log.error({ err: error }, 'the store does not answer');
      throw new Problem('unavailable', 'the store does not answer', { cause: error });
    }
    return { status: 'ok' };
  });
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const known = problemOf(error);
  if (!known) request.log.error({ err: error }, 'an operation failed');
  const problem = known ?? new Problem('internal', `Trueup failed; its log has the reason under request ${request.id}`);
  if (problem.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="trueup"');
  return reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem.details()));
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { operation } = request.routeOptions.config;
  const fields = {
    ...(operation === undefined ? { path: pathOf(request) } : { operation }),
    method: request.method,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime),
    ...(request.actor === undefined ? {} : { actor: request.actor.name }),
  };
  // Whoever watches the server asks often, and a command asks before each of its own requests.
  request.log[request.routeOptions.config.open === true ? 'debug' : 'info'](fields, 'request');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
