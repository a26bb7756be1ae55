import { NameTaken, type ApiToken, type Digest, type IdentityStore, type Session, type User } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import { runRaw, type Database } from '../connection/database.ts';
import { codeOf } from '../store-unavailable.ts';
import { readableText } from './readable.ts';

export function postgresIdentityStore(db: Database, digest: Digest): IdentityStore {
  return { ...usersOf(db), ...tokensOf(db), ...sessionsOf(db), ...failuresOf(db, digest), ...bootstrapOf(db) };
}

type UserStore = Pick<IdentityStore, 'saveUser' | 'user' | 'userNamed' | 'userOfOidc' | 'userOfSlack' | 'users'>;

function usersOf(db: Database): UserStore {
  const users = db.selectFrom('users').select('body');
  const one = async (column: 'name' | 'oidc_key' | 'slack_user_id', value: string): Promise<User | undefined> => {
    // PostgreSQL would look for another text in the place of one that it cannot hold.
    if (readableText(value) !== value) return undefined;
    const row = await users.where(column, '=', value).executeTakeFirst();
    return row && (row.body as User);
  };
  return {
    saveUser: (user) => saveUser(db, user),

    async user(id) {
      const row = await users
        .where('id', '=', id)
        .$if(db.isTransaction, (query) => query.forUpdate())
        .executeTakeFirst();
      return row && (row.body as User);
    },

    userNamed: (name) => one('name', name),
    userOfOidc: (issuer, subject) => one('oidc_key', oidcKey({ issuer, subject })),
    userOfSlack: (slackUserId) => one('slack_user_id', slackUserId),

    async users() {
      return (await users.orderBy('name').execute()).map(({ body }) => body as User);
    },
  };
}

/** As JSON: no issuer and subject read like another pair. */
function oidcKey({ issuer, subject }: NonNullable<User['oidc']>): string {
  return JSON.stringify([issuer, subject]);
}

async function saveUser(db: Database, user: User): Promise<void> {
  const { id, name, oidc, slackUserId = null } = user;
  for (const text of [name, slackUserId ?? '']) {
    if (readableText(text) !== text)
      throw new Error('a name holds what the store cannot keep: NUL, or half a character');
  }
  const row = {
    name,
    oidc_key: oidc === undefined ? null : oidcKey(oidc),
    slack_user_id: slackUserId,
    body: JSON.stringify(user),
  };
  try {
    await db
      .insertInto('users')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  } catch (error) {
    throw codeOf(error) === UNIQUE_VIOLATION ? nameTaken(error, name) : error;
  }
}

const UNIQUE_VIOLATION = '23505';
const TAKEN: Readonly<Record<string, string>> = {
  users_oidc_key_key: 'another user has this issuer and subject of OpenID Connect',
  users_slack_user_id_key: 'another user has this id of Slack',
};

function nameTaken(error: unknown, name: string): NameTaken {
  const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
  return new NameTaken(TAKEN[constraint] ?? `another user has the name '${name}'`, { cause: error });
}

type TokenStore = Pick<IdentityStore, 'saveToken' | 'tokenByHash' | 'tokens' | 'tokenUsed'>;

/** When a token was used last stands in its column alone: it changes often, and by another writer. */
function tokensOf(db: Database): TokenStore {
  const tokens = db.selectFrom('api_tokens').select(['body', 'last_used_at']);
  return {
    async saveToken({ lastUsedAt, ...token }) {
      const row = { hash: token.hash, user_id: token.userId, body: JSON.stringify(token) };
      await db
        .insertInto('api_tokens')
        .values({ id: token.id, ...row, last_used_at: lastUsedAt ?? null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    async tokenByHash(hash) {
      const row = await tokens.where('hash', '=', hash).executeTakeFirst();
      return row && toToken(row);
    },

    async tokens(userId) {
      const rows = await tokens
        .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
        .execute();
      return rows
        .map(toToken)
        .sort((one, other) => (`${one.createdAt} ${one.id}` < `${other.createdAt} ${other.id}` ? -1 : 1));
    },

    async tokenUsed(id, at) {
      await runRaw(db, 'update trueup.api_tokens set last_used_at = greatest(last_used_at, $2) where id = $1', [
        id,
        at,
      ]);
    },
  };
}

function toToken(row: { readonly body: unknown; readonly last_used_at: Date | null }): ApiToken {
  const token = row.body as ApiToken;
  return row.last_used_at === null ? token : { ...token, lastUsedAt: row.last_used_at.toISOString() };
}

type SessionStore = Pick<
  IdentityStore,
  'saveSession' | 'sessionByHash' | 'removeSession' | 'removeSessionsOf' | 'removeSessionsExpiredBefore'
>;

function sessionsOf(db: Database): SessionStore {
  return {
    async saveSession(session) {
      const row = { user_id: session.userId, expires_at: session.expiresAt, body: JSON.stringify(session) };
      await db
        .insertInto('sessions')
        .values({ hash: session.hash, ...row })
        .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
        .execute();
    },

    async sessionByHash(hash) {
      const row = await db.selectFrom('sessions').select('body').where('hash', '=', hash).executeTakeFirst();
      return row && (row.body as Session);
    },

    async removeSession(hash) {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute();
    },

    async removeSessionsOf(userId) {
      await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
    },

    async removeSessionsExpiredBefore(at) {
      const { numDeletedRows } = await db
        .deleteFrom('sessions')
        .where(sql<SqlBool>`expires_at < ${at}::timestamptz`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** Of names that nobody asks for again: no lock-out looks further back. */
const PRUNE = `
  delete from trueup.login_failures
  where at < $2::timestamptz - interval '1 day' or (key = $1 and at < $3::timestamptz)`;

function failuresOf(db: Database, digest: Digest): Pick<IdentityStore, 'noteFailure' | 'failures' | 'clearFailures'> {
  const failures = async (hashed: string, since: string): Promise<number> => {
    const [row] = await runRaw<{ count: number }>(
      db,
      'select count(*) as count from trueup.login_failures where key = $1 and at >= $2::timestamptz',
      [hashed, since],
    );
    return row?.count ?? 0;
  };
  return {
    async noteFailure(key, at, since) {
      const hashed = digest(key);
      await runRaw(db, PRUNE, [hashed, at, since]);
      await runRaw(db, 'insert into trueup.login_failures (key, at) values ($1, $2)', [hashed, at]);
      // Once its own is there for all to see: of several at once the last one sees them all.
      return failures(hashed, since);
    },

    failures: (key, since) => failures(digest(key), since),

    async clearFailures(key) {
      await db.deleteFrom('login_failures').where('key', '=', digest(key)).execute();
    },
  };
}

function bootstrapOf(db: Database): Pick<IdentityStore, 'bootstrapHash' | 'setBootstrapHash'> {
  return {
    async bootstrapHash() {
      return (await db.selectFrom('bootstrap').select('hash').executeTakeFirst())?.hash;
    },

    async setBootstrapHash(hash) {
      if (hash === undefined) await db.deleteFrom('bootstrap').execute();
      else
        await db
          .insertInto('bootstrap')
          .values({ hash })
          .onConflict((conflict) => conflict.column('single').doUpdateSet({ hash }))
          .execute();
    },
  };
}
