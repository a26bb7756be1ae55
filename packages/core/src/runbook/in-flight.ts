import type { RunbookDocument, Step } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { knownStep } from './step-named.ts';

/** The step in flight: the one whose start ends the log. */
export function inFlight(
  document: RunbookDocument,
  { log }: ExecutionState,
): { readonly step: Step; readonly started: Extract<StepEvent, { kind: 'step.started' }> } {
  const started = log.at(-1);
  if (started?.kind !== 'step.started') throw new Error('no step is in flight');
  return { step: knownStep(document, started.step), started };
}
