import type { Command } from '@trueup/core';
import { finishAutomation } from './finish-automation.ts';
import { finishExecution } from './finish-execution.ts';
import { isRemediationSegment, writeSegment, type Rest, type Segment } from './segment.ts';

type Finish = Extract<Command, { kind: 'finish' }>;

/** The document has ended. A repair is judged by its resource now; an automation by its steps alone. */
export async function finishSteps(segment: Segment, finish: Finish): Promise<Rest> {
  const ended = { status: finish.status, outputs: finish.outputs };
  const message = finish.failureMessage === undefined ? {} : { failureMessage: finish.failureMessage };
  if (!isRemediationSegment(segment)) return finishAutomation(segment, { ...ended, ...message });
  if (finish.status === 'Success') {
    await writeSegment(segment, { phase: 'verifying', ...ended });
    return { kind: 'continue' };
  }
  const outcome = finish.status === 'Cancelled' ? 'cancelled' : 'failed';
  return finishExecution(segment, { ...ended, ...message, outcome });
}
