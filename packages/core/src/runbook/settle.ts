import { instantAfter, type Instant } from '../value/instant.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { cancellationOf } from './cancellation.ts';
import type { Performed, Settled, Work } from './command.ts';
import { deadlineOf } from './deadline.ts';
import { isDesired, shownProperty } from './desired-values.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState, StepEvent, StepFailure } from './execution-state.ts';
import { actionFailedMessage } from './failure-message.ts';
import { inFlight, ofRun, type InFlight } from './in-flight.ts';
import { prepare } from './prepare-work.ts';
import type { Move, Procedure, Reply } from './procedure.ts';
import { contextOf } from './run-procedure.ts';
import { succeed } from './succeed.ts';
import { timedOut as timedOutEvent } from './timed-out.ts';
import { tooLarge } from './too-large.ts';
import { PASSING_FAILURES, RESULT_LIMIT } from './undocumented.ts';

/** The service keeps it in a log group; here it stays with the step. */
const MOST_LOG_CHARACTERS = 20_000;

interface Flight extends InFlight {
  readonly now: Instant;
}

const event = (one: StepEvent): Settled => ({ kind: 'event', event: one });

/**
 * Makes what performing the step in flight gave into an event for the log, or for a wait into another look later. What
 * was done is told as it was, also when the execution is to stop.
 */
export function settle(document: RunbookDocument, state: ExecutionState, performed: Performed, now: Instant): Settled {
  const settled = settleUnlogged(document, state, performed, now);
  if (settled.kind !== 'event' || performed.log === undefined || performed.log === '') return settled;
  return event({ ...settled.event, log: performed.log.slice(-MOST_LOG_CHARACTERS) });
}

function settleUnlogged(document: RunbookDocument, state: ExecutionState, performed: Performed, now: Instant): Settled {
  const flight: Flight = { ...inFlight(document, state), now };
  if (performed.kind === 'timed-out') return settleTimeout(flight, document, state);
  const fault = performed.kind === 'answered' ? tooLarge(performed.result, RESULT_LIMIT) : undefined;
  if (fault !== undefined) return failed(flight, tooLargeFailure(flight, fault));
  const prepared = prepare(flight.step.action, flight.started.inputs, flight.started.at);
  switch (prepared.kind) {
    case 'procedure':
      return settleMove(flight, procedureMove(flight, state, prepared.procedure, performed));
    case 'approval':
      // The approvers were told; the wait begins.
      return performed.kind === 'answered'
        ? event({ kind: 'step.progressed', ...ofRun(flight.started), at: now, progress: { notified: true } })
        : failed(flight, performed.failure);
    case 'work':
      return performed.kind === 'answered'
        ? settleAnswer(flight, prepared.work, performed.result)
        : settleFailure(flight, prepared.work, performed);
    default:
      throw new Error(`step ${flight.step.name} (${flight.step.action}) has no work that could be settled`);
  }
}

function settleTimeout(flight: Flight, document: RunbookDocument, state: ExecutionState): Settled {
  const cancellation = cancellationOf(document, state);
  if (cancellation.kind === 'cleaning-up' && flight.now >= cancellation.endsAt) {
    return event({ kind: 'step.cancelled', ...ofRun(flight.started), at: flight.now });
  }
  return event(timedOutEvent(flight, flight.now));
}

function failed({ started, now }: Flight, failure: StepFailure): Settled {
  return event({ kind: 'step.failed', ...ofRun(started), at: now, failure });
}

/** What was called has happened; that it cannot be told makes no second call better. */
function tooLargeFailure({ step }: Flight, fault: string): StepFailure {
  const message = actionFailedMessage(step.action, `The result is ${fault}, more than an execution keeps`);
  return { stage: 'PostVerification', type: 'Action', message };
}

function procedureMove(flight: Flight, state: ExecutionState, procedure: Procedure, reply: Reply): Move {
  if (flight.progress === undefined) throw new Error(`step ${flight.step.name} was performed before it progressed`);
  return procedure.next(contextOf(state, flight, flight.now), flight.progress, reply);
}

function settleMove(flight: Flight, move: Move): Settled {
  switch (move.kind) {
    case 'call':
      return event({ kind: 'step.progressed', ...ofRun(flight.started), at: flight.now, progress: move.progress });
    // The address and the headers are secrets: they are used at once and kept nowhere.
    case 'post':
      return { kind: 'perform', work: { kind: 'webhook', url: move.url, headers: move.headers, body: move.body } };
    case 'again':
      return lookAgain(flight, move.afterMs);
    case 'done':
      return event(succeed(flight, move.result, flight.now));
    case 'failed':
      return failed(flight, move.failure);
    default:
      return unreachable(move);
  }
}

/** A wait goes on through what may pass, and ends at what will not (automation-documents, 4.23). */
function settleFailure(flight: Flight, work: Work, performed: Extract<Performed, { kind: 'failed' }>): Settled {
  const passes = performed.retryable || PASSING_FAILURES.includes(performed.failure.type);
  return work.kind === 'poll' && passes ? lookAgain(flight, work.intervalMs) : failed(flight, performed.failure);
}

function lookAgain(flight: Flight, intervalMs: number): Settled {
  const deadlineAt = deadlineOf(flight.step, flight.started, flight.now);
  if (flight.now >= deadlineAt) return event(timedOutEvent(flight, flight.now));
  const next = instantAfter(flight.now, intervalMs);
  return { kind: 'again', at: next < deadlineAt ? next : deadlineAt };
}

function settleAnswer(flight: Flight, work: Work, result: Json): Settled {
  switch (work.kind) {
    case 'api-call':
    case 'script':
      return event(succeed(flight, result, flight.now));
    case 'automation':
      return settleChild(flight, work.documentName, result);
    case 'assert': {
      if (isDesired(work, result)) return event(succeed(flight, result, flight.now));
      const message = `The value of ${work.selector} is ${shownProperty(work, result)}, which is none of the desired values [${work.desired.join(', ')}]`;
      return failed(flight, {
        stage: 'PostVerification',
        type: 'Verification',
        message: actionFailedMessage(flight.step.action, message),
      });
    }
    case 'poll':
      return isDesired(work, result) ? event(succeed(flight, result, flight.now)) : lookAgain(flight, work.intervalMs);
    case 'procedure':
    case 'webhook':
      throw new Error(`work of kind ${work.kind} is settled by its procedure`);
    default:
      return unreachable(work);
  }
}

/** A child that did not end with Success fails the step (4.11). */
function settleChild(flight: Flight, documentName: string, result: Json): Settled {
  const { ExecutionId, Status } = isJsonObject(result) ? result : {};
  if (Status === 'Success') return event(succeed(flight, result, flight.now));
  const message = `Execution ${String(ExecutionId)} of ${documentName} ended with the status ${String(Status)}`;
  return failed(flight, {
    stage: 'Invocation',
    type: 'Action',
    message: actionFailedMessage(flight.step.action, message),
  });
}
