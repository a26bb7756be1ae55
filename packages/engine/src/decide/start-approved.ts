import { setTimeout as delay } from 'node:timers/promises';
import type { Plan, PlanId } from '@trueup/core';
import { startExecution } from '../execute/start-execution.ts';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';

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
  const stopping = new AbortController();
  const notBefore = new Map<PlanId, number>();
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await startOnce(parts, notBefore);
      } catch (error) {
        if (!(error instanceof PolicyUnreadable)) parts.log.error({ error }, 'approved plans could not be started');
      }
      await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

async function startOnce(parts: EngineParts, notBefore: Map<PlanId, number>): Promise<void> {
  const seen = new Set<PlanId>();
  for await (const plan of approvedPlans(parts)) {
    seen.add(plan.id);
    if ((notBefore.get(plan.id) ?? 0) > performance.now()) continue;
    const started = await startExecution(parts, { planId: plan.id, hash: plan.hash }, ENGINE);
    if (started.kind === 'started') continue;
    notBefore.set(plan.id, performance.now() + AGAIN_MS);
    parts.log.info({ planId: plan.id, reason: started.leave ?? started.reason }, 'an approved plan may not start yet');
  }
  for (const id of notBefore.keys()) if (!seen.has(id)) notBefore.delete(id);
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
