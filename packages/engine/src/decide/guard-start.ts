import { type Actor, type DecisionInput, type Instant, type Plan, type Policy, type Stores } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { decideQuestions, deciding } from './decide-questions.ts';
import { countedKeys } from './counted-keys.ts';
import { pose } from './pose.ts';

export type Guarded = { readonly kind: 'free'; readonly asked: DecisionInput['asked'] } | Refused;

interface Start {
  readonly plan: Plan;
  readonly actor: Actor;
  readonly now: Instant;
}

/** Asks every guard about a plan that is about to start, in the transaction that starts it. */
export async function guardStart(
  parts: EngineParts,
  stores: Stores,
  policy: Policy,
  { plan, actor, now }: Start,
): Promise<Guarded> {
  const [finding] = await stores.findings.byIds([plan.findingId]);
  if (!finding)
    return refused('unknown-finding', `plan ${plan.id} names finding ${plan.findingId}, which is not there`);
  const asked = await askedBy(stores, plan, actor);
  const question = {
    finding,
    kind: plan.kind,
    asked,
    snapshot: plan.before,
    ...(plan.undetermined === undefined ? {} : { undetermined: plan.undetermined }),
  };
  const [posed] = pose(parts, policy, [question]);
  if (!posed) throw new Error('one question has one answer');
  await stores.runs.holdKeys(countedKeys(policy, posed));
  const [decided] = await decideQuestions(parts, stores, policy, [question], now);
  if (!decided) throw new Error('one question has one answer');
  const { decision } = decided.explained;
  if (decision.kind === 'remediate') return { kind: 'free', asked };
  const detail = deciding(decided.explained)?.detail ?? 'no guard says more';
  if (decision.kind === 'propose') {
    return refused('plan-not-ready', `plan ${plan.id} asks for an approval now: ${decision.reason}: ${detail}`);
  }
  if (decision.reason === 'resource-locked') return refused('resource-locked', `${plan.resource.arn}: ${detail}`);
  return refused('guarded', `plan ${plan.id} may not start now: ${decision.reason}: ${detail}`, decision.reason);
}

async function askedBy(stores: Stores, plan: Plan, actor: Actor): Promise<DecisionInput['asked']> {
  if (plan.status === 'approved') {
    const approvals = await stores.plans.approvals(plan.id);
    return approvals.some(({ verdict }) => verdict === 'break-glass') ? 'break-glass' : 'approved';
  }
  return actor.kind === 'person' ? 'person' : 'policy';
}
