import { LeaseLost, unreachable, type ExecutionId, type Lease } from '@trueup/core';
import { entryOf } from '../library.ts';
import { remediateAutomatically } from '../plan/remediate-automatically.ts';
import type { EngineParts } from '../parts.ts';
import { checkBeforeChange } from './check-before-change.ts';
import { runSteps } from './run-steps.ts';
import type { Rest, Segment } from './segment.ts';
import { verifyOutcome } from './verify-outcome.ts';

/** Carries one execution from a wake-up to its next wait. Harmless when another worker holds it or it is finished. */
export async function runSegment(parts: EngineParts, id: ExecutionId, owner: string): Promise<void> {
  // Which accounts may be entered, and how, stands there. Unreadable: nothing is done, and the sweep tries again.
  await parts.policy();
  const lease = await parts.store.executions.claim(id, owner, parts.timing.leaseMs);
  if (!lease) return;
  const beat = keepLease(parts, lease);
  try {
    const segment = await load(parts, lease);
    const rest = await runPhases(segment);
    if (rest.kind === 'rest') await parts.store.executions.release(lease, rest.until);
    else await goOnWithResource(segment);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    parts.log.info({ executionId: id, epoch: lease.epoch }, 'another worker holds this execution now');
  } finally {
    clearInterval(beat);
  }
}

/**
 * A resource with several faults is repaired one fault at a time: the others were left alone while it was held. Only
 * after a repair that held true, so that this comes to an end.
 */
async function goOnWithResource({ parts, execution }: Segment): Promise<void> {
  const byPolicy = execution.kind === 'repair' && execution.startedBy.kind === 'system';
  if (!byPolicy || (execution.outcome !== 'verified' && execution.outcome !== 'already-compliant')) return;
  await remediateAutomatically(parts, { resourceArn: execution.resource.arn });
}

/** Shows a sign of life while the segment works. A lost lease shows at the next write, so a failed beat is only logged. */
function keepLease(parts: EngineParts, lease: Lease): NodeJS.Timeout {
  const beat = setInterval(() => {
    parts.store.executions.renew(lease, parts.timing.leaseMs).catch((error: unknown) => {
      parts.log.error({ executionId: lease.executionId, error }, 'the lease could not be renewed');
    });
  }, parts.timing.leaseMs / 3);
  beat.unref();
  return beat;
}

async function load(parts: EngineParts, lease: Lease): Promise<Segment> {
  const { executions, plans } = parts.store;
  const execution = await executions.byId(lease.executionId);
  if (!execution) throw new Error(`execution ${lease.executionId} was claimed but is not there`);
  const plan = await plans.byId(execution.planId);
  if (!plan) throw new Error(`execution ${execution.id} names plan ${execution.planId}, which is not there`);
  const entry = entryOf(parts.catalogue, plan.controlId);
  if (!entry)
    throw new Error(`execution ${execution.id} needs control ${plan.controlId}, which this library does not have`);
  return {
    parts,
    lease,
    plan,
    entry,
    execution,
    log: [...(await executions.log(execution.id))],
    journal: [],
    unwritten: [],
  };
}

async function runPhases(segment: Segment): Promise<Rest> {
  for (;;) {
    const rest = await runPhase(segment);
    if (rest.kind !== 'continue') return rest;
  }
}

async function runPhase(segment: Segment): Promise<Rest> {
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
