import { actorName, newPassword, Problem } from '@trueup/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccessParts } from './access-parts.ts';
import { bootstrap } from './bootstrap.ts';
import { logIn } from './log-in.ts';
import type { Principal } from './principal.ts';
import { recordAccess } from './record-access.ts';
import { checkOrigin } from './same-origin.ts';
import { hashOf } from './secrets.ts';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './session-cookie.ts';
import { csrfOf } from './sessions.ts';

const logInBody = z.strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) });
const bootstrapBody = z.strictObject({
  secret: z.string().min(1).max(200),
  name: actorName,
  password: newPassword,
});

/** Log-in and log-out of people, by password. Every answer of these is for one person and is kept by nobody. */
export function mountAuth(app: FastifyInstance, parts: AccessParts): void {
  const open = { config: { open: true, logIn: true } };
  const attempt = logIn(parts);
  app.post('/auth/login', open, async (request, reply) => {
    checkOrigin(request);
    const { name, password } = bodyOf(logInBody, request);
    const opened = await attempt({ name, password, address: request.ip });
    await dropOldSession(parts, request);
    setSessionCookie(request, reply, opened.secret);
    return unkept(reply).send({ name: opened.user.name, csrf: opened.csrf, expiresAt: opened.expiresAt });
  });
  app.post('/auth/bootstrap', open, async (request, reply) => {
    checkOrigin(request);
    const user = await bootstrap(parts, { ...bodyOf(bootstrapBody, request), address: request.ip });
    return unkept(reply).status(201).send({ name: user.name });
  });
  app.get('/auth/session', async (request, reply) => unkept(reply).send(sessionView(request)));
  app.post('/auth/logout', async (request, reply) => {
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

function sessionView(request: FastifyRequest): object {
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
