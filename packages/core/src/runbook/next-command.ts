import { instantAfter, type Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import { cancellationOf, cleanUpAfter, type Cancellation } from './cancellation.ts';
import { choose } from './choose.ts';
import type { Command } from './command.ts';
import { deadlineOf } from './deadline.ts';
import type { RunbookDocument, Step } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { inputsFailedMessage, timedOutMessage } from './failure-message.ts';
import { finish } from './finish.ts';
import { hasUnknowns, mentionsUnknown } from './mentions-unknown.ts';
import { prepare } from './prepare-work.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { knownStep } from './step-named.ts';
import { stepAfter } from './step-after.ts';
import { isTriedAgain, type Outcome } from './step-outcome.ts';
import { ATTEMPT_DELAY_MS } from './undocumented.ts';

type Started = Extract<StepEvent, { kind: 'step.started' }>;

/** All that decides what comes next. */
interface Position {
  readonly document: RunbookDocument;
  readonly state: ExecutionState;
  readonly now: Instant;
  readonly cancellation: Cancellation;
}

/**
 * What comes next in an execution. A pure function of the document, the log and the time: whoever asks again after a
 * crash gets the same answer, with the same token for a step in flight. Costs one pass over the log.
 */
export function nextCommand(document: RunbookDocument, state: ExecutionState, now: Instant): Command {
  const position: Position = { document, state, now, cancellation: cancellationOf(document, state) };
  const last = state.log.at(-1);
  if (!last) return position.cancellation.kind === 'none' ? start(position, firstStep(document)) : end(position);
  return last.kind === 'step.started' ? continueStep(position, last) : afterOutcome(position, last);
}

function firstStep(document: RunbookDocument): string {
  const [first] = document.mainSteps;
  if (!first) throw new Error('a document without steps was not refused when it was read');
  return first.name;
}

const append = (event: StepEvent): Command => ({ kind: 'append', event });

function end({ document, state }: Position): Command {
  return finish(document, state);
}

/** Begins a step: its inputs are resolved and checked once, for all attempts (automation-documents, 2.2). */
function start(position: Position, name: string): Command {
  const { document, state, now } = position;
  const step = knownStep(document, name);
  const refused = (reason: string): Command =>
    append({
      kind: 'step.failed',
      step: name,
      attempt: 1,
      at: now,
      failure: { stage: 'InputValidation', type: 'Action', message: inputsFailedMessage(reason) },
    });
  const resolved = resolveInputs(document, state, step, now);
  if (resolved.kind === 'unresolvable') return refused(resolved.reason);
  const undetermined = undeterminedInput(state, step, resolved.value);
  if (undetermined) return undetermined;
  const prepared = prepare(step.action, resolved.value, now);
  if (prepared.kind === 'invalid') return refused(prepared.reason);
  return append({ kind: 'step.started', step: name, attempt: 1, at: now, inputs: resolved.value });
}

function undeterminedInput(state: ExecutionState, step: Step, inputs: JsonObject): Command | undefined {
  const { decisive } = ACTION_DEFINITIONS[step.action];
  const input = decisive.find((key) => mentionsUnknown(inputs[key] ?? null));
  if (input === undefined || !hasUnknowns(state)) return undefined;
  return { kind: 'undetermined', step: step.name, reason: `its input ${input} is known only after apply` };
}

/** Goes on with a step in flight. */
function continueStep(position: Position, started: Started): Command {
  const { document, state, now, cancellation } = position;
  const { step: name, attempt } = started;
  const step = knownStep(document, name);
  const overdue = cancellation.kind === 'cleaning-up' && now >= cancellation.endsAt;
  if (cancellation.kind === 'wanted' || overdue)
    return append({ kind: 'step.cancelled', step: name, attempt, at: now });
  const prepared = prepare(step.action, started.inputs, started.at);
  const deadlineAt = earlier(deadlineOf(step, started, now), cancellation);
  switch (prepared.kind) {
    case 'branch':
      return choose(state, started, now);
    case 'sleep':
      return sleep(position, step, started, prepared.until);
    case 'work':
      if (now >= deadlineAt) return append(timedOut(step, attempt, now));
      return {
        kind: 'perform',
        step: name,
        attempt,
        work: prepared.work,
        token: `${state.context.executionId}-${name}-${attempt}`,
        deadlineAt,
      };
    case 'invalid':
      throw new Error(`step ${name} was started with inputs that are not valid: ${prepared.reason}`);
    default:
      return unreachable(prepared);
  }
}

function earlier(deadlineAt: Instant, cancellation: Cancellation): Instant {
  return cancellation.kind === 'cleaning-up' && cancellation.endsAt < deadlineAt ? cancellation.endsAt : deadlineAt;
}

function timedOut(step: Step, attempt: number, at: Instant): StepEvent {
  return { kind: 'step.timed-out', step: step.name, attempt, at, message: timedOutMessage(step.action) };
}

function sleep({ now, cancellation }: Position, step: Step, started: Started, dueAt: Instant): Command {
  const deadlineAt = deadlineOf(step, started, now);
  if (now >= dueAt && dueAt <= deadlineAt) {
    return append({
      kind: 'step.succeeded',
      step: step.name,
      attempt: started.attempt,
      at: now,
      result: {},
      outputs: {},
    });
  }
  if (now >= deadlineAt) return append(timedOut(step, started.attempt, now));
  const until = dueAt < deadlineAt ? dueAt : deadlineAt;
  return { kind: 'wait', step: step.name, until: earlier(until, cancellation) };
}

/** Goes on after an attempt that has ended. */
function afterOutcome(position: Position, event: Outcome): Command {
  const { document } = position;
  const stopped = stopAfter(position, event);
  if (stopped) return stopped;
  const step = knownStep(document, event.step);
  if (isTriedAgain(step, event)) return tryAgain(position, event);
  const next = stepAfter(document, step, event);
  return next === undefined ? end(position) : start(position, next);
}

/** What a wish to stop makes of an execution between two attempts. */
function stopAfter(position: Position, event: Outcome): Command | undefined {
  const { document, state, now, cancellation } = position;
  switch (cancellation.kind) {
    case 'none':
      return undefined;
    case 'wanted': {
      const cleanUp = cleanUpAfter(document, event, state.cancelRequestedAt ?? now);
      return cleanUp === undefined ? end(position) : start(position, cleanUp);
    }
    case 'cleaning-up':
      return now >= cancellation.endsAt ? end(position) : undefined;
    default:
      return unreachable(cancellation);
  }
}

function tryAgain({ state, now }: Position, event: Outcome): Command {
  const dueAt = instantAfter(event.at, ATTEMPT_DELAY_MS);
  if (now < dueAt) return { kind: 'wait', step: event.step, until: dueAt };
  const started = state.log.findLast((one) => one.kind === 'step.started' && one.step === event.step);
  if (started?.kind !== 'step.started') throw new Error(`step ${event.step} is tried again but was never started`);
  return append({ ...started, attempt: event.attempt + 1, at: now });
}
