import type { Plan } from '@trueup/core';
import { deciding } from '../decide/decide-questions.ts';
import type { Decided } from '../decide/question.ts';
import type { EngineParts } from '../parts.ts';
import type { PlanOutcome } from './plan-outcome.ts';

/** Stores the plan, unless the decision is to leave the resource alone or the very same plan is open already. */
export async function keepPlan(
  parts: EngineParts,
  drafted: Plan,
  decided: Pick<Decided, 'explained' | 'target' | 'snapshot'>,
): Promise<PlanOutcome> {
  const { explained } = decided;
  const { decision } = explained;
  const detail = deciding(explained)?.detail;
  if (decision.kind === 'leave') {
    const why = detail ?? `${drafted.resource.arn} is left alone`;
    return { kind: 'left', reason: decision.reason, detail: why, decided };
  }
  const plan: Plan = { ...drafted, status: decision.kind === 'propose' ? 'waiting-for-approval' : 'ready' };
  return parts.store.transaction(async (stores) => {
    const open = await stores.plans.list({
      findingId: plan.findingId,
      statuses: ['ready', 'waiting-for-approval', 'approved'],
    });
    const same = open.items.find((other) => other.hash === plan.hash && other.expiresAt > plan.createdAt);
    if (same) {
      const status = same.status === 'approved' ? same.status : plan.status;
      if (status !== same.status) await stores.plans.setStatus(same.id, status);
      return { kind: 'planned', plan: { ...same, status }, decision, explained };
    }
    for (const older of open.items) await stores.plans.setStatus(older.id, 'stale');
    await stores.plans.insert(plan);
    await stores.records.append([
      {
        at: plan.createdAt,
        actor: plan.requestedBy,
        action: 'plan.made',
        subject: { kind: 'plan', id: plan.id },
        detail: {
          kind: plan.kind,
          findingId: plan.findingId,
          controlId: plan.controlId,
          resource: plan.resource.arn,
          hash: plan.hash,
          policyHash: plan.policyHash,
          calls: plan.calls.map(({ service, operation }) => `${service}:${operation}`),
          decision: decision.kind,
          remediation: plan.remediation,
          ...(decision.kind === 'propose' ? { reason: decision.reason, approvalsNeeded: plan.approvalsNeeded } : {}),
          ...(detail === undefined ? {} : { detail }),
        },
      },
    ]);
    return { kind: 'planned', plan, decision, explained };
  });
}
