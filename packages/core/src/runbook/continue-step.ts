import type { Instant } from '../value/instant.ts';
import { unreachable } from '../value/unreachable.ts';
import { awaitApproval, awaitResume } from './await-signal.ts';
import type { Cancellation } from './cancellation.ts';
import { choose } from './choose.ts';
import type { Command } from './command.ts';
import { deadlineOf } from './deadline.ts';
import type { StepEvent } from './execution-state.ts';
import { inFlight, ofRun, tokenOf, type InFlight } from './in-flight.ts';
import { iterate } from './loop.ts';
import { loopStarted } from './loop-bounds.ts';
import { knownStep } from './step-named.ts';
import { append, type Position } from './position.ts';
import { prepare } from './prepare-work.ts';
import { continueProcedure } from './run-procedure.ts';
import { STOPPED_MESSAGE } from './failure-message.ts';
import { isStopped } from './signals.ts';
import { timedOut } from './timed-out.ts';

/** Goes on with a step in flight. */
export function continueStep(position: Position): Command {
  const { document, state, now, cancellation } = position;
  const flight = inFlight(document, state);
  const { step, started } = flight;
  const run = { ...ofRun(started), at: now };
  const overdue = cancellation.kind === 'cleaning-up' && now >= cancellation.endsAt;
  if (cancellation.kind === 'wanted' || overdue) return append({ kind: 'step.cancelled', ...run });
  if (isStopped(state, started)) {
    const failure = { stage: 'Invocation', type: 'Action', message: STOPPED_MESSAGE } as const;
    return append({ kind: 'step.failed', ...run, failure });
  }
  const prepared = prepare(step.action, started.inputs, started.at);
  const deadlineAt = earlier(deadlineWithin(position, flight), cancellation);
  switch (prepared.kind) {
    case 'branch':
      return choose(state, started, now);
    case 'loop':
      return iterate(position, step, 1);
    case 'variable':
      return append(succeeded(run, { Name: prepared.name, Value: prepared.value }));
    case 'sleep':
      return sleep(position, flight, prepared.until);
    case 'approval':
      return awaitApproval(position, flight, prepared, deadlineAt);
    case 'pause':
      return awaitResume(position, flight, deadlineAt);
    case 'procedure':
      if (now >= deadlineAt) return append(timedOut(flight, now));
      return continueProcedure(position, flight, prepared.procedure, deadlineAt);
    case 'work':
      if (now >= deadlineAt) return append(timedOut(flight, now));
      return { kind: 'perform', ...ofRun(started), work: prepared.work, token: tokenOf(state, started), deadlineAt };
    case 'invalid':
      throw new Error(`step ${step.name} was started with inputs that are not valid: ${prepared.reason}`);
    default:
      return unreachable(prepared);
  }
}

/** A step inside of a loop has no more time than is left to the loop. */
function deadlineWithin({ document, state, now }: Position, { step, started }: InFlight): Instant {
  const own = deadlineOf(step, started, now);
  const loop = step.loop === undefined ? undefined : knownStep(document, step.loop);
  if (loop?.timeoutSeconds === undefined) return own;
  const ofLoop = deadlineOf(loop, loopStarted(state, loop.name), now);
  return ofLoop < own ? ofLoop : own;
}

function earlier(deadlineAt: Instant, cancellation: Cancellation): Instant {
  return cancellation.kind === 'cleaning-up' && cancellation.endsAt < deadlineAt ? cancellation.endsAt : deadlineAt;
}

function succeeded(
  run: { readonly step: string; readonly attempt: number; readonly at: Instant },
  result: Extract<StepEvent, { kind: 'step.succeeded' }>['result'],
): StepEvent {
  return { kind: 'step.succeeded', ...run, result, outputs: {} };
}

function sleep({ now, cancellation }: Position, flight: InFlight, dueAt: Instant): Command {
  const { step, started } = flight;
  const deadlineAt = deadlineOf(step, started, now);
  if (now >= dueAt && dueAt <= deadlineAt) return append(succeeded({ ...ofRun(started), at: now }, {}));
  if (now >= deadlineAt) return append(timedOut(flight, now));
  const until = dueAt < deadlineAt ? dueAt : deadlineAt;
  return { kind: 'wait', for: 'time', step: step.name, until: earlier(until, cancellation) };
}
