import {
  AUTH_PATHS,
  bootstrapBody,
  logInBody,
  Problem,
  type LogInMethods,
  type SessionState,
} from '@trueup/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AccessParts } from './access-parts.ts';
import { knowsPeople } from './authenticate.ts';
import { bootstrap } from './bootstrap.ts';
import { logIn } from './log-in.ts';
import type { Principal } from './principal.ts';
import { recordAccess } from './record-access.ts';
import { checkOrigin } from './same-origin.ts';
import { hashOf } from './secrets.ts';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './session-cookie.ts';
import { csrfOf } from './sessions.ts';

/** Log-in and log-out of people, by password. Every answer of these is for one person and is kept by nobody. */
export function mountAuth(app: FastifyInstance, parts: AccessParts, also: { readonly oidc: boolean }): void {
  const open = { config: { open: true, logIn: true } };
  const attempt = logIn(parts);
  const someoneIsThere = knowsPeople(parts);
  app.get(AUTH_PATHS.methods, { config: { open: true } }, async (_request, reply) => {
    const methods: LogInMethods = { password: true, oidc: also.oidc, bootstrap: !(await someoneIsThere()) };
    return unkept(reply).send(methods);
  });
  app.post(AUTH_PATHS.logIn, open, async (request, reply) => {
    checkOrigin(request);
    const { name, password } = bodyOf(logInBody, request);
    const opened = await attempt({ name, password, address: request.ip });
    await dropOldSession(parts, request);
    setSessionCookie(request, reply, opened.secret);
    return unkept(reply).send({ name: opened.user.name, csrf: opened.csrf, expiresAt: opened.expiresAt });
  });
  app.post(AUTH_PATHS.bootstrap, open, async (request, reply) => {
    checkOrigin(request);
    const user = await bootstrap(parts, { ...bodyOf(bootstrapBody, request), address: request.ip });
    return unkept(reply).status(201).send({ name: user.name });
  });
  app.get(AUTH_PATHS.session, async (request, reply) => unkept(reply).send(sessionView(request)));
  app.post(AUTH_PATHS.logOut, async (request, reply) => {
    const principal = principalOf(request);
    if (principal.session === undefined) throw new Problem('invalid', 'there is no session to end');
    await endSession(parts, principal, request.ip);
    clearSessionCookie(request, reply);
    return unkept(reply).send({ name: principal.actor.name });
  });
}

export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error('a route was reached without log-in');
  return request.principal;
}

/** The session that was there before the log-in ends with it. */
export async function dropOldSession({ store }: AccessParts, request: FastifyRequest): Promise<void> {
  const old = sessionCookie(request);
  if (old !== undefined) await store.identities.removeSession(hashOf(old));
}

function sessionView(request: FastifyRequest): SessionState {
  const { actor, grants, session } = principalOf(request);
  const secret = sessionCookie(request);
  if (session === undefined || secret === undefined) throw new Problem('invalid', 'there is no session');
  return { name: actor.name, grants, csrf: csrfOf(secret), expiresAt: session.expiresAt };
}

async function endSession(parts: AccessParts, { actor, session }: Principal, address: string): Promise<void> {
  await parts.store.transaction(async (stores) => {
    // Held while it goes: a request beside this one must not bring it back.
    if (session) await stores.identities.user(session.userId);
    if (session) await stores.identities.removeSession(session.hash);
    await recordAccess(parts, stores, {
      actor,
      action: 'logout',
      subject: { kind: 'user', id: actor.name },
      detail: { address },
    });
  });
}

function bodyOf<T extends z.ZodType>(schema: T, request: FastifyRequest): z.output<T> {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  // The values stay out: one of them is a secret.
  throw new Problem('invalid', faults.map(({ path, message }) => `${path}: ${message}`).join('; '), { faults });
}

const unkept = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');
