import { instantAfter } from '../value/instant.ts';
import { unreachable } from '../value/unreachable.ts';
import { cleanUpAfter } from './cancellation.ts';
import type { Command } from './command.ts';
import type { Step } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { atEnd, goTo } from './go-to.ts';
import { exitLoop, inheritFailure, iterate } from './loop.ts';
import { loopStarted } from './loop-bounds.ts';
import { append, end, type Position } from './position.ts';
import { isCompleted } from './signals.ts';
import { start } from './start-step.ts';
import { stepAfter, type Next } from './step-after.ts';
import { knownStep } from './step-named.ts';
import { isTriedAgain, type Outcome } from './step-outcome.ts';
import { ATTEMPT_DELAY_MS } from './undocumented.ts';

/** Goes on after an attempt that has ended. */
export function afterOutcome(position: Position, event: Outcome): Command {
  const step = knownStep(position.document, event.step);
  const stopped = stopAfter(position, step, event);
  if (stopped) return stopped;
  if (isTriedAgain(step, event)) return tryAgain(position, event);
  return goOn(position, step, event, stepAfter(position.document, step, event));
}

/** A loop was left: to a step outside, or for good. */
export function afterExit(position: Position, { to }: Extract<StepEvent, { kind: 'step.exited' }>): Command {
  return to === undefined || isCutShort(position, to) ? end(position) : goTo(position, to);
}

/** A wish to stop leaves only the way to a clean-up open, and that for its time. */
function isCutShort({ document, state, now, cancellation }: Position, to: string): boolean {
  switch (cancellation.kind) {
    case 'none':
      return false;
    case 'wanted': {
      const left = state.log.at(-2);
      return !left || cleanUpAfter(document, left, state.cancelRequestedAt ?? now) !== to;
    }
    case 'cleaning-up':
      return now >= cancellation.endsAt;
    default:
      return unreachable(cancellation);
  }
}

function goOn(position: Position, step: Step, event: Outcome, next: Next): Command {
  const loop = step.loop === undefined ? undefined : knownStep(position.document, step.loop);
  if (!loop) {
    if (next.kind === 'step') return goTo(position, next.name);
    return next.kind === 'end' && next.because === 'cancelled' ? end(position) : atEnd(position);
  }
  switch (next.kind) {
    case 'step':
      return knownStep(position.document, next.name).loop === loop.name
        ? start(position, next.name, event.iteration)
        : exitLoop(position, loop, next.name);
    case 'end-of-list':
      return iterate(position, loop, (event.iteration ?? 0) + 1);
    case 'end':
      return next.because === 'isEnd' ? exitLoop(position, loop) : inheritFailure(position, loop, event);
    default:
      return unreachable(next);
  }
}

/** What a wish to stop makes of an execution between two attempts. */
function stopAfter(position: Position, step: Step, event: Outcome): Command | undefined {
  const { document, state, now, cancellation } = position;
  const askedNext = state.mode === 'Interactive' && step.loop === undefined;
  if (isCompleted(state) && cancellation.kind === 'none' && !askedNext) return endFrom(position, step);
  switch (cancellation.kind) {
    case 'none':
      return undefined;
    case 'wanted': {
      const cleanUp = cleanUpAfter(document, event, state.cancelRequestedAt ?? now);
      if (cleanUp === undefined) return endFrom(position, step);
      return goOn(position, step, event, { kind: 'step', name: cleanUp });
    }
    case 'cleaning-up':
      return now >= cancellation.endsAt ? endFrom(position, step) : undefined;
    default:
      return unreachable(cancellation);
  }
}

/** A loop around the step ends with it. */
function endFrom(position: Position, step: Step): Command {
  if (step.loop === undefined) return end(position);
  const { attempt } = loopStarted(position.state, step.loop);
  return append({ kind: 'step.cancelled', step: step.loop, attempt, at: position.now });
}

function tryAgain({ state, now }: Position, event: Outcome): Command {
  const dueAt = instantAfter(event.at, ATTEMPT_DELAY_MS);
  if (now < dueAt) return { kind: 'wait', for: 'time', step: event.step, until: dueAt };
  const started = state.log.findLast((one) => one.kind === 'step.started' && one.step === event.step);
  if (started?.kind !== 'step.started') throw new Error(`step ${event.step} is tried again but was never started`);
  return append({ ...started, attempt: event.attempt + 1, at: now });
}
