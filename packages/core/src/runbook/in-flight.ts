import type { Json } from '../value/json.ts';
import type { RunbookDocument, Step } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { knownStep } from './step-named.ts';

export type Started = Extract<StepEvent, { kind: 'step.started' }>;

/** An attempt that has begun and not ended. */
export interface InFlight {
  readonly step: Step;
  readonly started: Started;
  /** How far its procedure has come; undefined before its first call. */
  readonly progress?: Json;
}

/** The step in flight: the one whose start, or whose progress, ends the log. */
export function inFlight(document: RunbookDocument, state: ExecutionState): InFlight {
  const flight = flightAtEnd(document, state);
  if (!flight) throw new Error('no step is in flight');
  return flight;
}

export function flightAtEnd(document: RunbookDocument, { log }: ExecutionState): InFlight | undefined {
  const last = log.at(-1);
  if (last?.kind === 'step.started') return { step: knownStep(document, last.step), started: last };
  if (last?.kind !== 'step.progressed') return undefined;
  const started = log.findLast(
    (event) => event.kind === 'step.started' && event.step === last.step && event.attempt === last.attempt,
  );
  if (started?.kind !== 'step.started') throw new Error(`step ${last.step} progressed but was never started`);
  return { step: knownStep(document, last.step), started, progress: last.progress };
}

/** The members that name a step's run, for an event of it. */
export function ofRun({ step, attempt, iteration }: Pick<Started, 'step' | 'attempt' | 'iteration'>): {
  readonly step: string;
  readonly attempt: number;
  readonly iteration?: number;
} {
  return { step, attempt, ...(iteration === undefined ? {} : { iteration }) };
}

/** The same for every try of an attempt: idempotency tokens and names are made of it. */
export function tokenOf(state: Pick<ExecutionState, 'context'>, { step, attempt, iteration }: StepEvent): string {
  const run = iteration === undefined ? step : `${step}-${iteration}`;
  return `${state.context.executionId}-${run}-${attempt}`;
}
