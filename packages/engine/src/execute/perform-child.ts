import {
  bindParameters,
  type Command,
  type Execution,
  type ExecutionId,
  type Performed,
  type StepFailure,
  type Work,
} from '@trueup/core';
import { documentOf, runbookByName } from '../library.ts';
import { uuidOf } from '../uuid-of.ts';
import type { Segment } from './segment.ts';

export interface ChildPerformed {
  readonly kind: 'waiting-for-child';
}

type Perform = Extract<Command, { kind: 'perform' }>;
type Automation = Extract<Work, { kind: 'automation' }>;

/** Nesting below the top automation (automation-documents, 4.11). */
const MOST_NESTED = 5;

/**
 * Starts the child execution of a step, or reads how it ended. Its id is made of the parent's token, so a repeated
 * step finds the child it has begun.
 */
export async function performChild(
  segment: Segment,
  command: Perform,
  work: Automation,
): Promise<Performed | ChildPerformed> {
  const id = uuidOf(segment.parts.digest, `child\n${command.token}`) as ExecutionId;
  const child = await segment.parts.store.executions.byId(id);
  if (!child) return beginChild(segment, command, work, id);
  if (child.phase !== 'finished') return { kind: 'waiting-for-child' };
  if (child.status !== 'Success') {
    return failed(
      'Invocation',
      `Child execution ${id} of ${work.documentName} ended ${child.status}: ${child.failureMessage ?? 'no message'}`,
    );
  }
  const output = Object.values(child.outputs ?? {}).flat();
  return { kind: 'answered', result: { ExecutionId: id, Status: child.status, Output: output } };
}

async function beginChild(
  segment: Segment,
  command: Perform,
  work: Automation,
  id: ExecutionId,
): Promise<Performed | ChildPerformed> {
  const { parts, execution } = segment;
  const text = runbookByName(parts.catalogue, work.documentName);
  if (text === undefined) {
    return failed(
      'InputValidation',
      `there is no runbook named '${work.documentName}'; library runbooks are named Trueup-<control id>`,
    );
  }
  if ((await depthOf(segment)) >= MOST_NESTED)
    return failed('InputValidation', `automations nest at most ${MOST_NESTED} levels deep`);
  const now = parts.clock.now();
  const bound = bindParameters(documentOf(text), work.parameters, { ...execution.resource, executionId: id }, now);
  if (bound.kind === 'refused') return failed('InputValidation', bound.problems.join('; '));
  const child: Execution = {
    id,
    kind: 'child',
    planId: execution.planId,
    findingId: execution.findingId,
    resource: execution.resource,
    parent: { id: execution.id, step: command.step },
    document: text,
    parameters: bound.parameters,
    phase: 'running',
    status: 'Pending',
    startedBy: execution.startedBy,
    startedAt: now,
    verifyAttempts: 0,
  };
  await parts.store.transaction(async (stores) => {
    await stores.executions.insert(child);
    await stores.queue.enqueue(id, execution.resource.accountId);
  });
  return { kind: 'waiting-for-child' };
}

async function depthOf(segment: Segment): Promise<number> {
  let depth = 0;
  let parent = segment.execution.parent;
  while (parent) {
    depth += 1;
    parent = (await segment.parts.store.executions.byId(parent.id))?.parent;
  }
  return depth;
}

function failed(stage: StepFailure['stage'], message: string): Performed {
  return { kind: 'failed', retryable: false, failure: { stage, type: 'Action', message } };
}
