import {
  instantAfter,
  nextCommand,
  settle,
  unreachable,
  type Command,
  type ExecutionState,
  type RunbookDocument,
  type StepEvent,
} from '@trueup/core';
import { documentOf } from '../library.ts';
import { finishExecution } from './finish-execution.ts';
import { performWork } from './perform-work.ts';
import { writeSegment, type Rest, type Segment } from './segment.ts';

/** How long a parent waits for its child at the most before it looks again; the child's end wakes it at once. */
const CHILD_LOOK_MS = 60_000;

type Finish = Extract<Command, { kind: 'finish' }>;
type Perform = Extract<Command, { kind: 'perform' }>;

/** Runs steps until the document ends or has to wait. What a step did is written before the next one starts. */
export async function runSteps(segment: Segment): Promise<Rest> {
  const document = documentOf(segment.execution.document);
  // A step in flight when the segment begins was begun by a worker that did not live to write its end.
  let resumed = segment.log.at(-1)?.kind === 'step.started';
  for (;;) {
    const now = segment.parts.clock.now();
    const command = nextCommand(document, stateOf(segment), now);
    switch (command.kind) {
      case 'append':
        append(segment, command.event);
        break;
      case 'perform': {
        await writeSegment(segment);
        const rest = await performStep(segment, document, command, resumed);
        if (rest) return rest;
        resumed = false;
        break;
      }
      case 'wait':
        await writeSegment(segment);
        return { kind: 'rest', until: command.until };
      case 'undetermined':
        throw new Error(`step ${command.step} of execution ${segment.execution.id} met a value that only a plan has`);
      case 'finish':
        return finishSteps(segment, command);
      default:
        return unreachable(command);
    }
  }
}

function stateOf({ execution, log }: Segment): ExecutionState {
  return {
    context: { ...execution.resource, executionId: execution.id },
    parameters: execution.parameters,
    log,
    ...(execution.cancelRequestedAt === undefined ? {} : { cancelRequestedAt: execution.cancelRequestedAt }),
  };
}

function append(segment: Segment, event: StepEvent): void {
  segment.log.push(event);
  segment.unwritten.push(event);
}

async function performStep(
  segment: Segment,
  document: RunbookDocument,
  command: Perform,
  resumed: boolean,
): Promise<Rest | undefined> {
  const performed = await performWork(segment, command, resumed);
  const now = segment.parts.clock.now();
  if (performed.kind === 'waiting-for-child') {
    await writeSegment(segment);
    return { kind: 'rest', until: instantAfter(now, CHILD_LOOK_MS) };
  }
  const settled = settle(document, stateOf(segment), performed, now);
  if (settled.kind === 'again') {
    await writeSegment(segment);
    return { kind: 'rest', until: settled.at };
  }
  append(segment, settled.event);
  return undefined;
}

async function finishSteps(segment: Segment, finish: Finish): Promise<Rest> {
  const { kind } = segment.execution;
  const ended = { status: finish.status, outputs: finish.outputs };
  if (finish.status === 'Success' && kind !== 'child') {
    await writeSegment(segment, { phase: 'verifying', ...ended });
    return { kind: 'continue' };
  }
  return finishExecution(segment, {
    ...ended,
    outcome: outcomeOf(finish.status),
    ...(finish.failureMessage === undefined ? {} : { failureMessage: finish.failureMessage }),
  });
}

/** Only a child ends here with success: what it did is judged when its parent is. */
function outcomeOf(status: Finish['status']): 'cancelled' | 'failed' | undefined {
  if (status === 'Success') return undefined;
  return status === 'Cancelled' ? 'cancelled' : 'failed';
}
