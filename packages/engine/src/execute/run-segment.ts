import { isRemediation, LeaseLost, unreachable, type Claimed, type Remediation } from '@trueup/core';
import { entryOf } from '../library.ts';
import { killSwitches } from '../oversight/kill-switches.ts';
import { remediateAutomatically } from '../plan/remediate-automatically.ts';
import type { BatchedParts } from '../batched-parts.ts';
import { runSpread } from '../spread/run-spread.ts';
import { abandonRemediation } from './abandon-remediation.ts';
import { checkBeforeChange } from './check-before-change.ts';
import { runSteps } from './run-steps.ts';
import { newSegment, noteCancel, type RemediationSegment, type Rest, type Segment } from './segment.ts';
import { verifyOutcome } from './verify-outcome.ts';

/** Carries one execution from a wake-up to its next wait. */
export async function runSegment(parts: BatchedParts, claimed: Claimed): Promise<void> {
  const segment = newSegment(parts, claimed);
  const beat = keepLease(segment);
  try {
    const rest = await runPhases(segment);
    if (rest.kind === 'rest') await parts.store.executions.release(segment.lease, rest.until);
    else await goOnWithResource(segment);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    const { executionId, epoch } = segment.lease;
    parts.log.info({ executionId, epoch }, 'another worker holds this execution now');
  } finally {
    clearInterval(beat);
  }
}

/**
 * A resource with several faults is repaired one fault at a time: the others were left alone while it was held. Only
 * after a repair that held true, so that this comes to an end.
 */
async function goOnWithResource({ parts, execution }: Segment): Promise<void> {
  const byPolicy = execution.kind === 'repair' && execution.startedBy.kind === 'system' && isRemediation(execution);
  if (!byPolicy || (execution.outcome !== 'verified' && execution.outcome !== 'already-compliant')) return;
  await remediateAutomatically(parts, { resourceArn: execution.resource.arn });
}

/** Shows a sign of life while the segment works. A lost lease shows at the next write, so a failed beat is only logged. */
function keepLease(segment: Segment): NodeJS.Timeout {
  const { parts, lease } = segment;
  const beat = setInterval(() => {
    parts.store.executions.renew(lease, parts.timing.leaseMs).then(
      ({ cancelRequestedAt }) => noteCancel(segment, cancelRequestedAt),
      (error: unknown) => {
        parts.log.error({ executionId: lease.executionId, error }, 'the lease was not renewed');
        // Another worker goes on: what runs here must not run beside it. The next write says so.
        if (error instanceof LeaseLost) segment.cancelled.abort();
      },
    );
  }, parts.timing.leaseMs / 3);
  beat.unref();
  return beat;
}

/**
 * What a kill switch covers does not begin, however it came to be there: a document, a child, or what was written as the
 * switch was turned on.
 */
async function stopKilled(segment: Segment): Promise<void> {
  const { parts, execution, log } = segment;
  if (log.length > 0 || execution.cancelRequestedAt !== undefined) return;
  const on = (await killSwitches(parts.store)).some(
    ({ scope }) => scope.kind === 'all' || (scope.kind === 'account' && scope.id === execution.scope.accountId),
  );
  if (!on) return;
  const at = parts.clock.now();
  await parts.store.executions.requestCancel(execution.id, at);
  noteCancel(segment, at);
}

async function runPhases(segment: Segment): Promise<Rest> {
  await stopKilled(segment);
  const { execution } = segment;
  const remediation =
    (execution.kind === 'repair' || execution.kind === 'undo') && isRemediation(execution)
      ? await loadRemediation(segment, execution)
      : undefined;
  if (remediation?.kind === 'missing') return abandonRemediation(segment, remediation.execution, remediation.reason);
  for (;;) {
    const rest = await (remediation ? runRemediation(remediation.segment) : runAutomation(segment));
    if (rest.kind !== 'continue') return rest;
  }
}

type Loaded =
  | { readonly kind: 'loaded'; readonly segment: RemediationSegment }
  | { readonly kind: 'missing'; readonly execution: Remediation; readonly reason: string };

/** Adds the plan to the segment. Whatever the phases write is seen by both, since it is one object. */
async function loadRemediation(segment: Segment, execution: Remediation): Promise<Loaded> {
  const { parts } = segment;
  // Which accounts may be entered, and how, stands there. Unreadable: nothing is done, and it is tried again later.
  await parts.policy();
  const plan = await parts.store.plans.byId(execution.planId);
  const missing = (reason: string): Loaded => ({ kind: 'missing', execution, reason });
  if (!plan) return missing(`plan ${execution.planId} is not there`);
  const entry = entryOf(parts.catalogue, plan.controlId);
  if (!entry && plan.judgedBy !== 'reporter') return missing(`control ${plan.controlId} is no longer in the library`);
  return { kind: 'loaded', segment: Object.assign(segment, { plan, execution, ...(entry ? { entry } : {}) }) };
}

async function runRemediation(segment: RemediationSegment): Promise<Rest> {
  switch (segment.execution.phase) {
    case 'checking':
      return checkBeforeChange(segment);
    case 'running':
      return runSteps(segment);
    case 'verifying':
      return verifyOutcome(segment);
    case 'finished':
      return { kind: 'finished' };
    default:
      return unreachable(segment.execution.phase);
  }
}

async function runAutomation(segment: Segment): Promise<Rest> {
  if (segment.execution.phase === 'finished') return { kind: 'finished' };
  return segment.execution.spread ? runSpread(segment) : runSteps(segment);
}
