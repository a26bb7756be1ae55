import { randomUUID } from 'node:crypto';
import {
  Problem,
  type ApiToken as WireToken,
  type Input,
  type Operations,
  type User as WireUser,
} from '@trueup/api-contract';
import {
  coversEverything,
  exceedingGrant,
  NameTaken,
  type AccountPlace,
  type ApiToken,
  type Grant,
  type Json,
  type Stores,
  type User,
} from '@trueup/core';
import { TOKEN_PREFIX } from './access/authenticate.ts';
import { guessesOf, lockedOut, MOST_FAILURES, windowStart } from './access/log-in.ts';
import { hashPassword, verifyPassword } from './access/password-hash.ts';
import { LOCAL_ADMIN } from './access/principal.ts';
import { recordAccess, type AccessAction } from './access/record-access.ts';
import { hashOf, newSecret } from './access/secrets.ts';
import type { ApplicationParts } from './application-parts.ts';
import { missing } from './refusal-problem.ts';

type People = Pick<Operations, 'listUsers' | 'createUser' | 'changeUser' | 'disableUser' | 'enableUser'>;
type Own = Pick<Operations, 'whoAmI' | 'changePassword'>;
type Tokens = Pick<Operations, 'listTokens' | 'createToken' | 'revokeToken'>;
type IdentityStores = Pick<Stores, 'identities' | 'records'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** People and their tokens. Who may ask for which of these, the matrix of the contract says. */
export function userOperations(parts: ApplicationParts): People & Own & Tokens {
  return { ...peopleOperations(parts), ...ownOperations(parts), ...tokenOperations(parts) };
}

function peopleOperations(parts: ApplicationParts): People {
  const { store, clock } = parts;
  return {
    listUsers: async () => ({ items: (await store.identities.users()).map(userView) }),
    async createUser(given) {
      await checkNewName(store, given.name);
      const { password, ...rest } = given;
      const user: User = {
        ...rest,
        id: randomUUID(),
        createdAt: clock.now(),
        ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
      };
      await inOne(parts, (stores) => save(parts, stores, { user, action: 'user.created', detail: changesOf(given) }));
      return userView(user);
    },
    changeUser: (given) => changeUser(parts, given),
    disableUser: ({ name }) =>
      inOne(parts, async (stores) => {
        const user: User = { ...(await ownedUser(stores, name)), disabledAt: clock.now() };
        await save(parts, stores, { user, action: 'user.disabled', detail: {} });
        await stores.identities.removeSessionsOf(user.id);
        return userView(user);
      }),
    enableUser: ({ name }) =>
      inOne(parts, async (stores) => {
        const { disabledAt: _disabledAt, ...user } = await ownedUser(stores, name);
        await save(parts, stores, { user, action: 'user.changed', detail: { enabled: true } });
        return userView(user);
      }),
  };
}

async function changeUser(parts: ApplicationParts, given: Input<'changeUser'>): Promise<WireUser> {
  const { name, password, ...changes } = given;
  const passwordHash = password === undefined ? {} : { passwordHash: await hashPassword(password) };
  return inOne(parts, async (stores) => {
    const user: User = { ...(await ownedUser(stores, name)), ...changes, ...passwordHash };
    await save(parts, stores, { user, action: 'user.changed', detail: changesOf(given) });
    if (password !== undefined) await stores.identities.removeSessionsOf(user.id);
    return userView(user);
  });
}

function ownOperations(parts: ApplicationParts): Own {
  const { store, clock, actor } = parts;
  return {
    // Over HTTP the door answers it: it knows how he came in.
    whoAmI: async () => ({ name: actor.name, via: 'process', grants: [{ role: 'admin' }] }),
    async changePassword({ current, next }) {
      const key = guessesOf(actor.name);
      // Whoever came by a session or a token is not to guess here what he may not guess at the log-in.
      const guesses = await store.identities.noteFailure(key, clock.now(), windowStart(clock.now()));
      if (guesses > MOST_FAILURES) throw lockedOut();
      const user = await store.identities.userNamed(actor.name);
      if (!(await verifyPassword(current, user?.passwordHash)) || !user) {
        const subject = { kind: 'user', id: actor.name } as const;
        const detail = { by: 'change-password' };
        await recordAccess(parts, store, { actor, action: 'login.failed', subject, detail });
        throw new Problem('refused', 'the current password is wrong', { reason: 'wrong-password' });
      }
      await store.identities.clearFailures(key);
      return changeUser(parts, { name: user.name, password: next });
    },
  };
}

