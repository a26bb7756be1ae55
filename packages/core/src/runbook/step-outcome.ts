import { unreachable } from '../value/unreachable.ts';
import type { RunbookDocument, Step } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { STOPPED_MESSAGE } from './failure-message.ts';
import { knownStep } from './step-named.ts';
import { ABORT_ALWAYS_FAILS, RETRY_AFTER_BAD_VALUES } from './undocumented.ts';

/** The end of an attempt. */
export type Outcome = Exclude<StepEvent, { kind: 'step.started' | 'step.progressed' | 'step.exited' }>;
type Failure = Extract<StepEvent, { kind: 'step.failed' | 'step.timed-out' }>;

/** Whether another attempt follows (automation-documents, 2.2). */
export function isTriedAgain(step: Step, event: Outcome): boolean {
  switch (event.kind) {
    case 'step.succeeded':
    case 'step.cancelled':
      return false;
    case 'step.timed-out':
      return event.inherited !== true && event.attempt < step.maxAttempts;
    case 'step.failed':
      if (event.inherited === true || event.failure.message === STOPPED_MESSAGE) return false;
      return event.attempt < step.maxAttempts && (RETRY_AFTER_BAD_VALUES || !isBadValue(step, event.failure.stage));
    default:
      return unreachable(event);
  }
}

/** An assertion that fails is worth another look; an answer that does not fit the declared outputs stays as it is. */
function isBadValue(step: Step, stage: string): boolean {
  return (
    stage === 'InputValidation' || (stage === 'PostVerification' && step.action !== 'aws:assertAwsResourceProperty')
  );
}

/** The failures of an execution that decide its final status, in the order in which they came (2.3). */
export function criticalFailures(document: RunbookDocument, log: readonly StepEvent[]): readonly Failure[] {
  return log.filter((event): event is Failure => {
    if (event.kind !== 'step.failed' && event.kind !== 'step.timed-out') return false;
    const step = knownStep(document, event.step);
    return !isTriedAgain(step, event) && isCritical(step);
  });
}

function isCritical({ isCritical: written, onFailure }: Step): boolean {
  if (onFailure.kind === 'abort') return ABORT_ALWAYS_FAILS || (written ?? true);
  return written ?? onFailure.kind !== 'continue';
}

export function failureMessageOf(event: Failure): string {
  return event.kind === 'step.failed' ? event.failure.message : event.message;
}
