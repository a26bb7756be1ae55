import type { Plan, PlanStatus } from '@trueup/core';
import { regularly } from '../oversight/regularly.ts';
import type { EngineParts } from '../parts.ts';
import { planKey } from './plan-key.ts';

const LOOK_EVERY_MS = 5_000;
const PLANS_AT_ONCE = 200;
const ENGINE = { kind: 'system', name: 'engine' } as const;
const OPEN: readonly PlanStatus[] = ['ready', 'waiting-for-approval', 'approved'];

type Parts = Pick<EngineParts, 'store' | 'clock' | 'log'>;

/** Ends plans whose time is over, until it is stopped. */
export function expirePlans(parts: Parts): { stop(): Promise<void> } {
  return regularly(parts, { everyMs: LOOK_EVERY_MS, failed: 'lapsed plans could not be ended; trying again' }, () =>
    expireLapsed(parts),
  );
}

/** A lapse counts as a no: the plan can never start, and whoever wants the change makes another. */
export async function expireLapsed(parts: Parts): Promise<void> {
  for (;;) {
    const at = parts.clock.now();
    const lapsed = await parts.store.plans.lapsed(at, PLANS_AT_ONCE);
    for (const plan of lapsed) await expire(parts, plan, at);
    if (lapsed.length < PLANS_AT_ONCE) return;
  }
}

async function expire(parts: Parts, { id }: Plan, at: string): Promise<void> {
  await parts.store.transaction(async (stores) => {
    // Someone may start it, or say yes or no, at this very moment.
    await stores.runs.holdKeys([planKey(id)]);
    const plan = await stores.plans.byId(id);
    if (!plan || !OPEN.includes(plan.status)) return;
    await stores.plans.setStatus(id, 'expired');
    await stores.records.append([
      {
        at,
        actor: ENGINE,
        action: 'plan.expired',
        subject: { kind: 'plan', id },
        detail: {
          hash: plan.hash,
          findingId: plan.findingId,
          controlId: plan.controlId,
          resource: plan.resource.arn,
          accountId: plan.resource.accountId,
          region: plan.resource.region,
          requestedBy: plan.requestedBy.name,
          was: plan.status,
          expiresAt: plan.expiresAt,
        },
      },
    ]);
  });
}
