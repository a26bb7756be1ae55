import { createHmac } from 'node:crypto';
import type { Instant, Session, User } from '@trueup/core';
import type { AccessParts, AccessStores } from './access-parts.ts';
import { hashOf, newSecret } from './secrets.ts';

const HOUR_MS = 60 * 60 * 1000;
/** However busy it is, and since it was last used. */
const LONGEST_MS = 24 * HOUR_MS;
const LONGEST_IDLE_MS = 8 * HOUR_MS;
/** Not every request is worth a write. */
const SEEN_EVERY_MS = 60_000;

/** A session as its browser gets it: nothing of it can be read off the store. */
export interface OpenedSession {
  readonly secret: string;
  readonly csrf: string;
  readonly expiresAt: Instant;
}

/** A new secret at each log-in, so that a cookie that was planted before it is worth nothing. */
export async function openSession(
  parts: Pick<AccessParts, 'clock'>,
  stores: AccessStores,
  user: User,
): Promise<OpenedSession> {
  const secret = newSecret();
  const csrf = csrfOf(secret);
  const now = parts.clock.now();
  const expiresAt = later(now, LONGEST_MS);
  await stores.identities.removeSessionsExpiredBefore(now);
  await stores.identities.saveSession({
    hash: hashOf(secret),
    userId: user.id,
    csrfHash: hashOf(csrf),
    createdAt: now,
    expiresAt,
    lastSeenAt: now,
  });
  return { secret, csrf, expiresAt };
}

/** What a script of the console sends beside the cookie. It is made of the cookie, which no script can read. */
export const csrfOf = (secret: string): string =>
  createHmac('sha256', secret).update('csrf', 'utf8').digest('base64url');

interface Live {
  readonly session: Session;
  readonly user: User;
}
type SessionParts = Pick<AccessParts, 'clock' | 'store'>;

/** The session and its user. Undefined: unknown, over, idle for too long, or of someone who is let in no more. */
export async function liveSession({ clock, store }: SessionParts, secret: string): Promise<Live | undefined> {
  const session = await store.identities.sessionByHash(hashOf(secret));
  const now = clock.now();
  if (!session || session.expiresAt <= now || later(session.lastSeenAt, LONGEST_IDLE_MS) <= now) return undefined;
  const user = await store.identities.user(session.userId);
  if (!user || user.disabledAt !== undefined) return undefined;
  return { session, user };
}

/** The same, of one that is idle no longer. */
export async function usedSession(parts: SessionParts, secret: string): Promise<Live | undefined> {
  const live = await liveSession(parts, secret);
  const now = parts.clock.now();
  if (!live || later(live.session.lastSeenAt, SEEN_EVERY_MS) > now) return live;
  return (await seen(parts.store, live.session, now)) ? live : undefined;
}

/** False: it has just ended. Whoever ends one holds its user's row too, so that nothing brings it back. */
async function seen(store: AccessParts['store'], { hash, userId }: Session, now: Instant): Promise<boolean> {
  return store.transaction(async ({ identities }) => {
    await identities.user(userId);
    const session = await identities.sessionByHash(hash);
    if (session) await identities.saveSession({ ...session, lastSeenAt: now });
    return session !== undefined;
  });
}

const later = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();
