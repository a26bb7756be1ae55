import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { DEFAULT_BODY_LIMIT_BYTES, HEALTH_PATH, Problem, READY_PATH } from '@trueup/api-contract';
import { policySchema } from '@trueup/core';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import manifest from '../../package.json' with { type: 'json' };
import { mountAuth } from '../access/auth-routes.ts';
import { isLoopback } from '../access/authenticate.ts';
import type { Listening } from '../access/listening.ts';
import { mountOidc } from '../access/oidc-routes.ts';
import { CONSOLE_FOLDER } from '../console-folder.ts';
import { changeFeed } from '../changes/change-feed.ts';
import type { AppOptions } from './app-options.ts';
import { guardRequests } from './guard-requests.ts';
import { limitBodyTime } from './limit-body-time.ts';
import { mountConsole } from './mount-console.ts';
import { mountChanges } from './mount-changes.ts';
import { mountOperations } from './mount-operations.ts';
import { mountStreams } from './mount-streams.ts';
import { openapiDocument } from './openapi-document.ts';
import { problemOf } from './problem-of.ts';
import { stopInTime } from './stop-in-time.ts';

const BODY_TIME_MS = 30_000;
/** Of one address, a minute. Far above what a person or a pipeline needs. */
const REQUESTS_A_MINUTE = 30_000;
/** Of those that try secrets, or cost much. */
const LOG_INS_A_MINUTE = 30;

const isLogIn = (request: FastifyRequest): boolean => request.routeOptions.config.logIn === true;
const mostOf = (request: FastifyRequest): number => (isLogIn(request) ? LOG_INS_A_MINUTE : REQUESTS_A_MINUTE);
const countedAs = (request: FastifyRequest): string => `${isLogIn(request) ? 'log-in' : 'any'} ${request.ip}`;

/** The HTTP face, not yet listening. Whatever is not marked open needs log-in, unknown paths included. */
export async function createApp(
  options: AppOptions,
  { tls, trustedProxies }: Pick<Listening, 'tls' | 'trustedProxies'>,
): Promise<FastifyInstance> {
  const app = bareApp(options.log, { tls, trustedProxies });
  await app.register(helmet, { strictTransportSecurity: tls !== undefined });
  await app.register(cookie);
  await app.register(rateLimit, { global: false, errorResponseBuilder: tooMany });
  if (tls === undefined) app.addHook('onRequest', async (request) => refuseInTheClear(request));
  // Before anyone is looked up: strangers are held to it as well.
  app.addHook('onRequest', app.rateLimit({ max: mostOf, keyGenerator: countedAs, timeWindow: 60_000 }));
  const { trueupOf, stillMay } = guardRequests(app, options);
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new Problem('not-found', `nothing answers ${request.method} ${pathOf(request)}`)),
  );
  stopInTime(app);
  limitBodyTime(app, options.bodyTimeMs ?? BODY_TIME_MS);
  mountHealth(app, options);
  mountAuth(app, options.access, { oidc: options.oidc !== undefined });
  if (options.oidc) mountOidc(app, options.access, options.oidc);
  mountOperations(app, trueupOf);
  await mountStreams(app, trueupOf);
  mountChanges(app, { feed: changeFeed(options.changes, options.log), stillMay });
  const document = openapiDocument(manifest.version);
  app.get('/api/openapi.json', async () => document);
  const schema = policySchema();
  // Editors read it without a log-in, and it tells nothing of this installation.
  app.get('/api/policy.schema.json', { config: { open: true } }, async () => schema);
  await mountConsole(app, options.consoleFolder ?? CONSOLE_FOLDER);
  return app;
}

function bareApp(
  log: FastifyBaseLogger,
  { tls, trustedProxies }: { readonly tls: Listening['tls']; readonly trustedProxies: readonly string[] },
): FastifyInstance {
  const settings: FastifyServerOptions & { https?: Listening['tls'] } = {
    loggerInstance: log,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: DEFAULT_BODY_LIMIT_BYTES,
    requestTimeout: 0,
    // An ARN in its longest spelling.
    routerOptions: { maxParamLength: 1024 },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, error),
  };
  // The type of an app does not tell whether it ends TLS itself.
  return tls === undefined ? Fastify(settings) : Fastify(Object.assign(settings, { https: tls }));
}

/** Beyond this machine it is the proxy that ends TLS: who goes past it, or reaches it without, sends his token to all. */
function refuseInTheClear(request: FastifyRequest): void {
  const { open, logIn } = request.routeOptions.config;
  // What watches the server looks at it directly, and tells it nothing.
  if ((open === true && logIn !== true) || isLoopback(request.socket.remoteAddress)) return;
  if (request.protocol === 'https') return;
  throw new Problem(
    'forbidden',
    "this came without TLS: go through the proxy, which must set 'X-Forwarded-Proto: https'",
  );
}

const tooMany = (): Problem =>
  new Problem('unavailable', 'too many requests from one address: try again in a minute', { status: 429 });

/** Load balancers and monitors often ask with HEAD. */
function mountHealth(app: FastifyInstance, { ready, log }: AppOptions): void {
  const open = { config: { open: true }, exposeHeadRoute: true };
  app.get(HEALTH_PATH, open, async () => ({ status: 'ok' }));
  app.get(READY_PATH, open, async () => {
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
    ...(request.principal === undefined ? {} : { actor: request.principal.actor.name }),
  };
  // Whoever watches the server asks often, and a command asks before each of its own requests.
  request.log[request.routeOptions.config.open === true ? 'debug' : 'info'](fields, 'request');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
