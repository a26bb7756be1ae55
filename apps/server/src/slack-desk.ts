import { Problem, type Trueup } from '@trueup/api-contract';
import type { Actor, PlanId, PlanStore, User } from '@trueup/core';
import type { ApprovalDesk } from '@trueup/delivery';
import type { AccessParts } from './access/access-parts.ts';
import { denials } from './access/denials.ts';
import type { Principal } from './access/principal.ts';
import { DOORKEEPER, person } from './access/record-access.ts';
import { restrictedTrueup } from './access/restricted-trueup.ts';
import { redeemLinkCode, type LinkParts } from './slack-link-codes.ts';

export interface SlackDeskParts {
  readonly access: AccessParts;
  readonly store: LinkParts['store'] & { readonly plans: Pick<PlanStore, 'byId' | 'approvals'> };
  readonly application: (actor: Actor) => Trueup;
}

/** What stands for an address in the records. */
const FROM_SLACK = 'slack';

/**
 * Decides for people of Slack, who are told apart by the ids that they have proven. Each asks the same operation as
 * over REST, as far as the matrix lets him, so nothing is possible here that is not possible there.
 */
export function slackDesk({ access, store, application }: SlackDeskParts): ApprovalDesk {
  const denied = denials(access);
  const trueupOf = (user: User): Trueup => {
    const actor = person(user.name);
    return restrictedTrueup(application(actor), {
      principal: principalOf(user, actor),
      parts: access,
      denied: (denial) => denied({ ...denial, actor, address: FROM_SLACK }),
    });
  };
  return {
    async decide({ slackUserId, shown, verdict, reason }) {
      const user = await store.identities.userOfSlack(slackUserId);
      if (!user || user.disabledAt !== undefined) {
        const why = `Slack user ${slackUserId} is linked with nobody who may come in`;
        await denied({ actor: DOORKEEPER, operation: 'decidePlan', reason: why, address: FROM_SLACK });
        return { kind: 'unlinked' };
      }
      try {
        const word = { id: shown.planId, hash: shown.hash, verdict, ...(reason === undefined ? {} : { reason }) };
        await trueupOf(user).decidePlan(word);
      } catch (error) {
        if (error instanceof Problem) return { kind: 'refused', detail: error.message };
        throw error;
      }
      const id = shown.planId as PlanId;
      const plan = await store.plans.byId(id);
      if (!plan) throw new Error(`plan ${id} was decided and is not there`);
      return { kind: 'decided', plan, approvals: await store.plans.approvals(id) };
    },
    link: (slackUserId, code) => redeemLinkCode({ store, clock: access.clock }, slackUserId, code),
    denied: ({ slackUserId, reason }) =>
      denied({
        actor: DOORKEEPER,
        operation: 'slack-envelope',
        reason: slackUserId === undefined ? reason : `${reason} (Slack user ${slackUserId})`,
        address: FROM_SLACK,
      }),
  };
}

/** Slack vouches for the person as a log-in does, and no token narrows what he may. */
function principalOf({ id, grants }: User, actor: Actor): Principal {
  return { actor, via: 'session', userId: id, grants };
}
