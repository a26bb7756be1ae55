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

/** The same for every try of an attempt: idempotency tokens and names are made of it. A step that runs again has another. */
export function tokenOf(
  { context, log }: Pick<ExecutionState, 'context' | 'log'>,
  { step, attempt, iteration }: StepEvent,
): string {
  const name = iteration === undefined ? step : `${step}-${iteration}`;
  const runs = log.filter(
    (event) =>
      event.kind === 'step.started' &&
      event.step === step &&
      event.iteration === iteration &&
      event.attempt === attempt,
  ).length;
  return `${context.executionId}-${name}-${attempt}${runs > 1 ? `-r${runs}` : ''}`;
}

/** How often a step, in its iteration, was begun so far, every attempt counted. */
export function startsOf(
  log: readonly StepEvent[],
  { step, iteration }: Pick<StepEvent, 'step' | 'iteration'>,
): number {
  return log.filter((event) => event.kind === 'step.started' && event.step === step && event.iteration === iteration)
    .length;
}
