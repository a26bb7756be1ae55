import { Problem, type Operations } from '@trueup/api-contract';
import type { User } from '@trueup/core';
import { recordAccess } from './access/record-access.ts';
import type { ApplicationParts } from './application-parts.ts';
import { newLinkCode } from './slack-link-codes.ts';
import { userView } from './user-operations.ts';

type Slack = Pick<Operations, 'createSlackLinkCode' | 'unlinkSlack'>;

/** What a person settles about himself and Slack. */
export function slackOperations(parts: Pick<ApplicationParts, 'store' | 'clock' | 'actor'>): Slack {
  const { store, actor } = parts;
  const self = async (): Promise<User> => {
    const user = await store.identities.userNamed(actor.name);
    if (user) return user;
    throw new Problem('refused', `${actor.name} is no user of Trueup: log in as one`, { reason: 'no-user' });
  };
  return {
    createSlackLinkCode: async () => newLinkCode(parts, await self()),
    async unlinkSlack() {
      const { id } = await self();
      return store.transaction(async (stores) => {
        const user = await stores.identities.user(id);
        if (!user) throw new Problem('not-found', `no user ${actor.name}`);
        const { slackUserId, ...rest } = user;
        if (slackUserId === undefined) return userView(user);
        await stores.identities.saveUser(rest);
        await recordAccess(parts, stores, {
          actor,
          action: 'user.changed',
          subject: { kind: 'user', id: user.name },
          detail: { slackUserId: null },
        });
        return userView(rest);
      });
    },
  };
}
