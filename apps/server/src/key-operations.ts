import { Problem, type Trueup } from '@trueup/api-contract';
import { accountId, coversEverything, type AccessKey, type AccountId, type NewRecord, type User } from '@trueup/core';
import { LOCAL_ADMIN } from './access/principal.ts';
import type { ApplicationParts } from './application-parts.ts';
import { createAccessKey, listAccessKeys, removeAccessKey } from './aws-api/access-keys.ts';
import { homeAccount } from './home-scope.ts';
import { missing } from './refusal-problem.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 365;

/** Access keys of the AWS-compatible API. Once there are users, each is of one. */
export function keyOperations(
  parts: ApplicationParts,
): Pick<Trueup, 'createAccessKey' | 'listAccessKeys' | 'deleteAccessKey'> {
  const { store, dataDir, clock, actor } = parts;
  return {
    async createAccessKey({ name = actor.name, accountId: asked, days = DEFAULT_DAYS }) {
      const account = asked === undefined ? await defaultAccount(parts) : accountId(asked);
      const user = await holderOf(parts, name);
      const expiresAt = new Date(Date.parse(clock.now()) + days * DAY_MS).toISOString();
      const given = { name, accountId: account, expiresAt, ...(user === undefined ? {} : { userId: user.id }) };
      return store.transaction(async (stores) => {
        const made = await createAccessKey({ store: stores, dataDir, clock }, given);
        await stores.records.append([recordOf(parts, 'access-key.created', made.key)]);
        return { ...made.key, secretAccessKey: made.secretAccessKey };
      });
    },
    async listAccessKeys() {
      const sees = await seesKeysOf(parts);
      return { items: (await listAccessKeys({ store })).filter(sees) };
    },
    async deleteAccessKey({ accessKeyId }) {
      const sees = await seesKeysOf(parts);
      return store.transaction(async (stores) => {
        const known = await stores.accessKeys.byId(accessKeyId);
        const key = known && sees(known) ? await removeAccessKey({ store: stores }, accessKeyId) : undefined;
        if (!key) throw missing('access key', accessKeyId);
        await stores.records.append([recordOf(parts, 'access-key.deleted', key)]);
        return key;
      });
    },
  };
}

/**
 * Whose key it will be. Undefined: there are no users, and a name is only asserted. A key speaks for its user, so he
 * alone makes one, or whoever holds the data directory, who could read its secret anyway.
 */
async function holderOf({ store, actor }: ApplicationParts, name: string): Promise<User | undefined> {
  const users = await store.identities.users();
  if (users.length === 0) return undefined;
  const user = users.find((one) => one.name === name);
  if (name !== actor.name && actor.name !== LOCAL_ADMIN) {
    throw new Problem('forbidden', 'a key is made by its own user', { reason: 'not-own' });
  }
  if (!user) throw new Problem('refused', `${name} is no user: a key is of one`, { reason: 'no-user' });
  return user;
}

/** One's own; an admin, and whoever holds the data directory, sees all. */
async function seesKeysOf({ store, actor }: ApplicationParts): Promise<(key: AccessKey) => boolean> {
  const users = await store.identities.users();
  const user = users.find(({ name }) => name === actor.name);
  const all = users.length === 0 || actor.name === LOCAL_ADMIN;
  if (all || (user && coversEverything(user.grants, ['admin']))) return () => true;
  return ({ userId }) => userId !== undefined && userId === user?.id;
}

async function defaultAccount({ policy, identity }: ApplicationParts): Promise<AccountId> {
  return homeAccount({ policy: await policy.readIfThere(), identity });
}

function recordOf(
  { clock, actor }: ApplicationParts,
  action: Extract<NewRecord['action'], `access-key.${string}`>,
  { accessKeyId, name, accountId: account, expiresAt }: AccessKey,
): NewRecord {
  const subject = { kind: 'access-key', id: accessKeyId } as const;
  const detail = { name, accountId: account, ...(expiresAt === undefined ? {} : { expiresAt }) };
  return { at: clock.now(), actor, action, subject, detail };
}
