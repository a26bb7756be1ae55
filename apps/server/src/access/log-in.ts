import { Problem } from '@trueup/api-contract';
import type { Instant, User } from '@trueup/core';
import type { AccessParts } from './access-parts.ts';
import { verifyPassword } from './password-hash.ts';
import { DOORKEEPER, person, recordAccess } from './record-access.ts';
import { openSession, type OpenedSession } from './sessions.ts';

export const MOST_FAILURES = 5;
const WINDOW_MS = 15 * 60 * 1000;
/** A hash takes 64 MB and a good part of a second: a crowd of log-ins waits. */
const AT_ONCE = 2;

export interface LoggedIn extends OpenedSession {
  readonly user: User;
}

interface LogIn {
  (given: { readonly name: string; readonly password: string; readonly address: string }): Promise<LoggedIn>;
}

/** Log-in by name and password. Whoever does not exist is refused in the same words, after the same time. */
export function logIn(parts: AccessParts): LogIn {
  const inTurn = atMost(AT_ONCE);
  return (given) => inTurn(() => attempt(parts, given));
}

async function attempt(parts: AccessParts, { name, password, address }: Parameters<LogIn>[0]): Promise<LoggedIn> {
  const { store, clock } = parts;
  const keys = { name: guessesOf(name), address: `address:${address}` };
  const user = await store.identities.userNamed(name);
  await refuseLocked(parts, [keys.name, keys.address], user, address);
  // Noted before it is known to be one, so that guesses side by side are counted as well.
  const since = windowStart(clock.now());
  const guesses = await store.identities.noteFailure(keys.name, clock.now(), since);
  const usable = user?.disabledAt === undefined ? user : undefined;
  const right = await verifyPassword(password, usable?.passwordHash);
  if (guesses > MOST_FAILURES) throw await locked(parts, user, address, keys.name);
  if (!usable || !right) {
    await store.identities.noteFailure(keys.address, clock.now(), since);
    await recordAccess(parts, store, {
      actor: DOORKEEPER,
      action: 'login.failed',
      subject: { kind: 'user', id: user?.name ?? 'unknown' },
      detail: { address, by: 'password' },
    });
    throw new Problem('unauthenticated', 'name or password is wrong');
  }
  return store.transaction(async (stores) => {
    await stores.identities.clearFailures(keys.name);
    const opened = await openSession(parts, stores, usable);
    await recordAccess(parts, stores, {
      actor: person(usable.name),
      action: 'login.succeeded',
      subject: { kind: 'user', id: usable.name },
      detail: { address, by: 'password' },
    });
    return { ...opened, user: usable };
  });
}

/** Rejects once one of these keys has failed too often of late. */
export async function refuseLocked(
  parts: AccessParts,
  keys: readonly string[],
  user: User | undefined,
  address: string,
): Promise<void> {
  const since = windowStart(parts.clock.now());
  for (const key of keys) {
    if ((await parts.store.identities.failures(key, since)) < MOST_FAILURES) continue;
    throw await locked(parts, user, address, key);
  }
}

const LOCK_TOLD_MS = 60_000;
const told = new WeakMap<AccessParts, Map<string, number>>();

async function locked(parts: AccessParts, user: User | undefined, address: string, key: string): Promise<Problem> {
  const now = Date.parse(parts.clock.now());
  const before = told.get(parts) ?? new Map<string, number>();
  told.set(parts, before);
  for (const [other, at] of before) if (Math.abs(now - at) >= LOCK_TOLD_MS) before.delete(other);
  if (!before.has(key)) {
    before.set(key, now);
    await recordAccess(parts, parts.store, {
      actor: DOORKEEPER,
      action: 'login.locked',
      subject: { kind: 'user', id: user?.name ?? 'unknown' },
      detail: { address, by: key.startsWith('name:') ? 'name' : 'address' },
    });
  }
  return lockedOut();
}

/** What is told of a lock, whoever asks. */
export const lockedOut = (): Problem =>
  new Problem('forbidden', 'too many failed log-ins: try again in 15 minutes', { status: 429, reason: 'locked' });

/** Where guesses at a person's password are counted, whichever way they come. */
export const guessesOf = (name: string): string => `name:${name.toLowerCase()}`;

export const windowStart = (now: Instant): Instant => new Date(Date.parse(now) - WINDOW_MS).toISOString();

/** Runs so many at once; the others wait in order. */
function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => void waiting.push(go));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
