import {
  assumed,
  bindParameters,
  mentionsUnknown,
  nextCommand,
  settle,
  unreachable,
  type Command,
  type DoorSession,
  type ExecutionContext,
  type ExecutionState,
  type JsonObject,
  type PlannedCall,
  type RunbookDocument,
  type StepEvent,
  type Work,
} from '@trueup/core';
import { documentOf, runbookByName } from '../library.ts';
import { failedCall } from '../execute/failed-call.ts';
import type { EngineParts } from '../parts.ts';

/** The writes that a run would make. `undetermined` says why the rest could not be followed. */
export interface Followed {
  readonly calls: readonly PlannedCall[];
  readonly undetermined?: string;
}

type Perform = Extract<Command, { kind: 'perform' }>;

/** No published document comes near it; a longer way is a document that does not end. */
const MOST_COMMANDS = 2_000;
const MOST_NESTED = 5;

interface Walk {
  readonly parts: EngineParts;
  readonly session: DoorSession;
  readonly calls: PlannedCall[];
  readonly depth: number;
}

/**
 * Runs a document without changing anything: reads go out, writes are noted and their outputs taken as
 * KNOWN_AFTER_APPLY. After the first write, assertions and waits are taken to hold, since they look for its effect.
 */
export async function followRunbook(
  parts: EngineParts,
  session: DoorSession,
  document: RunbookDocument,
  parameters: JsonObject,
  context: ExecutionContext,
): Promise<Followed> {
  const walk: Walk = { parts, session, calls: [], depth: 0 };
  const undetermined = await follow(walk, document, parameters, context);
  return { calls: walk.calls, ...(undetermined === undefined ? {} : { undetermined }) };
}

async function follow(
  walk: Walk,
  document: RunbookDocument,
  parameters: JsonObject,
  context: ExecutionContext,
): Promise<string | undefined> {
  const log: StepEvent[] = [];
  let now = walk.parts.clock.now();
  for (let count = 0; count < MOST_COMMANDS; count += 1) {
    const state: ExecutionState = { context, parameters, log };
    const command = nextCommand(document, state, now);
    switch (command.kind) {
      case 'append':
        log.push(command.event);
        break;
      case 'wait':
        now = command.until;
        break;
      case 'undetermined':
        return `step ${command.step}: ${command.reason}`;
      case 'finish':
        return command.status === 'Success'
          ? undefined
          : `the runbook would end ${command.status}: ${command.failureMessage ?? 'no message'}`;
      case 'perform': {
        const event = await performUnchanged(walk, document, state, command, now);
        if (event.kind === 'undetermined') return event.reason;
        log.push(event.event);
        break;
      }
      default:
        return unreachable(command);
    }
  }
  return `the runbook does not end within ${MOST_COMMANDS} steps`;
}

type Step =
  { readonly kind: 'event'; readonly event: StepEvent } | { readonly kind: 'undetermined'; readonly reason: string };

async function performUnchanged(
  walk: Walk,
  document: RunbookDocument,
  state: ExecutionState,
  command: Perform,
  now: string,
): Promise<Step> {
  const { work, step } = command;
  const assume = (): Step => ({ kind: 'event', event: assumed(document, state, step, now) });
  switch (work.kind) {
    case 'assert':
    case 'poll':
      return walk.calls.length > 0 || mentionsUnknown(work.call.parameters)
        ? assume()
        : callUnchanged(walk, document, state, command, work, now);
    case 'api-call':
      return callUnchanged(walk, document, state, command, work, now);
    case 'script': {
      if (mentionsUnknown(work.payload)) return assume();
      const ran = await walk.parts.scripts.run({ ...work, timeoutMs: 600_000 });
      if (ran.kind !== 'returned') {
        return {
          kind: 'undetermined',
          reason: `step ${step}: the script ${ran.kind === 'failed' ? `failed: ${ran.message}` : 'did not end in time'}`,
        };
      }
      return settled(settle(document, state, { kind: 'answered', result: { Payload: ran.payload } }, now), step);
    }
    case 'automation':
      return followChild(walk, state, command, work, assume);
    default:
      return unreachable(work);
  }
}

async function callUnchanged(
  walk: Walk,
  document: RunbookDocument,
  state: ExecutionState,
  command: Perform,
  work: Extract<Work, { kind: 'api-call' | 'assert' | 'poll' }>,
  now: string,
): Promise<Step> {
  const { step } = command;
  const assume = (): Step => ({ kind: 'event', event: assumed(document, state, step, now) });
  const unknown = mentionsUnknown(work.call.parameters);
  if (unknown && walk.parts.door.accessOf(work.call) === 'read') return assume();
  const answer = await walk.session.call(work.call);
  switch (answer.kind) {
    case 'planned':
      walk.calls.push({ step, ...work.call });
      return assume();
    case 'answered': {
      const outcome = settle(document, state, { kind: 'answered', result: answer.output }, now);
      // Not there yet before anything was changed: the run would wait, and then find it.
      return outcome.kind === 'again' ? assume() : settled(outcome, step);
    }
    case 'failed':
      // A read of what an earlier, unsent write would have made.
      if (walk.calls.length > 0 && answer.failure.kind === 'not-found') return assume();
      if (unknown && answer.failure.kind === 'invalid') {
        walk.calls.push({ step, ...work.call });
        return assume();
      }
      return settled(settle(document, state, failedCall(answer.failure, work.call), now), step);
    default:
      return unreachable(answer);
  }
}

function settled(outcome: ReturnType<typeof settle>, step: string): Step {
  return outcome.kind === 'event' ? outcome : { kind: 'undetermined', reason: `step ${step} would have to wait` };
}

async function followChild(
  walk: Walk,
  state: ExecutionState,
  command: Perform,
  work: Extract<Work, { kind: 'automation' }>,
  assume: () => Step,
): Promise<Step> {
  const text = runbookByName(walk.parts.catalogue, work.documentName);
  if (text === undefined)
    return { kind: 'undetermined', reason: `step ${command.step}: no runbook named ${work.documentName}` };
  if (walk.depth >= MOST_NESTED)
    return { kind: 'undetermined', reason: `step ${command.step}: runbooks are nested too deep` };
  const child = documentOf(text);
  const bound = bindParameters(child, work.parameters, state.context, walk.parts.clock.now());
  if (bound.kind === 'refused')
    return { kind: 'undetermined', reason: `step ${command.step}: ${bound.problems.join('; ')}` };
  const reason = await follow({ ...walk, depth: walk.depth + 1 }, child, bound.parameters, state.context);
  return reason === undefined ? assume() : { kind: 'undetermined', reason: `step ${command.step}: ${reason}` };
}
