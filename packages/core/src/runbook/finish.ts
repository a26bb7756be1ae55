import type { Command } from './command.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState } from './execution-state.ts';
import { renderOutputs } from './render-outputs.ts';
import { criticalFailures, failureMessageOf } from './step-outcome.ts';
import { FAILED_OUTWEIGHS_TIMED_OUT } from './undocumented.ts';

type Finish = Extract<Command, { kind: 'finish' }>;

/** The end of an execution: its status (automation-documents, 2.5), outputs and the first critical failure's message. */
export function finish(document: RunbookDocument, state: ExecutionState): Finish {
  const steps = new Map(document.mainSteps.map((step) => [step.name, step]));
  const failures = criticalFailures(steps, state.log);
  const [first] = failures;
  return {
    kind: 'finish',
    status: isCancelled(state) ? 'Cancelled' : statusAfter(failures.map(({ kind }) => kind)),
    outputs: renderOutputs(document, state.log),
    ...(first ? { failureMessage: failureMessageOf(first) } : {}),
  };
}

function isCancelled({ cancelRequestedAt, log }: ExecutionState): boolean {
  return cancelRequestedAt !== undefined || log.some(({ kind }) => kind === 'step.cancelled');
}

function statusAfter(failures: readonly ('step.failed' | 'step.timed-out')[]): Finish['status'] {
  if (failures.length === 0) return 'Success';
  const decisive = FAILED_OUTWEIGHS_TIMED_OUT ? 'step.failed' : 'step.timed-out';
  return failures.includes(decisive) === FAILED_OUTWEIGHS_TIMED_OUT ? 'Failed' : 'TimedOut';
}
