import {
  NO_LINE,
  type Actor,
  type Approval,
  type DecisionInput,
  type Instant,
  type Plan,
  type Policy,
  type Stores,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { decideQuestions, deciding } from './decide-questions.ts';
import { countedKeys } from './counted-keys.ts';
import { pose } from './pose.ts';
import type { Posed } from './question.ts';

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
  const approvals = await stores.plans.approvals(plan.id);
  const asked = askedBy(plan, actor, approvals);
  const question = {
    finding,
    kind: plan.kind,
    asked,
    snapshot: plan.before,
    ...(plan.undetermined === undefined ? {} : { undetermined: plan.undetermined }),
  };
  const [posed] = pose(parts, policy, [question]);
  if (!posed) throw new Error('one question has one answer');
  const outdated = asked === 'break-glass' ? undefined : (otherLine(plan, posed) ?? moreAsked(plan, policy, approvals));
  if (outdated) return outdated;
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

function askedBy(plan: Plan, actor: Actor, approvals: readonly Approval[]): DecisionInput['asked'] {
  if (plan.status === 'approved')
    return approvals.some(({ verdict }) => verdict === 'break-glass') ? 'break-glass' : 'approved';
  return actor.kind === 'person' ? 'person' : 'policy';
}

/** A repair is what the policy says today: another line, or another runbook of it, wants another plan. */
function otherLine(plan: Plan, { line, lineUnknown }: Posed): Refused | undefined {
  if (plan.kind === 'undo' || lineUnknown !== undefined) return undefined;
  const name = line?.name ?? NO_LINE;
  if (name !== plan.remediation) {
    return refused('plan-changed', `plan ${plan.id} is of line ${plan.remediation}, and it is ${name} now: plan again`);
  }
  const [planned, now] = [plan.chosen?.documentName, line?.runbook?.document];
  if (planned === now) return undefined;
  const own = "the control's own";
  return refused('plan-changed', `plan ${plan.id} runs ${planned ?? own}, and it is ${now ?? own} now: plan again`);
}

/** Who raises the quorum means what waits as well. */
function moreAsked(plan: Plan, policy: Policy, approvals: readonly Approval[]): Refused | undefined {
  if (plan.status !== 'approved') return undefined;
  const yes = approvals.filter(({ verdict, planHash }) => verdict === 'approve' && planHash === plan.hash);
  const given = new Set(yes.map(({ by }) => by.name)).size;
  const needed = policy.approvals.quorum[plan.risk];
  if (given >= needed) return undefined;
  return refused('plan-not-ready', `plan ${plan.id} has ${given} approvals, and ${needed} are needed now: plan again`);
}