function tokenOperations(parts: ApplicationParts): Tokens {
  const { store, clock, actor } = parts;
  return {
    async listTokens() {
      const user = await store.identities.userNamed(actor.name);
      const all = actor.name === LOCAL_ADMIN || (user !== undefined && coversEverything(user.grants, ['admin']));
      const tokens = all ? await store.identities.tokens() : user ? await store.identities.tokens(user.id) : [];
      return { items: tokens.map(tokenView) };
    },
    async createToken({ name, grants, days }) {
      const places = await placesOf(parts);
      const secret = newSecret(TOKEN_PREFIX);
      return inOne(parts, async (stores) => {
        const user = await stores.identities.userNamed(actor.name);
        if (!user) throw new Problem('refused', `${actor.name} is no user: tokens are of users`, { reason: 'no-user' });
        checkWithin(grants ?? [], user.grants, places);
        const now = clock.now();
        const token: ApiToken = {
          id: randomUUID(),
          userId: user.id,
          name,
          hash: hashOf(secret),
          ...(grants === undefined ? {} : { grants }),
          createdAt: now,
          expiresAt: new Date(Date.parse(now) + days * DAY_MS).toISOString(),
        };
        await stores.identities.saveToken(token);
        await recordToken(parts, stores, 'token.created', token);
        return { ...tokenView(token), secret };
      });
    },
    revokeToken: ({ id }) =>
      inOne(parts, async (stores) => {
        const user = await stores.identities.userNamed(actor.name);
        const anyone = actor.name === LOCAL_ADMIN || (user !== undefined && coversEverything(user.grants, ['admin']));
        const known = await stores.identities.tokens(anyone ? undefined : (user?.id ?? ''));
        const token = known.find((one) => one.id === id);
        if (!token) throw missing('token', id);
        const revoked: ApiToken = { ...token, revokedAt: token.revokedAt ?? clock.now() };
        await stores.identities.saveToken(revoked);
        await recordToken(parts, stores, 'token.revoked', revoked);
        return tokenView(revoked);
      }),
  };
}

/** All or nothing; a name that is taken is told as such. */
async function inOne<T>({ store }: ApplicationParts, work: (stores: IdentityStores) => Promise<T>): Promise<T> {
  try {
    return await store.transaction(work);
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    throw new Problem('conflict', 'another user has this name, subject or Slack id', {
      reason: 'name-taken',
      cause: error,
    });
  }
}

/** Two names that differ by their capitals alone would be taken for one person. */
async function checkNewName({ identities }: Pick<Stores, 'identities'>, name: string): Promise<void> {
  const taken = (await identities.users()).some((user) => user.name.toLowerCase() === name.toLowerCase());
  if (!taken && name.toLowerCase() !== LOCAL_ADMIN) return;
  throw new Problem('conflict', `the name ${name} is taken`, { reason: 'name-taken' });
}

async function ownedUser({ identities }: Pick<Stores, 'identities'>, name: string): Promise<User> {
  const named = await identities.userNamed(name);
  // Read once more by id: that locks the row.
  const user = named && (await identities.user(named.id));
  if (!user) throw missing('user', name);
  return user;
}

async function save(
  parts: ApplicationParts,
  stores: IdentityStores,
  given: { readonly user: User; readonly action: AccessAction; readonly detail: Readonly<Record<string, Json>> },
): Promise<void> {
  const { user, action, detail } = given;
  await stores.identities.saveUser(user);
  await keepAnAdmin(stores, action);
  await recordAccess(parts, stores, { actor: parts.actor, action, subject: { kind: 'user', id: user.name }, detail });
}

/** Once people are let in, one of them can always let others in. */
async function keepAnAdmin({ identities }: IdentityStores, action: AccessAction): Promise<void> {
  if (action === 'user.created') return;
  const admins = (await identities.users()).filter(
    ({ grants, disabledAt }) => disabledAt === undefined && coversEverything(grants, ['admin']),
  );
  if (admins.length > 0) return;
  throw new Problem('refused', 'this is the last admin: make another first', { reason: 'last-admin' });
}

/** What was asked for, with no secret in it. */
function changesOf({ name: _name, password, ...rest }: Input<'changeUser'>): Readonly<Record<string, Json>> {
  return { ...(rest as Readonly<Record<string, Json>>), ...(password === undefined ? {} : { password: true }) };
}

function checkWithin(asked: readonly Grant[], held: readonly Grant[], places: readonly AccountPlace[]): void {
  const exceeding = exceedingGrant(asked, held, (id) => places.find((place) => place.id === id) ?? { id });
  if (exceeding === undefined) return;
  throw new Problem('forbidden', `a token gives no more than its user has: ${exceeding.role} exceeds it`, {
    reason: 'exceeds-grants',
  });
}

async function placesOf({ policy }: ApplicationParts): Promise<readonly AccountPlace[]> {
  return (await policy.readIfThere())?.accounts ?? [];
}

function recordToken(
  parts: ApplicationParts,
  stores: IdentityStores,
  action: 'token.created' | 'token.revoked',
  { id, name, userId, expiresAt, grants }: ApiToken,
): Promise<void> {
  const asked = grants === undefined ? {} : { grants: grants as unknown as Json };
  const detail = { name, userId, expiresAt, ...asked };
  return recordAccess(parts, stores, { actor: parts.actor, action, subject: { kind: 'token', id }, detail });
}

export function userView({ passwordHash, ...user }: User): WireUser {
  return { ...user, hasPassword: passwordHash !== undefined };
}

function tokenView({ hash: _hash, ...token }: ApiToken): WireToken {
  return token;
}
