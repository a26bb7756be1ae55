import {
  actionFailedMessage,
  inputsFailedMessage,
  type Command,
  type Execution,
  type ExecutionId,
  type Instant,
  type Performed,
  type StepFailure,
  type Work,
} from '@trueup/core';
import { findRunbook } from '../automation/find-runbook.ts';
import { newAutomation } from '../automation/new-automation.ts';
import { writeBeginnings } from '../automation/write-beginnings.ts';
import type { EngineParts } from '../parts.ts';
import { uuidOf } from '../uuid-of.ts';
import type { Segment } from './segment.ts';

export interface ChildPerformed {
  readonly kind: 'waiting-for-child';
}

type Perform = Extract<Command, { kind: 'perform' }>;
type Automation = Extract<Work, { kind: 'automation' }>;

/** Nesting below the top automation (automation-documents, 4.11). */
export const MOST_NESTED = 5;

/** The id of the child that an attempt begins: a repeated attempt finds the child it has begun. */
export function childId({ digest }: Pick<EngineParts, 'digest'>, token: string): ExecutionId {
  return uuidOf(digest, `child\n${token}`) as ExecutionId;
}

export async function cancelChild({ store }: EngineParts, id: ExecutionId, at: Instant): Promise<void> {
  const child = await store.executions.byId(id);
  if (child && child.phase !== 'finished') await store.executions.requestCancel(id, at);
}

/** Starts the child execution of a step, or reads how it ended. */
export async function performChild(
  segment: Segment,
  command: Perform,
  work: Automation,
): Promise<Performed | ChildPerformed> {
  const id = childId(segment.parts, command.token);
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

/**
 * A child runs as whoever started the top automation, not with the role of its parent (4.11). What a repair starts is
 * held to the repair's own permissions.
 */
async function beginChild(
  segment: Segment,
  command: Perform,
  work: Automation,
  id: ExecutionId,
): Promise<Performed | ChildPerformed> {
  const { parts, execution } = segment;
  const { callerAccount } = execution;
  const viewer = callerAccount === undefined ? {} : { viewer: callerAccount };
  const found = await findRunbook(parts, { name: work.documentName, ...versionOf(work), ...viewer });
  if (found.kind === 'refused') return failed('InputValidation', found.detail);
  if ((await depthOf(segment)) >= MOST_NESTED)
    return failed('InputValidation', `automations nest at most ${MOST_NESTED} levels deep`);
  const { planId, findingId, resource, permissions } = execution;
  const made = await newAutomation(parts, {
    id,
    kind: 'child',
    runbook: found.runbook,
    scope: execution.scope,
    parameters: work.parameters,
    mode: 'Auto',
    tags: work.tags,
    ...(work.spread ? { spread: work.spread } : {}),
    startedBy: execution.startedBy,
    ...(callerAccount === undefined ? {} : { callerAccount }),
    parent: { id: execution.id, step: command.step },
    ...(planId && findingId && resource && permissions
      ? { remediation: { planId, findingId, resource, permissions } }
      : {}),
  });
  if (made.kind === 'refused') return failed('InputValidation', made.detail);
  await parts.store.transaction(async (stores) => {
    // Held to the lease: a worker that was cut off begins no child beside the one that goes on.
    await stores.executions.write(segment.lease, { patch: { status: 'InProgress' } });
    await writeBeginnings(stores, [{ execution: made.execution, actor: execution.startedBy }]);
  });
  return { kind: 'waiting-for-child' };
}

const versionOf = ({ documentVersion }: Automation): { readonly version?: string } =>
  documentVersion === undefined ? {} : { version: documentVersion };

/** What a spread starts for its targets is no level of its own. */
async function depthOf(segment: Segment): Promise<number> {
  let depth = 0;
  let one: Execution | undefined = segment.execution;
  while (one?.parent) {
    if (one.target === undefined) depth += 1;
    one = await segment.parts.store.executions.byId(one.parent.id);
  }
  return depth;
}

function failed(stage: StepFailure['stage'], detail: string): Performed {
  const message =
    stage === 'InputValidation' ? inputsFailedMessage(detail) : actionFailedMessage('aws:executeAutomation', detail);
  return { kind: 'failed', retryable: false, failure: { stage, type: 'Action', message } };
}
