import { ACTOR_HEADER, actorName, Problem } from '@trueup/api-contract';
import type { ApiToken, Instant } from '@trueup/core';
import type { FastifyRequest } from 'fastify';
import type { AccessParts } from './access-parts.ts';
import { LOCAL_ADMIN, type Principal } from './principal.ts';
import { person } from './record-access.ts';
import { hashOf, sameSecret } from './secrets.ts';
import { sessionCookie } from './session-cookie.ts';
import { liveSession, usedSession } from './sessions.ts';

/** What an API token begins with, so that one that leaked is found by its look. */
export const TOKEN_PREFIX = 'trueup_pat_';

const USED_EVERY_MS = 60_000;
const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/** Whoever asks from these is on this machine. */
export const isLoopback = (address: string | undefined): boolean => LOOPBACK.test(address ?? '');

const notLoggedIn = (detail: string): Problem => new Problem('unauthenticated', detail);
const NO_TOKEN = "this needs the header 'authorization: Bearer TOKEN' with a valid token, or a session";

/**
 * Tells who sent a request. Only hashes of secrets stay in memory or store, and they are compared in constant time. What
 * only looks does not count as use of a session or a token.
 */
export function authentication(
  adminToken: string,
  parts: AccessParts,
): (request: FastifyRequest, way: 'use' | 'look') => Promise<Principal> {
  const adminHash = hashOf(adminToken);
  const someoneIsThere = knowsPeople(parts);
  return async (request, way) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const bearer = /^Bearer +(\S{1,500})$/i.exec(authorization)?.[1];
      if (bearer === undefined) throw notLoggedIn(NO_TOKEN);
      if (bearer.startsWith(TOKEN_PREFIX)) return byToken(parts, bearer, way);
      if (!sameSecret(hashOf(bearer), adminHash)) throw notLoggedIn(NO_TOKEN);
      return byAdminToken(request, await someoneIsThere());
    }
    const secret = sessionCookie(request);
    if (secret === undefined) throw notLoggedIn(NO_TOKEN);
    const live = await (way === 'use' ? usedSession : liveSession)(parts, secret);
    if (!live) throw notLoggedIn('the session is over: log in again');
    const { user, session } = live;
    return { actor: person(user.name), via: 'session', userId: user.id, grants: user.grants, session };
  };
}

/** People are never removed: once there was one there is one. */
export function knowsPeople({ store }: Pick<AccessParts, 'store'>): () => Promise<boolean> {
  let known = false;
  return async () => {
    known ||= (await store.identities.users()).length > 0;
    return known;
  };
}

/**
 * The holder of the data directory's token. While there are no users he may name the person he acts for: that name is
 * as good as the care with which the file is kept. From the first user on a name is proven or not taken, and the token
 * is for this machine alone.
 */
function byAdminToken(request: FastifyRequest, usersExist: boolean): Principal {
  if (usersExist && (!isLoopback(request.ip) || cameThroughStranger(request))) {
    throw notLoggedIn('the token of the data directory is for its own machine: use an API token of a user');
  }
  const name = usersExist ? LOCAL_ADMIN : (assertedName(request) ?? LOCAL_ADMIN);
  return { actor: person(name), via: 'local-admin', grants: [{ role: 'admin' }] };
}

/** A proxy that is not trusted stands before its own address: whom it speaks for may be anywhere. */
const cameThroughStranger = ({ headers, ip, socket }: FastifyRequest): boolean =>
  ip === socket.remoteAddress && (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined);

function assertedName({ headers }: FastifyRequest): string | undefined {
  const given = headers[ACTOR_HEADER];
  if (given === undefined) return undefined;
  const parsed = actorName.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid', `header ${ACTOR_HEADER}: ${parsed.error.issues[0]?.message ?? 'not a name'}`);
}

async function byToken(parts: AccessParts, secret: string, way: 'use' | 'look'): Promise<Principal> {
  const { clock, store } = parts;
  const token = await store.identities.tokenByHash(hashOf(secret));
  if (!token || token.revokedAt !== undefined) throw notLoggedIn(NO_TOKEN);
  const now = clock.now();
  if (token.expiresAt <= now) throw notLoggedIn(`the token expired at ${token.expiresAt}: make another`);
  const user = await store.identities.user(token.userId);
  if (!user || user.disabledAt !== undefined) throw notLoggedIn(NO_TOKEN);
  if (way === 'use' && wasQuiet(token, now)) await store.identities.tokenUsed(token.id, now);
  return {
    actor: person(user.name),
    via: 'token',
    userId: user.id,
    grants: user.grants,
    ...(token.grants === undefined ? {} : { tokenGrants: token.grants }),
  };
}

const wasQuiet = ({ lastUsedAt }: ApiToken, now: Instant): boolean =>
  lastUsedAt === undefined || Date.parse(now) - Date.parse(lastUsedAt) >= USED_EVERY_MS;
