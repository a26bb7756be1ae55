import {
  bindParameters,
  type Actor,
  type Execution,
  type ExecutionId,
  type Plan,
  type PlanId,
  type Scope,
  type ResourceRef,
} from '@trueup/core';
import { planKey } from '../approve/plan-key.ts';
import { guardStart } from '../decide/guard-start.ts';
import { documentOf, runbookName } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { runOf } from './run-of.ts';

export type Started = { readonly kind: 'started'; readonly execution: Execution } | Refused;

/**
 * Begins a plan. Every guard is asked again in the transaction that starts, with those that count together waiting for
 * each other, so no limit is ever exceeded. The lock, the execution, its run and its record are written together or not
 * at all.
 */
export async function startExecution(
  parts: EngineParts,
  given: { readonly planId: PlanId; readonly hash: string },
  actor: Actor,
): Promise<Started> {
  const now = parts.clock.now();
  const policy = await parts.policy();
  return parts.store.transaction(async (stores): Promise<Started> => {
    // Whoever decides about the plan, or finds that its time is over, does so before or after.
    await stores.runs.holdKeys([planKey(given.planId)]);
    const plan = await stores.plans.byId(given.planId);
    if (!plan) return refused('unknown-plan', `no plan ${given.planId}`);
    const refusal = refusalOf(plan, given.hash, now);
    if (refusal) return refusal;
    const guarded = await guardStart(parts, stores, policy, { plan, actor, now });
    if (guarded.kind === 'refused') return guarded;
    const execution = newExecution(plan, actor, now);
    if (await stores.executions.byId(execution.id)) {
      return refused('plan-changed', `plan ${plan.id} was made before another execution of its finding: plan again`);
    }
    if (!(await stores.locks.acquire(plan.resource.arn, execution.id, now))) {
      const holder = await stores.locks.holder(plan.resource.arn);
      return refused('resource-locked', `${plan.resource.arn} is held by execution ${holder ?? 'that just ended'}`);
    }
    await stores.executions.insert([execution]);
    await stores.runs.insert([runOf(plan, execution)]);
    await stores.plans.setStatus(plan.id, 'started');
    await stores.records.append([
      {
        at: now,
        actor,
        action: 'execution.started',
        subject: { kind: 'execution', id: execution.id },
        detail: {
          planId: plan.id,
          hash: plan.hash,
          kind: plan.kind,
          findingId: plan.findingId,
          controlId: plan.controlId,
          resource: plan.resource.arn,
          accountId: plan.resource.accountId,
          region: plan.resource.region,
          remediation: plan.remediation,
          asked: guarded.asked,
          policyHash: policy.hash,
        },
      },
    ]);
    return { kind: 'started', execution };
  });
}

function refusalOf(plan: Plan, hash: string, now: string): Refused | undefined {
  if (plan.status !== 'ready' && plan.status !== 'approved') {
    return refused(
      'plan-not-ready',
      `plan ${plan.id} is ${plan.status}: only a plan that is ready or approved can start`,
    );
  }
  if (plan.hash !== hash)
    return refused('plan-changed', `plan ${plan.id} has hash ${plan.hash}; the hash given is of another plan`);
  if (plan.expiresAt <= now) return refused('plan-expired', `plan ${plan.id} expired at ${plan.expiresAt}: plan again`);
  return undefined;
}

function newExecution(plan: Plan, actor: Actor, now: string): Execution {
  const id = plan.executionId as ExecutionId;
  const bound = bindParameters(documentOf(plan.document), plan.input, { ...plan.resource, executionId: id }, now);
  if (bound.kind === 'refused')
    throw new Error(`plan ${plan.id} holds inputs that its document refuses: ${bound.problems.join('; ')}`);
  return {
    id,
    kind: plan.kind,
    planId: plan.id,
    findingId: plan.findingId,
    resource: plan.resource,
    scope: scopeOf(plan.resource),
    ...(plan.permissions ? { permissions: plan.permissions } : {}),
    documentName: plan.chosen?.documentName ?? runbookName(plan),
    documentVersion: plan.chosen?.version ?? '1',
    ...(plan.chosen?.roleArn === undefined ? {} : { roleArn: plan.chosen.roleArn }),
    ...(plan.chosen ? { attachments: plan.chosen.attachments } : {}),
    mode: 'Auto',
    tags: [],
    document: plan.document,
    parameters: bound.parameters,
    phase: 'checking',
    status: 'Pending',
    startedBy: actor,
    startedAt: now,
    verifyAttempts: 0,
  };
}

const scopeOf = ({ accountId, region, partition }: ResourceRef): Scope => ({ accountId, region, partition });
