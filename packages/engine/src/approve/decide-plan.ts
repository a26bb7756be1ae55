import {
  unreachable,
  type Actor,
  type Approval,
  type Plan,
  type PlanId,
  type PlanStatus,
  type Stores,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { planKey } from './plan-key.ts';

export interface Verdict {
  readonly planId: PlanId;
  /** The hash that the person has seen. */
  readonly hash: string;
  readonly verdict: Approval['verdict'];
  readonly reason?: string;
}

export type PlanDecided =
  | {
      readonly kind: 'decided';
      readonly plan: Plan;
      /** How many people have said yes to it so far. */
      readonly given: number;
    }
  | Refused;

/** Enough to say what happens, not enough for a single word. */
const LEAST_BREAK_GLASS_REASON = 10;

/**
 * A person's word on one plan as it was shown. It is approved once `approvalsNeeded` people have said yes, none of them
 * the one who asked for it. One no ends it. Break-glass stands for all of them, on the responsibility of who says it.
 */
export async function decidePlan(parts: EngineParts, given: Verdict, actor: Actor): Promise<PlanDecided> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores): Promise<PlanDecided> => {
    // Of two people who say yes at the same time the second sees the first one's.
    await stores.runs.holdKeys([planKey(given.planId)]);
    const plan = await stores.plans.byId(given.planId);
    if (!plan) return refused('unknown-plan', `no plan ${given.planId}`);
    const approvals = (await stores.plans.approvals(plan.id)).filter(({ planHash }) => planHash === plan.hash);
    const refusal = refusalOf(plan, given, actor, at) ?? repeated(plan, given, approvals, actor);
    if (refusal) return refusal;
    const yes = new Set(approvals.filter(({ verdict }) => verdict === 'approve').map(({ by }) => by.name));
    if (given.verdict === 'approve') yes.add(actor.name);
    const decided = { plan, status: statusAfter(plan, given, yes.size), given: yes.size };
    await keep(stores, decided, given, { actor, at });
    return { kind: 'decided', plan: { ...plan, status: decided.status }, given: yes.size };
  });
}

interface Decided {
  readonly plan: Plan;
  readonly status: PlanStatus;
  readonly given: number;
}

async function keep(
  stores: Stores,
  { plan, status, given: count }: Decided,
  given: Verdict,
  { actor, at }: { readonly actor: Actor; readonly at: string },
): Promise<void> {
  const reason = given.reason === undefined ? {} : { reason: given.reason };
  await stores.plans.addApproval({
    planId: plan.id,
    planHash: plan.hash,
    verdict: given.verdict,
    by: actor,
    at,
    ...reason,
  });
  if (status !== plan.status) await stores.plans.setStatus(plan.id, status);
  await stores.records.append([
    {
      at,
      actor,
      action: actionOf(given.verdict),
      subject: { kind: 'plan', id: plan.id },
      detail: {
        hash: plan.hash,
        findingId: plan.findingId,
        controlId: plan.controlId,
        resource: plan.resource.arn,
        accountId: plan.resource.accountId,
        region: plan.resource.region,
        requestedBy: plan.requestedBy.name,
        status,
        ...(given.verdict === 'approve' ? { approvals: `${count} of ${plan.approvalsNeeded}` } : {}),
        ...reason,
      },
    },
  ]);
}

function statusAfter(plan: Plan, { verdict }: Verdict, yes: number): PlanStatus {
  switch (verdict) {
    case 'approve':
      return yes >= plan.approvalsNeeded ? 'approved' : 'waiting-for-approval';
    case 'reject':
      return 'rejected';
    case 'break-glass':
      return 'approved';
    default:
      return unreachable(verdict);
  }
}

function actionOf(verdict: Verdict['verdict']): 'plan.approved' | 'plan.rejected' | 'plan.broke-glass' {
  switch (verdict) {
    case 'approve':
      return 'plan.approved';
    case 'reject':
      return 'plan.rejected';
    case 'break-glass':
      return 'plan.broke-glass';
    default:
      return unreachable(verdict);
  }
}

const WAITING: readonly PlanStatus[] = ['waiting-for-approval'];
/** What was ready or approved may still be refused at its start, by a freeze or an exception. */
const BREAKABLE: readonly PlanStatus[] = ['waiting-for-approval', 'ready', 'approved'];

function refusalOf(plan: Plan, given: Verdict, actor: Actor, at: string): Refused | undefined {
  const open = given.verdict === 'break-glass' ? BREAKABLE : WAITING;
  if (plan.status !== 'expired' && !open.includes(plan.status)) {
    return refused('plan-not-waiting', `plan ${plan.id} is ${plan.status}, not waiting for approval`);
  }
  if (plan.hash !== given.hash) {
    return refused('plan-changed', `plan ${plan.id} has hash ${plan.hash}; the hash given is of another plan`);
  }
  if (plan.status === 'expired' || plan.expiresAt <= at) {
    return refused('plan-expired', `plan ${plan.id} expired at ${plan.expiresAt}: plan again`);
  }
  if (given.verdict === 'reject' && !given.reason?.trim()) {
    return refused('reason-missing', `rejecting plan ${plan.id} needs a reason`);
  }
  if (given.verdict === 'break-glass' && (given.reason?.trim().length ?? 0) < LEAST_BREAK_GLASS_REASON) {
    return refused(
      'reason-missing',
      `breaking the glass for plan ${plan.id} needs a reason of at least ${LEAST_BREAK_GLASS_REASON} characters`,
    );
  }
  if (given.verdict === 'approve' && plan.requestedBy.kind === 'person' && plan.requestedBy.name === actor.name) {
    return refused('same-person', `plan ${plan.id} was asked for by ${actor.name}: another person must approve it`);
  }
  return undefined;
}

function repeated(plan: Plan, { verdict }: Verdict, approvals: readonly Approval[], actor: Actor): Refused | undefined {
  const before = approvals.find((approval) => approval.verdict === verdict && approval.by.name === actor.name);
  if (!before || verdict === 'reject') return undefined;
  return refused(
    'already-decided',
    verdict === 'approve'
      ? `${actor.name} has approved plan ${plan.id} already, at ${before.at}: another person must`
      : `${actor.name} has broken the glass for plan ${plan.id} already, at ${before.at}: it may start`,
  );
}
