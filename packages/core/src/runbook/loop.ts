import type { Instant } from '../value/instant.ts';
import { isJsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { Command } from './command.ts';
import { evaluateCondition } from './condition.ts';
import { deadlineOf } from './deadline.ts';
import type { Step } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { actionFailedMessage, timedOutMessage } from './failure-message.ts';
import { boundsOf, loopStarted, loopValues } from './loop-bounds.ts';
import { hasUnknowns, mentionsUnknown } from './mentions-unknown.ts';
import { append, type Position } from './position.ts';
import { resolveIn } from './resolve-inputs.ts';
import { start } from './start-step.ts';
import type { Outcome } from './step-outcome.ts';

/** Begins an iteration, or ends the loop: its items or its bound are used up, or its condition no longer holds. */
export function iterate(position: Position, loop: Step, iteration: number): Command {
  const { state, now } = position;
  const started = loopStarted(state, loop.name);
  const run = { step: loop.name, attempt: started.attempt, at: now };
  if (loop.timeoutSeconds !== undefined && now >= deadlineOf(loop, started, now)) {
    return append({ kind: 'step.timed-out', ...run, message: timedOutMessage(loop.action) });
  }
  const { items, most } = boundsOf(state, loop);
  const done = (): Command => append(loopEnded(state, loop, run, iteration - 1));
  if (iteration > Math.min(most, items?.length ?? most)) return done();
  if (!items && iteration > 1) {
    const goesOn = evaluateLoop(position, loop, iteration - 1);
    if (goesOn.kind === 'command') return goesOn.command;
    if (!goesOn.holds) return done();
  }
  const [first] = loop.steps;
  if (!first) throw new Error(`loop ${loop.name} without steps was not refused when it was read`);
  return start(position, first.name, iteration);
}

type GoesOn =
  { readonly kind: 'verdict'; readonly holds: boolean } | { readonly kind: 'command'; readonly command: Command };

function evaluateLoop(position: Position, loop: Step, iteration: number): GoesOn {
  const { document, state, now } = position;
  const { attempt } = loopStarted(state, loop.name);
  const failed = (reason: string): GoesOn => {
    const message = actionFailedMessage(loop.action, reason);
    const failure = { stage: 'Invocation', type: 'Action', message } as const;
    return { kind: 'command', command: append({ kind: 'step.failed', step: loop.name, attempt, at: now, failure }) };
  };
  const written = loop.inputs['LoopCondition'];
  const resolved = resolveIn(document, state, isJsonObject(written) ? written : {}, now, { loop, iteration });
  if (resolved.kind === 'unresolvable') return failed(resolved.reason);
  const verdict = evaluateCondition(resolved.value, mentionsUnknown(resolved.value) && hasUnknowns(state));
  switch (verdict.kind) {
    case 'true':
    case 'false':
      return { kind: 'verdict', holds: verdict.kind === 'true' };
    case 'incomparable':
      return failed(verdict.reason);
    case 'unknown': {
      const reason = 'its condition hangs on a value that is known only after apply';
      return { kind: 'command', command: { kind: 'undetermined', step: loop.name, reason } };
    }
    default:
      return unreachable(verdict);
  }
}

type Run = { readonly step: string; readonly attempt: number; readonly at: Instant };

function loopEnded(state: ExecutionState, loop: Step, run: Run, iterations: number): StepEvent {
  const outputs = iterations === 0 ? { CurrentIteration: 0 } : loopValues(state, loop, iterations);
  return { kind: 'step.succeeded', ...run, result: outputs, outputs };
}

/** A step inside went to a step outside, or ended the execution: the loop is Exited. */
export function exitLoop({ state, now }: Position, loop: Step, to?: string): Command {
  const { attempt } = loopStarted(state, loop.name);
  return append({
    kind: 'step.exited',
    step: loop.name,
    attempt,
    at: now,
    ...(to === undefined ? {} : { to }),
  });
}

/** A failure inside that aborts is the loop's as well; the loop's own onFailure is not asked. */
export function inheritFailure({ state, now }: Position, loop: Step, event: Outcome): Command {
  const { attempt } = loopStarted(state, loop.name);
  const run = { step: loop.name, attempt, at: now };
  switch (event.kind) {
    case 'step.failed':
      return append({ kind: 'step.failed', ...run, failure: event.failure, inherited: true });
    case 'step.timed-out':
      return append({ kind: 'step.timed-out', ...run, message: event.message, inherited: true });
    case 'step.cancelled':
      return append({ kind: 'step.cancelled', ...run });
    case 'step.succeeded':
      throw new Error(`step ${event.step} succeeded and ended its loop ${loop.name}`);
    default:
      return unreachable(event);
  }
}
