import type { Trueup } from '@trueup/api-contract';
import { accountId, type AccessKey, type AccountId, type NewRecord } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { createAccessKey, listAccessKeys, removeAccessKey } from './aws-api/access-keys.ts';
import { homeAccount } from './home-scope.ts';
import { missing } from './refusal-problem.ts';

/** Access keys of the AWS-compatible API. */
export function keyOperations(
  parts: ApplicationParts,
): Pick<Trueup, 'createAccessKey' | 'listAccessKeys' | 'deleteAccessKey'> {
  const { store, dataDir, clock, actor } = parts;
  return {
    async createAccessKey({ name = actor.name, accountId: asked }) {
      const account = asked === undefined ? await defaultAccount(parts) : accountId(asked);
      return store.transaction(async (stores) => {
        const made = await createAccessKey({ store: stores, dataDir, clock }, { name, accountId: account });
        await stores.records.append([recordOf(parts, 'access-key.created', made.key)]);
        return { ...made.key, secretAccessKey: made.secretAccessKey };
      });
    },
    listAccessKeys: async () => ({ items: await listAccessKeys({ store }) }),
    deleteAccessKey: ({ accessKeyId }) =>
      store.transaction(async (stores) => {
        const key = await removeAccessKey({ store: stores }, accessKeyId);
        if (!key) throw missing('access key', accessKeyId);
        await stores.records.append([recordOf(parts, 'access-key.deleted', key)]);
        return key;
      }),
  };
}

async function defaultAccount({ policy, identity }: ApplicationParts): Promise<AccountId> {
  return homeAccount({ policy: await policy.readIfThere(), identity });
}

function recordOf(
  { clock, actor }: ApplicationParts,
  action: Extract<NewRecord['action'], `access-key.${string}`>,
  { accessKeyId, name, accountId: account }: AccessKey,
): NewRecord {
  const subject = { kind: 'access-key', id: accessKeyId } as const;
  return { at: clock.now(), actor, action, subject, detail: { name, accountId: account } };
}
