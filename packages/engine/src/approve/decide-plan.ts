import type { Actor, Plan, PlanId } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

export interface Verdict {
  readonly planId: PlanId;
  /** The hash that the person has seen. */
  readonly hash: string;
  readonly verdict: 'approve' | 'reject';
  readonly reason?: string;
}

/** A person's yes or no to one plan as it was shown. The person who asked for it cannot approve it. */
export async function decidePlan(
  parts: EngineParts,
  given: Verdict,
  actor: Actor,
): Promise<{ readonly kind: 'decided'; readonly plan: Plan } | Refused> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const plan = await stores.plans.byId(given.planId);
    const refusal = plan ? refusalOf(plan, given, actor, at) : refused('unknown-plan', `no plan ${given.planId}`);
    if (!plan || refusal) {
      return refusal ?? refused('unknown-plan', `no plan ${given.planId}`);
    }
    const status = given.verdict === 'approve' ? ('approved' as const) : ('rejected' as const);
    await stores.plans.addApproval({
      planId: plan.id,
      planHash: plan.hash,
      verdict: given.verdict,
      by: actor,
      at,
      ...(given.reason === undefined ? {} : { reason: given.reason }),
    });
    await stores.plans.setStatus(plan.id, status);
    await stores.records.append([
      {
        at,
        actor,
        action: given.verdict === 'approve' ? 'plan.approved' : 'plan.rejected',
        subject: { kind: 'plan', id: plan.id },
        detail: {
          hash: plan.hash,
          findingId: plan.findingId,
          ...(given.reason === undefined ? {} : { reason: given.reason }),
        },
      },
    ]);
    return { kind: 'decided', plan: { ...plan, status } };
  });
}

function refusalOf(plan: Plan, given: Verdict, actor: Actor, at: string): Refused | undefined {
  if (plan.status !== 'waiting-for-approval') {
    return refused('plan-not-waiting', `plan ${plan.id} is ${plan.status}, not waiting for approval`);
  }
  if (plan.hash !== given.hash) {
    return refused('plan-changed', `plan ${plan.id} has hash ${plan.hash}; the hash given is of another plan`);
  }
  if (plan.expiresAt <= at) return refused('plan-expired', `plan ${plan.id} expired at ${plan.expiresAt}: plan again`);
  if (given.verdict === 'reject' && !given.reason?.trim()) {
    return refused('reason-missing', `rejecting plan ${plan.id} needs a reason`);
  }
  if (given.verdict === 'approve' && plan.requestedBy.kind === 'person' && plan.requestedBy.name === actor.name) {
    return refused('same-person', `plan ${plan.id} was asked for by ${actor.name}: another person must approve it`);
  }
  return undefined;
}
