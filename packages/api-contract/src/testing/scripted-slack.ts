import type { Trueup } from '../operations.ts';
import type { Actor } from '../schema/actor.ts';
import { notFound } from './not-found.ts';
import type { People } from './scripted-users.ts';

export function scriptedSlack(
  world: Pick<People, 'users'>,
  actor: Actor,
): Pick<Trueup, 'createSlackLinkCode' | 'unlinkSlack'> {
  return {
    createSlackLinkCode: async () => ({ code: 'ABCD-EFGH-JKLM', expiresAt: '2026-01-31T09:40:00.000Z' }),
    async unlinkSlack() {
      const { slackUserId: _slackUserId, ...user } = world.users.get(actor.name) ?? notFound('user', actor.name);
      world.users.set(user.name, user);
      return user;
    },
  };
}
