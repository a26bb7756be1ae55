import { instantAfter, type Instant } from '../value/instant.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import { cancellationOf } from './cancellation.ts';
import { coerceOutput } from './coerce-output.ts';
import type { Performed, Settled, Work } from './command.ts';
import { deadlineOf } from './deadline.ts';
import { isDesired, shownProperty } from './desired-values.ts';
import type { RunbookDocument, Step } from './document.ts';
import type { ExecutionState, StepEvent, StepFailure } from './execution-state.ts';
import { actionFailedMessage, timedOutMessage } from './failure-message.ts';
import { prepare } from './prepare-work.ts';
import { parseSelector, select } from './selector.ts';
import { PASSING_FAILURES } from './undocumented.ts';
import { inFlight } from './in-flight.ts';

interface Flight {
  readonly step: Step;
  readonly started: Extract<StepEvent, { kind: 'step.started' }>;
  readonly now: Instant;
}

/**
 * Makes what performing the step in flight gave into an event for the log, or for a wait into another look later. What
 * was done is told as it was, also when the execution is to stop.
 */
export function settle(document: RunbookDocument, state: ExecutionState, performed: Performed, now: Instant): Settled {
  const flight: Flight = { ...inFlight(document, state), now };
  switch (performed.kind) {
    case 'answered':
      return settleAnswer(flight, performed.result);
    case 'failed':
      return settleFailure(flight, performed);
    case 'timed-out':
      return settleTimeout(flight, document, state);
    default:
      return unreachable(performed);
  }
}

function settleTimeout(flight: Flight, document: RunbookDocument, state: ExecutionState): Settled {
  const cancellation = cancellationOf(document, state);
  const { step, started, now } = flight;
  if (cancellation.kind === 'cleaning-up' && now >= cancellation.endsAt) {
    return { kind: 'event', event: { kind: 'step.cancelled', step: step.name, attempt: started.attempt, at: now } };
  }
  return timedOut(flight);
}

function timedOut({ step, started, now }: Flight): Settled {
  const message = timedOutMessage(step.action);
  return {
    kind: 'event',
    event: { kind: 'step.timed-out', step: step.name, attempt: started.attempt, at: now, message },
  };
}

function failed({ step, started, now }: Flight, failure: StepFailure): Settled {
  return {
    kind: 'event',
    event: { kind: 'step.failed', step: step.name, attempt: started.attempt, at: now, failure },
  };
}

/** A wait goes on through what may pass, and ends at what will not (automation-documents, 4.23). */
function settleFailure(flight: Flight, performed: Extract<Performed, { kind: 'failed' }>): Settled {
  const work = workOf(flight);
  const passes = performed.retryable || PASSING_FAILURES.includes(performed.failure.type);
  return work.kind === 'poll' && passes ? lookAgain(flight, work.intervalMs) : failed(flight, performed.failure);
}

function lookAgain(flight: Flight, intervalMs: number): Settled {
  const deadlineAt = deadlineOf(flight.step, flight.started, flight.now);
  if (flight.now >= deadlineAt) return timedOut(flight);
  const next = instantAfter(flight.now, intervalMs);
  return { kind: 'again', at: next < deadlineAt ? next : deadlineAt };
}

function workOf({ step, started }: Flight): Work {
  const prepared = prepare(step.action, started.inputs, started.at);
  if (prepared.kind !== 'work') throw new Error(`step ${step.name} (${step.action}) has no work that could be settled`);
  return prepared.work;
}

function settleAnswer(flight: Flight, result: Json): Settled {
  const work = workOf(flight);
  switch (work.kind) {
    case 'api-call':
    case 'script':
      return succeeded(flight, result);
    case 'automation':
      return settleChild(flight, work.documentName, result);
    case 'assert': {
      if (isDesired(work, result)) return succeeded(flight, result);
      const message = `The value of ${work.selector} is ${shownProperty(work, result)}, which is none of the desired values [${work.desired.join(', ')}]`;
      return failed(flight, {
        stage: 'PostVerification',
        type: 'Verification',
        message: actionFailedMessage(flight.step.action, message),
      });
    }
    case 'poll':
      return isDesired(work, result) ? succeeded(flight, result) : lookAgain(flight, work.intervalMs);
    default:
      return unreachable(work);
  }
}

/** A child that did not end with Success fails the step (4.11). */
function settleChild(flight: Flight, documentName: string, result: Json): Settled {
  const { ExecutionId, Status } = isJsonObject(result) ? result : {};
  if (Status === 'Success') return succeeded(flight, result);
  const message = `Execution ${String(ExecutionId)} of ${documentName} ended with the status ${String(Status)}`;
  return failed(flight, {
    stage: 'Invocation',
    type: 'Action',
    message: actionFailedMessage(flight.step.action, message),
  });
}

/** Selects the outputs and casts them (2.6). An output that was not found is left out and fails nothing. */
function succeeded(flight: Flight, result: Json): Settled {
  const { step, started, now } = flight;
  const outputs: Record<string, Json> = builtIn(step, result);
  for (const { Name, Selector, Type } of step.outputs) {
    const parsed = parseSelector(Selector);
    if (parsed.kind === 'invalid') throw new Error(`a selector was not refused when it was read: ${parsed.reason}`);
    const value = coerceOutput(select(parsed.selector, result), Type);
    if (value.kind === 'refused') {
      const message = actionFailedMessage(step.action, `Output ${Name}: ${value.reason}`);
      return failed(flight, { stage: 'PostVerification', type: 'Verification', message });
    }
    if (value.kind === 'value') outputs[Name] = value.value;
  }
  return {
    kind: 'event',
    event: { kind: 'step.succeeded', step: step.name, attempt: started.attempt, at: now, result, outputs },
  };
}

function builtIn({ action }: Step, result: Json): Record<string, Json> {
  const names = Object.keys(ACTION_DEFINITIONS[action].outputs);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = isJsonObject(result) ? (result[name] ?? null) : null;
      return value === null ? [] : [[name, value] as const];
    }),
  );
}
