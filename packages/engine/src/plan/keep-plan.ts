import type { Plan, Stores } from '@trueup/core';
import { planKey } from '../approve/plan-key.ts';
import { deciding } from '../decide/decide-questions.ts';
import type { Decided } from '../decide/question.ts';
import type { EngineParts } from '../parts.ts';
import type { PlanOutcome } from './plan-outcome.ts';

/** Stores the plan, unless the decision is to leave the resource alone or the very same plan is open already. */
export async function keepPlan(
  parts: EngineParts,
  drafted: Plan,
  decided: Pick<Decided, 'explained' | 'target' | 'snapshot' | 'finding'>,
): Promise<PlanOutcome> {
  const { explained } = decided;
  const { decision } = explained;
  const detail = deciding(explained)?.detail;
  if (decision.kind === 'leave') {
    const why = detail ?? `${drafted.resource.arn} is left alone`;
    return { kind: 'left', reason: decision.reason, detail: why, decided };
  }
  const blocking = decision.kind === 'propose' && decision.reason === 'guarded' ? deciding(explained) : undefined;
  const plan: Plan = {
    ...drafted,
    status: decision.kind === 'propose' ? 'waiting-for-approval' : 'ready',
    ...(blocking ? { forbiddenBy: { guard: blocking.guard, detail: blocking.detail } } : {}),
  };
  return parts.store.transaction(async (stores) => {
    const open = await heldPlans(stores, plan);
    const same = open.find((other) => isSame(other, plan));
    if (same) {
      const status = same.status === 'approved' ? same.status : plan.status;
      if (status !== same.status) await stores.plans.setStatus(same.id, status);
      return { kind: 'planned', plan: { ...same, status }, decision, explained };
    }
    for (const older of open) await stores.plans.setStatus(older.id, 'stale');
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
          accountId: plan.resource.accountId,
          region: plan.resource.region,
          severity: decided.finding.severity,
          risk: plan.risk,
          expiresAt: plan.expiresAt,
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

/** Under the same line and for as many people: what the policy has changed since makes another plan. */
function isSame(open: Plan, { hash, remediation, approvalsNeeded, createdAt, forbiddenBy }: Plan): boolean {
  const asNow =
    open.remediation === remediation &&
    open.approvalsNeeded === approvalsNeeded &&
    open.forbiddenBy?.guard === forbiddenBy?.guard;
  return open.hash === hash && asNow && open.expiresAt > createdAt;
}

/** The open plans of the finding. Nobody else makes one, decides about one or starts one until the transaction ends. */
async function heldPlans(stores: Stores, { findingId }: Plan): Promise<readonly Plan[]> {
  await stores.runs.holdKeys([`plans-of/${findingId}`]);
  const open = async (): Promise<readonly Plan[]> =>
    (await stores.plans.list({ findingId, statuses: ['ready', 'waiting-for-approval', 'approved'] })).items;
  await stores.runs.holdKeys((await open()).map(({ id }) => planKey(id)));
  return open();
}
