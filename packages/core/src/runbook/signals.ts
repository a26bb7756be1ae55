import type { ExecutionState, Signal, StepEvent } from './execution-state.ts';
import { STOPPED_MESSAGE } from './failure-message.ts';
import { startsOf, type Started } from './in-flight.ts';

type StepSignal = Extract<Signal, { readonly step: string }>;

/** The signals of a kind for the step in flight. */
export function signalsFor<K extends StepSignal['kind']>(
  state: ExecutionState,
  kinds: readonly K[],
  { step, iteration }: Pick<Started, 'step' | 'iteration'>,
): readonly Extract<StepSignal, { readonly kind: K }>[] {
  const { signals = [] } = state;
  if (signals.length === 0) return [];
  const start = startsOf(state.log, { step, ...(iteration === undefined ? {} : { iteration }) });
  return signals.filter(
    (signal): signal is Extract<StepSignal, { readonly kind: K }> =>
      kinds.some((kind) => kind === signal.kind) &&
      'step' in signal &&
      signal.step === step &&
      ('iteration' in signal ? signal.iteration : undefined) === iteration &&
      (!('start' in signal) || signal.start === start),
  );
}

/** Whether someone ended the execution as it stands. */
export function isCompleted({ signals = [] }: ExecutionState): boolean {
  return signals.some(({ kind }) => kind === 'complete');
}

/** Interactive mode: the step that is to run next. Each of its signals begins one run of a step (2.9). */
export function chosenStep({ log, signals = [] }: ExecutionState): string | undefined {
  const complete = signals.findIndex(({ kind }) => kind === 'complete');
  const chosen = signals
    .slice(0, complete < 0 ? signals.length : complete)
    .filter((signal) => signal.kind === 'start-step');
  return chosen[log.filter(beginsRun).length]?.step;
}

/** A run begins with a start, or with a refusal of its inputs that no start precedes. */
function beginsRun(event: StepEvent, index: number, log: readonly StepEvent[]): boolean {
  if (event.iteration !== undefined || event.attempt !== 1) return false;
  if (event.kind === 'step.started') return true;
  const before = log[index - 1];
  const wasStarted =
    before?.step === event.step && (before.kind === 'step.started' || before.kind === 'step.progressed');
  return event.kind === 'step.failed' && event.failure.stage === 'InputValidation' && !wasStarted;
}

/** Whether a signal to stop the attempt in flight has not been heeded yet. */
export function isStopped(state: ExecutionState, started: Started): boolean {
  const wanted = signalsFor(state, ['stop-step'], started).length;
  if (wanted === 0) return false;
  const heeded = state.log.filter(
    (event) =>
      event.kind === 'step.failed' &&
      event.step === started.step &&
      event.iteration === started.iteration &&
      event.failure.message === STOPPED_MESSAGE,
  ).length;
  return wanted > heeded;
}
