import type { Command } from './command.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { isCompleted } from './signals.ts';
import { renderOutputs } from './render-outputs.ts';
import { criticalFailures, failureMessageOf } from './step-outcome.ts';
import { FAILED_OUTWEIGHS_TIMED_OUT } from './undocumented.ts';

type Finish = Extract<Command, { kind: 'finish' }>;

/** The end of an execution: its status (automation-documents, 2.5), outputs and the first critical failure's message. */
export function finish(document: RunbookDocument, state: ExecutionState): Finish {
  const failures = criticalFailures(document, state.log).filter(
    (failure) => state.mode !== 'Interactive' || !succeededLater(state, failure),
  );
  const [first] = failures;
  return {
    kind: 'finish',
    status: isCancelled(state) ? 'Cancelled' : statusAfter(failures.map(({ kind }) => kind)),
    outputs: renderOutputs(document, state.log),
    ...(first ? { failureMessage: failureMessageOf(first) } : {}),
  };
}

/** Whoever drives an execution step by step may run one again: its last run counts. */
function succeededLater({ log }: ExecutionState, failure: StepEvent): boolean {
  return log.slice(log.indexOf(failure)).some(({ kind, step }) => kind === 'step.succeeded' && step === failure.step);
}

/** A step that was cut short because the execution was completed is no cancellation. */
function isCancelled(state: ExecutionState): boolean {
  if (state.cancelRequestedAt !== undefined) return true;
  return !isCompleted(state) && state.log.some(({ kind }) => kind === 'step.cancelled');
}

function statusAfter(failures: readonly ('step.failed' | 'step.timed-out')[]): Finish['status'] {
  if (failures.length === 0) return 'Success';
  const decisive = FAILED_OUTWEIGHS_TIMED_OUT ? 'step.failed' : 'step.timed-out';
  return failures.includes(decisive) === FAILED_OUTWEIGHS_TIMED_OUT ? 'Failed' : 'TimedOut';
}
