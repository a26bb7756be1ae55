import { randomUUID } from 'node:crypto';
import {
  NameTaken,
  type ApiToken,
  type IdentityStore,
  type Instant,
  type NewRecord,
  type Session,
  type User,
} from '@trueup/core';
import type { AccessParts, AccessStores } from '../access/access-parts.ts';

export interface MemoryAccess extends AccessParts {
  readonly records: readonly NewRecord[];
  /** Moves the clock on. */
  later(ms: number): void;
}

/** People, records and a clock in memory; `overrides` say what stands in accounts. */
export function memoryAccess(overrides: Partial<Pick<AccessParts, 'places' | 'accountsOf'>> = {}): MemoryAccess {
  const records: NewRecord[] = [];
  let ahead = 0;
  const stores: AccessStores = {
    identities: memoryIdentities(),
    records: {
      append: async (added) => {
        records.push(...added);
        return [];
      },
    },
  };
  return {
    store: { ...stores, transaction: (work) => work(stores) },
    clock: { now: () => new Date(Date.now() + ahead).toISOString() },
    ids: { uuid: () => randomUUID() },
    places: async () => [],
    accountsOf: async () => undefined,
    ...overrides,
    records,
    later: (ms) => {
      ahead += ms;
    },
  };
}

function memoryIdentities(): IdentityStore {
  const users = new Map<string, User>();
  const tokens = new Map<string, ApiToken>();
  return {
    async saveUser(user) {
      const taken = [...users.values()].some((other) => other.id !== user.id && isSame(other, user));
      if (taken) throw new NameTaken(user.name);
      users.set(user.id, user);
    },
    user: async (id) => users.get(id),
    userNamed: async (name) => [...users.values()].find((user) => user.name === name),
    userOfOidc: async (issuer, subject) =>
      [...users.values()].find(({ oidc }) => oidc?.issuer === issuer && oidc.subject === subject),
    userOfSlack: async (id) => [...users.values()].find(({ slackUserId }) => slackUserId === id),
    users: async () => [...users.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    saveToken: async (token) => void tokens.set(token.id, token),
    tokenByHash: async (hash) => [...tokens.values()].find((token) => token.hash === hash),
    tokens: async (userId) => [...tokens.values()].filter((token) => userId === undefined || token.userId === userId),
    async tokenUsed(id, at) {
      const token = tokens.get(id);
      if (token) tokens.set(id, { ...token, lastUsedAt: at });
    },
    ...memorySessions(),
    ...memoryFailures(),
    ...memoryBootstrap(),
  };
}

const isSame = (one: User, other: User): boolean =>
  one.name === other.name ||
  (one.oidc !== undefined && one.oidc.issuer === other.oidc?.issuer && one.oidc.subject === other.oidc.subject) ||
  (one.slackUserId !== undefined && one.slackUserId === other.slackUserId);

type Sessions = Pick<
  IdentityStore,
  'saveSession' | 'sessionByHash' | 'removeSession' | 'removeSessionsOf' | 'removeSessionsExpiredBefore'
>;

function memorySessions(): Sessions {
  const sessions = new Map<string, Session>();
  const removeWhere = (gone: (session: Session) => boolean): number => {
    const found = [...sessions.values()].filter(gone);
    for (const { hash } of found) sessions.delete(hash);
    return found.length;
  };
  return {
    saveSession: async (session) => void sessions.set(session.hash, session),
    sessionByHash: async (hash) => sessions.get(hash),
    removeSession: async (hash) => void sessions.delete(hash),
    removeSessionsOf: async (userId) => void removeWhere((session) => session.userId === userId),
    removeSessionsExpiredBefore: async (at) => removeWhere(({ expiresAt }) => expiresAt < at),
  };
}

function memoryFailures(): Pick<IdentityStore, 'noteFailure' | 'failures' | 'clearFailures'> {
  const failures = new Map<string, Instant[]>();
  const count = (key: string, since: Instant): number => (failures.get(key) ?? []).filter((at) => at >= since).length;
  return {
    async noteFailure(key, at, since) {
      failures.set(key, [...(failures.get(key) ?? []), at]);
      return count(key, since);
    },
    failures: async (key, since) => count(key, since),
    clearFailures: async (key) => void failures.delete(key),
  };
}

function memoryBootstrap(): Pick<IdentityStore, 'bootstrapHash' | 'setBootstrapHash'> {
  let kept: string | undefined;
  return {
    bootstrapHash: async () => kept,
    setBootstrapHash: async (hash) => {
      kept = hash;
    },
  };
}
