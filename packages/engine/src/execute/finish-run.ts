import {
  breakerState,
  unreachable,
  type BreakerSettings,
  type Instant,
  type NewRecord,
  type Outcome,
  type Plan,
  type Policy,
  type Remediation,
  type RemediationRun,
  type RunResult,
  type Stores,
  type Verification,
} from '@trueup/core';
import { breakerName, breakerScope, breakersSince, MOST_BREAKER_RUNS } from '../decide/counted-keys.ts';
import { notePromotion } from '../oversight/note-promotion.ts';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';
import { runOf } from './run-of.ts';

const ENGINE = { kind: 'system', name: 'engine' } as const;

export interface RunEnd {
  readonly execution: Remediation;
  readonly plan: Plan;
  readonly end: { readonly outcome: Outcome; readonly verification?: Verification };
  readonly at: Instant;
}

/** What the end of a repair or an undo means for the counts, the breakers, the ladder and the finding's next decision. */
export async function finishRun(
  parts: EngineParts,
  stores: Stores,
  { execution, plan, end, at }: RunEnd,
): Promise<void> {
  const waits = end.verification?.kind === 'inconclusive' && end.verification.reason === 'no-check';
  const result = waits ? 'neutral' : resultOf(end.outcome);
  await stores.runs.finish(execution.id, { at, result });
  if (plan.kind === 'undo' && plan.undoes !== undefined && result === 'verified')
    await stores.runs.undone(plan.undoes, at);
  // It may be tried again, undone, or left: that is decided anew. Who reported the fault has yet to look.
  if (result !== 'verified' && !waits) await stores.decisions.due([plan.findingId], at);
  if (plan.kind === 'undo' || result === 'neutral') return;
  const policy = await readable(parts);
  if (policy) await noteBreakers(stores, policy, plan, result, at);
  await notePromotion(parts, stores, { ...runOf(plan, execution), finishedAt: at, result });
}

/** A run ends as it ended, whatever is wrong with the policy. */
async function readable({ policy, log }: EngineParts): Promise<Policy | undefined> {
  try {
    return await policy();
  } catch (error) {
    if (!(error instanceof PolicyUnreadable)) throw error;
    log.error({ error }, 'the policy is not readable: no breaker is told of');
    return undefined;
  }
}

function resultOf(outcome: Outcome): RunResult {
  switch (outcome) {
    case 'verified':
      return 'verified';
    case 'failed':
    case 'still-non-compliant':
    case 'inconclusive':
      return 'failed';
    case 'already-compliant':
    case 'refused-stale':
    case 'refused-unread':
    case 'cancelled':
      return 'neutral';
    default:
      return unreachable(outcome);
  }
}

/** Records a breaker that this end has opened or closed. */
async function noteBreakers(stores: Stores, policy: Policy, plan: Plan, result: RunResult, at: Instant): Promise<void> {
  for (const settings of policy.breakers) {
    const scope = breakerScope(settings, plan.controlId, plan.resource.accountId, plan.remediation);
    const [runs = []] = await stores.runs.recent([scope], { since: breakersSince(at), limit: MOST_BREAKER_RUNS });
    const before = breakerState(
      settings,
      runs.map((run) => unfinished(run, plan.executionId)),
      at,
    );
    const after = breakerState(settings, runs, at);
    const subject = { kind: 'breaker', id: breakerName(settings, scope) } as const;
    const opened = after.kind === 'open' && before.kind !== 'open';
    const closed = result === 'verified' && before.kind !== 'closed' && after.kind === 'closed';
    if (!opened && !closed) continue;
    const detail = { ...breakerDetail(settings), executionId: plan.executionId, ...lastRepair(plan) };
    const record: NewRecord = opened
      ? { at, actor: ENGINE, action: 'breaker.opened', subject, detail: { ...detail, until: after.until } }
      : { at, actor: ENGINE, action: 'breaker.closed', subject, detail };
    await stores.records.append([record]);
  }
}

function unfinished(run: RemediationRun, id: string): RemediationRun {
  if (run.id !== id) return run;
  const { finishedAt: _finishedAt, result: _result, ...open } = run;
  return open;
}

/** The repair whose end moved the breaker. */
function lastRepair({ resource, controlId, remediation }: Plan) {
  return {
    resource: resource.arn,
    accountId: resource.accountId,
    region: resource.region,
    controlId,
    remediation,
  };
}

function breakerDetail({ per, failures, windowMinutes, pauseMinutes }: BreakerSettings) {
  return { per, failures, windowMinutes, pauseMinutes };
}
