import {
  msBetween,
  unreachable,
  type ApiCall,
  type Command,
  type JournalEntry,
  type Performed,
  type ScriptResult,
  type Work,
} from '@trueup/core';
import { alreadyDone } from './already-done.ts';
import { attachmentOf } from './attachment-of.ts';
import { failedCall } from './failed-call.ts';
import { performChild, type ChildPerformed } from './perform-child.ts';
import { openAccount, sessionOptions, type Segment } from './segment.ts';

type Perform = Extract<Command, { kind: 'perform' }>;

/** Does the work of one attempt in the account of the execution, under its own permissions. */
export async function performWork(
  segment: Segment,
  command: Perform,
  resumed: boolean,
): Promise<Performed | ChildPerformed> {
  const { work } = command;
  const leftMs = msBetween(segment.parts.clock.now(), command.deadlineAt);
  if (leftMs <= 0) return { kind: 'timed-out' };
  switch (work.kind) {
    case 'api-call':
    case 'assert':
    case 'poll':
      return performCall(segment, command, work.call, leftMs, resumed);
    // A procedure tells by its own progress what was done before.
    case 'procedure':
      return performCall(segment, command, work.call, leftMs, false);
    case 'webhook':
      return performPost(segment, command, work, leftMs);
    case 'script':
      return performScript(segment, command, work, leftMs);
    case 'automation':
      return performChild(segment, command, work);
    default:
      return unreachable(work);
  }
}

async function performCall(
  segment: Segment,
  command: Perform,
  call: ApiCall,
  leftMs: number,
  resumed: boolean,
): Promise<Performed> {
  const session = await openAccount(segment, command);
  const timeoutMs = Math.min(leftMs, LONGEST_TIMER_MS);
  const answer = await session.call(call, { token: command.token, timeoutMs });
  switch (answer.kind) {
    case 'answered':
      return { kind: 'answered', result: answer.output };
    case 'failed':
      // Names in our own runbooks are made of the execution; those of others may have been there before.
      if (resumed && segment.execution.planId !== undefined && alreadyDone(call, answer.failure))
        return { kind: 'answered', result: {} };
      if (answer.failure.kind === 'timed-out' && isOver(segment, command)) return { kind: 'timed-out' };
      return failedCall(answer.failure, call);
    case 'planned':
      throw new Error(`step ${command.step} was planned, not performed`);
    default:
      return unreachable(answer);
  }
}

/** A timer may ring a little before the clock says so. */
const TIMER_SLACK_MS = 50;

/** Whether the step's own time is over, and not only that of one request (automation-documents, 2.4). */
function isOver({ parts }: Segment, { deadlineAt }: Perform): boolean {
  return msBetween(parts.clock.now(), deadlineAt) <= TIMER_SLACK_MS;
}

/** Timers take no longer time; no call comes near it. */
const LONGEST_TIMER_MS = 2_147_483_647;
const MOST_RESPONSE_CHARACTERS = 100_000;
/** Every call is written down, so a script cannot make any number of them. */
const MOST_SCRIPT_CALLS = 10_000;

async function performPost(
  segment: Segment,
  command: Perform,
  work: Extract<Work, { kind: 'webhook' }>,
  leftMs: number,
): Promise<Performed> {
  const { parts } = segment;
  const posted = await parts.post(
    work,
    AbortSignal.any([...killedBy(segment), AbortSignal.timeout(Math.min(leftMs, LONGEST_TIMER_MS))]),
  );
  if (posted.kind === 'failed') return isOver(segment, command) ? { kind: 'timed-out' } : failed(posted.reason);
  return {
    kind: 'answered',
    result: { Response: posted.text.slice(0, MOST_RESPONSE_CHARACTERS), ResponseCode: posted.status },
  };
}

async function performScript(
  segment: Segment,
  command: Perform,
  work: Extract<Work, { kind: 'script' }>,
  timeoutMs: number,
): Promise<Performed> {
  const { parts, execution } = segment;
  await parts.accounts();
  const { kind: _kind, attachment: name, ...script } = work;
  const attachment = name === undefined ? undefined : await attachmentOf(parts, execution, name);
  if (name !== undefined && !attachment) return failed(`the document has no attachment named ${name}`);
  const session = sessionOptions(segment, command);
  const tooMany = new AbortController();
  let calls = 0;
  const journal = (entry: JournalEntry): void => {
    calls += 1;
    session.journal?.(entry);
    if (calls >= MOST_SCRIPT_CALLS) tooMany.abort();
  };
  const result = await parts.scripts.run({
    ...script,
    ...(attachment ? { attachment } : {}),
    timeoutMs,
    signal: AbortSignal.any([...killedBy(segment), tooMany.signal]),
    aws: { scope: execution.scope, session: { ...session, journal } },
  });
  if (tooMany.signal.aborted) return failed(`the script made ${MOST_SCRIPT_CALLS} calls and was ended`);
  return scriptPerformed(result);
}

/** A wish to stop kills what runs; what cleans up after it is let run. */
function killedBy({ execution, cancelled }: Segment): readonly AbortSignal[] {
  return execution.cancelRequestedAt === undefined ? [cancelled.signal] : [];
}

function scriptPerformed(result: ScriptResult): Performed {
  switch (result.kind) {
    case 'returned':
      return { kind: 'answered', result: { Payload: result.payload }, log: result.output };
    case 'timed-out':
      return { kind: 'timed-out', log: result.output };
    case 'failed':
      return { ...failed(result.message), log: result.output };
    default:
      return unreachable(result);
  }
}

function failed(reason: string): Performed {
  return {
    kind: 'failed',
    retryable: false,
    failure: {
      stage: 'Invocation',
      type: 'Action',
      message: `Step fails when it is Poll action status for completion. ${reason}. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.`,
    },
  };
}
