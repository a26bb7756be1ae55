import {
  instantAfter,
  unreachable,
  verifyBlind,
  verifyRepair,
  verifyUndo,
  type Outcome,
  type Reading,
  type Verification,
} from '@trueup/core';
import { finishExecution } from './finish-execution.ts';
import { journalOf, writeSegment, type RemediationSegment, type Rest } from './segment.ts';

/** Reads the resource anew and judges it with the check that found the fault; looks again before it says no. */
export async function verifyOutcome(segment: RemediationSegment): Promise<Rest> {
  const { parts, plan, execution } = segment;
  if (plan.judgedBy === 'reporter') return verifyByReporter(segment);
  const reading = await parts.reader.read(plan.resource, { journal: journalOf(segment) });
  const verification = judgeOutcome(segment, reading);
  const delayMs = parts.timing.verifyDelaysMs[execution.verifyAttempts];
  if (verification.kind !== 'verified' && delayMs !== undefined) {
    await writeSegment(segment, { verifyAttempts: execution.verifyAttempts + 1, verification });
    return { kind: 'rest', until: instantAfter(parts.clock.now(), delayMs) };
  }
  return finishExecution(segment, {
    outcome: outcomeOf(verification),
    status: execution.status,
    verification,
    reading,
  });
}

function judgeOutcome({ plan, entry }: RemediationSegment, reading: Reading): Verification {
  if (!entry) throw new Error(`plan ${plan.id} is judged by a check, and there is none of ${plan.controlId}`);
  const { control } = entry;
  const input = { control, parameters: plan.controlParameters, reading };
  if (plan.kind === 'undo') return verifyUndo({ ...input, expected: plan.expected });
  return verifyRepair(plan.judgedBy === 'check' ? input : { ...input, expected: plan.expected });
}

/** Who reported the fault looks again in his own time: it is not waited for. */
async function verifyByReporter(segment: RemediationSegment): Promise<Rest> {
  const { parts, plan, execution } = segment;
  const finding = await parts.store.findings.byId(plan.findingId);
  if (!finding) throw new Error(`execution ${execution.id} names finding ${plan.findingId}, which is not there`);
  const verification = verifyBlind(finding, execution.startedAt);
  return finishExecution(segment, { outcome: outcomeOf(verification), status: execution.status, verification });
}

function outcomeOf(verification: Verification): Outcome {
  switch (verification.kind) {
    case 'verified':
    case 'still-non-compliant':
    case 'inconclusive':
      return verification.kind;
    default:
      return unreachable(verification);
  }
}
