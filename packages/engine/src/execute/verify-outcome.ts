import {
  instantAfter,
  unreachable,
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
  const input = { control: entry.control, parameters: plan.controlParameters, expected: plan.expected, reading };
  return plan.kind === 'repair' ? verifyRepair(input) : verifyUndo(input);
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
