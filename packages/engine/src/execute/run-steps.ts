import {
  instantAfter,
  nextCommand,
  settle,
  stepNamed,
  stopCall,
  tokenOf,
  unreachable,
  type AutomationStatus,
  STOPPED_MESSAGE,
  type Command,
  type DocumentProblem,
  type ExecutionPatch,
  type ExecutionState,
  type Instant,
  type RunbookDocument,
  type StepEvent,
} from '@trueup/core';
import { parsedDocument } from '../library.ts';
import { finishAutomation } from './finish-automation.ts';
import { finishExecution } from './finish-execution.ts';
import { cancelChild, childId } from './perform-child.ts';
import { finishSteps } from './finish-steps.ts';
import { performWork } from './perform-work.ts';
import { isRemediationSegment, openAccount, writeSegment, type Rest, type Segment } from './segment.ts';

/** How long a parent waits for its child at the most before it looks again; the child's end wakes it at once. */
const CHILD_LOOK_MS = 60_000;

type Perform = Extract<Command, { kind: 'perform' }>;

/** Runs steps until the document ends or has to wait. What a step did is written before the next one starts. */
export async function runSteps(segment: Segment): Promise<Rest> {
  const parsed = parsedDocument(segment.execution.document);
  if (parsed.kind === 'invalid') return endUnreadable(segment, parsed.problems);
  const { document } = parsed;
  // A step in flight when the segment begins was begun by a worker that did not live to write its end.
  let resumed = isInFlight(segment);
  for (;;) {
    const now = segment.parts.clock.now();
    const command = nextCommand(document, { ...stateOf(segment), resumed }, now);
    switch (command.kind) {
      case 'append':
        await append(segment, document, command.event, now);
        break;
      case 'perform': {
        const { cancelRequestedAt } = segment.execution;
        await writeSegment(segment, statusPatch(segment, 'InProgress'));
        // The wish to stop came with the write: the step is not begun after all.
        if (segment.execution.cancelRequestedAt !== cancelRequestedAt) break;
        const rest = await performStep(segment, document, command, resumed);
        if (rest) return rest;
        resumed = false;
        break;
      }
      case 'wait':
        await writeSegment(segment, statusPatch(segment, command.for === 'signal' ? 'Waiting' : 'InProgress'));
        return { kind: 'rest', ...(command.until === undefined ? {} : { until: command.until }) };
      case 'undetermined':
        throw new Error(`step ${command.step} of execution ${segment.execution.id} met a value that only a plan has`);
      case 'finish':
        return finishSteps(segment, command);
      default:
        return unreachable(command);
    }
  }
}

function isInFlight({ log }: Segment): boolean {
  const last = log.at(-1)?.kind;
  return last === 'step.started' || last === 'step.progressed';
}

function stateOf({ execution, log, signals }: Segment): ExecutionState {
  return {
    context: { ...execution.scope, executionId: execution.id },
    parameters: execution.parameters,
    log,
    signals,
    mode: execution.mode,
    ...(execution.cancelRequestedAt === undefined ? {} : { cancelRequestedAt: execution.cancelRequestedAt }),
  };
}

/** The row's status, where it is to change. */
function statusPatch({ execution }: Segment, status: AutomationStatus): ExecutionPatch | undefined {
  const shown = execution.cancelRequestedAt === undefined ? status : 'Cancelling';
  return execution.status === shown ? undefined : { status: shown };
}

/** The end of a step is written before the next one begins, so that no finished step runs twice. */
async function append(segment: Segment, document: RunbookDocument, event: StepEvent, now: Instant): Promise<void> {
  if (endsElsewhere(event)) await stopElsewhere(segment, document, now);
  keep(segment, event);
  if (event.kind !== 'step.started' && event.kind !== 'step.progressed') {
    await writeSegment(segment, statusPatch(segment, 'InProgress'));
  }
}

function endsElsewhere(event: StepEvent): boolean {
  if (event.kind === 'step.failed') return event.failure.message === STOPPED_MESSAGE;
  return event.kind === 'step.cancelled' || event.kind === 'step.timed-out';
}

/** Ends what the step in flight began outside: a command, a state machine, a child. Its failure is in the journal. */
async function stopElsewhere(segment: Segment, document: RunbookDocument, now: Instant): Promise<void> {
  const last = segment.log.at(-1);
  if (last?.kind !== 'step.started' && last?.kind !== 'step.progressed') return;
  if (stepNamed(document, last.step)?.action === 'aws:executeAutomation') {
    const { parts } = segment;
    await cancelChild(parts, childId(parts, tokenOf(stateOf(segment), last)), now);
  }
  const call = stopCall(document, stateOf(segment), now);
  if (call) await (await openAccount(segment, last)).call(call);
}

async function performStep(
  segment: Segment,
  document: RunbookDocument,
  command: Perform,
  resumed: boolean,
): Promise<Rest | undefined> {
  const wanted = segment.execution.cancelRequestedAt;
  const performed = await performWork(segment, command, resumed);
  const now = segment.parts.clock.now();
  if (performed.kind === 'waiting-for-child') {
    await writeSegment(segment);
    const look = instantAfter(now, CHILD_LOOK_MS);
    return { kind: 'rest', until: look < command.deadlineAt ? look : command.deadlineAt };
  }
  if (performed.kind === 'failed' && wasKilled(segment, command, wanted)) {
    const { step, attempt, iteration } = command;
    const run = { step, attempt, ...(iteration === undefined ? {} : { iteration }) };
    keep(segment, { kind: 'step.cancelled', ...run, at: now });
    return undefined;
  }
  const settled = settle(document, stateOf(segment), performed, now);
  if (settled.kind === 'perform') return performStep(segment, document, { ...command, work: settled.work }, resumed);
  if (settled.kind === 'again') {
    await writeSegment(segment);
    return { kind: 'rest', until: settled.at };
  }
  const { event } = settled;
  if (event.kind === 'step.timed-out') await stopElsewhere(segment, document, now);
  keep(segment, event);
  return undefined;
}

/** Only what runs here is killed by a wish to stop; a call that was sent is waited for. */
function wasKilled(segment: Segment, { work }: Perform, wantedBefore: Instant | undefined): boolean {
  const killable = work.kind === 'script' || work.kind === 'webhook';
  return killable && wantedBefore === undefined && segment.execution.cancelRequestedAt !== undefined;
}

function keep(segment: Segment, event: StepEvent): void {
  segment.log.push(event);
  segment.unwritten.push(event);
}

/** It could be read when it began: another version of the server no longer takes it. */
function endUnreadable(segment: Segment, problems: readonly DocumentProblem[]): Promise<Rest> {
  const [first] = problems;
  const failureMessage = `the document can no longer be read: line ${first?.line ?? 0}: ${first?.message ?? ''}`;
  const status = segment.execution.cancelRequestedAt === undefined ? 'Failed' : 'Cancelled';
  if (!isRemediationSegment(segment)) return finishAutomation(segment, { status, failureMessage });
  return finishExecution(segment, { status, failureMessage, outcome: status === 'Failed' ? 'failed' : 'cancelled' });
}
