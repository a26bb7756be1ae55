import type { Plan, PlanId } from '@trueup/core';
import { startExecution } from '../execute/start-execution.ts';
import { regularly } from '../oversight/regularly.ts';
import type { EngineParts } from '../parts.ts';

const LOOK_EVERY_MS = 1_000;
const PAGE = 100;
/** A guard forbids it, or another execution holds its resource: asked again after so long. */
const AGAIN_MS = 15_000;
const ENGINE = { kind: 'system', name: 'engine' } as const;

/**
 * Starts the plans that the policy proposed once people have approved them. What a person asked for is his to start.
 * A plan that a guard forbids stays approved until the guard lets it, or its time is over.
 */
export function startApproved(parts: EngineParts): { stop(): Promise<void> } {
  const notBefore = new Map<PlanId, number>();
  const failed = 'approved plans could not be started; looking again';
  return regularly(parts, { everyMs: LOOK_EVERY_MS, failed }, () => startOnce(parts, notBefore));
}

async function startOnce(parts: EngineParts, notBefore: Map<PlanId, number>): Promise<void> {
  // First: while the policy is unreadable nothing starts.
  await parts.policy();
  const seen = new Set<PlanId>();
  for await (const plan of approvedPlans(parts)) {
    seen.add(plan.id);
    if ((notBefore.get(plan.id) ?? 0) > performance.now()) continue;
    // Set before: one that cannot be started keeps no other back.
    notBefore.set(plan.id, performance.now() + AGAIN_MS);
    await startOne(parts, plan);
  }
  for (const id of notBefore.keys()) if (!seen.has(id)) notBefore.delete(id);
}

async function startOne(parts: EngineParts, { id: planId, hash }: Plan): Promise<void> {
  try {
    const started = await startExecution(parts, { planId, hash }, ENGINE);
    if (started.kind === 'started') return;
    parts.log.info({ planId, reason: started.leave ?? started.reason }, 'an approved plan may not start yet');
  } catch (error) {
    parts.log.error({ error, planId }, 'an approved plan could not be started; it is tried again');
  }
}

async function* approvedPlans({ store, clock }: EngineParts): AsyncGenerator<Plan> {
  let cursor: string | undefined;
  do {
    const page = await store.plans.list({
      statuses: ['approved'],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const now = clock.now();
    yield* page.items.filter(({ requestedBy, expiresAt }) => requestedBy.kind === 'system' && expiresAt > now);
    cursor = page.next;
  } while (cursor !== undefined);
}
