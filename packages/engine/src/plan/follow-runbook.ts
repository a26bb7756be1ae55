import {
  assumed,
  bindParameters,
  KNOWN_AFTER_APPLY,
  msBetween,
  mentionsUnknown,
  nextCommand,
  settle,
  unreachable,
  type Command,
  type DocumentAttachment,
  type DoorSession,
  type ExecutionContext,
  type ExecutionState,
  type JournalEntry,
  type JsonObject,
  type PlannedCall,
  type RunbookDocument,
  type SessionOptions,
  type StepEvent,
  type Work,
} from '@trueup/core';
import { findRunbook } from '../automation/find-runbook.ts';
import { attachmentOf } from '../execute/attachment-of.ts';
import { failedCall } from '../execute/failed-call.ts';
import { MOST_NESTED } from '../execute/perform-child.ts';
import { documentOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';

/** The writes that a run would make. `undetermined` says why the rest could not be followed. */
export interface Followed {
  readonly calls: readonly PlannedCall[];
  readonly undetermined?: string;
}

type Perform = Extract<Command, { kind: 'perform' }>;

/** No published document comes near it; a longer way is a document that does not end. */
const MOST_COMMANDS = 20_000;
/** A plan of more is not read by anyone. */
const MOST_SCRIPT_CALLS = 1_000;
/** As many as a run may make. */
const MOST_SCRIPT_READS = 10_000;

/** A document as a plan follows it. */
export interface ToFollow {
  readonly document: RunbookDocument;
  readonly parameters: JsonObject;
  readonly context: ExecutionContext;
  readonly attachments: readonly DocumentAttachment[];
  readonly session: SessionOptions;
}

interface Walk {
  readonly parts: EngineParts;
  readonly options: SessionOptions;
  readonly session: DoorSession;
  readonly calls: PlannedCall[];
  /** What could not be seen, though the rest could be followed. */
  readonly doubts: string[];
  readonly depth: number;
}

/**
 * Runs a document without changing anything: reads go out, writes are noted and their outputs taken as
 * KNOWN_AFTER_APPLY. After the first write, assertions and waits are taken to hold, since they look for its effect.
 * Approvals and pauses are taken as given.
 */
export async function followRunbook(parts: EngineParts, followed: ToFollow): Promise<Followed> {
  const session = parts.door.open(followed.context, followed.session);
  const walk: Walk = { parts, options: followed.session, session, calls: [], doubts: [], depth: 0 };
  const undetermined = (await follow(walk, followed)) ?? walk.doubts[0];
  return { calls: walk.calls, ...(undetermined === undefined ? {} : { undetermined }) };
}

async function follow(walk: Walk, followed: ToFollow): Promise<string | undefined> {
  const { document, parameters, context } = followed;
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
        if (command.for === 'signal') log.push(assumed(document, state, command.step ?? '', now));
        else now = command.until ?? now;
        break;
      case 'undetermined':
        return `step ${command.step}: ${command.reason}`;
      case 'finish':
        return command.status === 'Success'
          ? undefined
          : `the runbook would end ${command.status}: ${command.failureMessage ?? 'no message'}`;
      case 'perform': {
        const event = await performUnchanged(walk, followed, state, command, now);
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
  followed: ToFollow,
  state: ExecutionState,
  command: Perform,
  now: string,
): Promise<Step> {
  const { document } = followed;
  const { work, step } = command;
  const assume = (): Step => ({ kind: 'event', event: assumed(document, state, step, now) });
  switch (work.kind) {
    case 'assert':
    case 'poll':
      return walk.calls.length > 0 || mentionsUnknown(work.call.parameters)
        ? assume()
        : callUnchanged(walk, document, state, command, work, now);
    case 'api-call':
    case 'procedure':
      return callUnchanged(walk, document, state, command, work, now);
    case 'webhook':
      walk.calls.push(postCall(step, work));
      return assume();
    case 'script':
      return mentionsUnknown(work.payload)
        ? assumeScript(walk, command, assume)
        : scriptUnchanged(walk, followed, state, command, work, now);
    case 'automation':
      return followChild(walk, state, command, work, assume);
    default:
      return unreachable(work);
  }
}

/** A script whose input is not known yet cannot be followed: what it would write is not known either. */
function assumeScript(walk: Walk, { step }: Perform, assume: () => Step): Step {
  walk.doubts.push(`step ${step}: what its script does hangs on a value that is known only after apply`);
  return assume();
}

/** Runs the script with its reads let through. Once it has asked for a write, what it returns is not to be trusted. */
async function scriptUnchanged(
  walk: Walk,
  { document, attachments }: ToFollow,
  state: ExecutionState,
  command: Perform,
  work: Extract<Work, { kind: 'script' }>,
  now: string,
): Promise<Step> {
  const { step } = command;
  const { kind: _kind, attachment: name, ...script } = work;
  const attachment = name === undefined ? undefined : await attachmentOf(walk.parts, { attachments }, name);
  if (name !== undefined && !attachment) {
    return { kind: 'undetermined', reason: `step ${step}: the document has no attachment named ${name}` };
  }
  const before = walk.calls.length;
  const tooMany = new AbortController();
  let recorded = 0;
  const journal = (entry: JournalEntry): void => {
    walk.options.journal?.(entry);
    recorded += 1;
    if (recorded >= MOST_SCRIPT_READS) tooMany.abort();
  };
  const ran = await walk.parts.scripts.run({
    signal: tooMany.signal,
    ...script,
    ...(attachment ? { attachment } : {}),
    timeoutMs: msBetween(now, command.deadlineAt),
    aws: {
      scope: state.context,
      session: { ...walk.options, journal },
      planned: (call) => {
        if (walk.calls.length - before < MOST_SCRIPT_CALLS) walk.calls.push({ step, ...call });
        else tooMany.abort();
      },
    },
  });
  if (walk.calls.length > before) {
    const last = walk.calls.at(-1)?.operation ?? '';
    if (ran.kind !== 'returned')
      walk.doubts.push(`step ${step}: what its script does after ${last} is not known before`);
    return { kind: 'event', event: assumed(document, state, step, now) };
  }
  if (ran.kind === 'returned') {
    return settled(settle(document, state, { kind: 'answered', result: { Payload: ran.payload } }, now), step);
  }
  const ended = ran.kind === 'failed' ? `failed: ${ran.message}` : 'did not end in time';
  const reason = tooMany.signal.aborted ? `made ${MOST_SCRIPT_READS} calls and was ended` : ended;
  return { kind: 'undetermined', reason: `step ${step}: the script ${reason}` };
}

async function callUnchanged(
  walk: Walk,
  document: RunbookDocument,
  state: ExecutionState,
  command: Perform,
  work: Extract<Work, { kind: 'api-call' | 'assert' | 'poll' | 'procedure' }>,
  now: string,
): Promise<Step> {
  const { step } = command;
  const assume = (): Step => ({ kind: 'event', event: assumed(document, state, step, now) });
  const unknown = mentionsUnknown(work.call.parameters);
  // A read after a write of the same step looks for what that write did.
  const looksForEffect = unknown || (work.kind === 'procedure' && walk.calls.at(-1)?.step === step);
  if (looksForEffect && walk.parts.door.accessOf(work.call) === 'read') return assume();
  const answer = await walk.session.call(work.call);
  switch (answer.kind) {
    case 'planned':
      walk.calls.push({ step, ...work.call });
      return nextOfStep(document, state, work, now) ?? assume();
    case 'answered': {
      const outcome = settle(document, state, { kind: 'answered', result: answer.output }, now);
      if (outcome.kind === 'perform') {
        walk.calls.push(postCall(step, outcome.work));
        return assume();
      }
      // Not there yet before anything was changed: the run would wait, and then find it.
      return outcome.kind === 'again' && work.kind !== 'procedure' ? assume() : settled(outcome, step);
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

/** An action of several calls may have another one to make, whatever the write that was not sent would have answered. */
function nextOfStep(document: RunbookDocument, state: ExecutionState, work: Work, now: string): Step | undefined {
  if (work.kind !== 'procedure') return undefined;
  const outcome = settle(document, state, { kind: 'answered', result: {} }, now);
  return outcome.kind === 'event' && outcome.event.kind === 'step.progressed' ? outcome : undefined;
}

/** The address and its headers are secrets. */
function postCall(step: string, work: Work): PlannedCall {
  const body = work.kind === 'webhook' ? work.body : KNOWN_AFTER_APPLY;
  return { step, service: 'webhook', operation: 'POST', parameters: { Body: body } };
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
  const version = work.documentVersion === undefined ? {} : { version: work.documentVersion };
  const found = await findRunbook(walk.parts, { name: work.documentName, ...version });
  const undetermined = (reason: string): Step => ({ kind: 'undetermined', reason: `step ${command.step}: ${reason}` });
  if (found.kind === 'refused') return undetermined(found.detail);
  if (walk.depth >= MOST_NESTED) return undetermined('runbooks are nested too deep');
  if (work.spread) return undetermined('it spreads over targets, which a plan does not follow');
  const document = documentOf(found.runbook.text);
  const bound = bindParameters(document, work.parameters, state.context, walk.parts.clock.now());
  if (bound.kind === 'refused') return undetermined(bound.problems.join('; '));
  const reason = await follow(
    { ...walk, depth: walk.depth + 1 },
    {
      document,
      parameters: bound.parameters,
      context: state.context,
      attachments: found.runbook.attachments,
      session: walk.options,
    },
  );
  return reason === undefined ? assume() : { kind: 'undetermined', reason: `step ${command.step}: ${reason}` };
}
