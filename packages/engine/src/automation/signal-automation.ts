import {
  isRemediation,
  stepExecutions,
  unreachable,
  type Actor,
  type Execution,
  type ExecutionId,
  type Instant,
  type Signal,
  type StepExecution,
} from '@trueup/core';
import type { BatchedParts } from '../batched-parts.ts';
import { cancelExecution } from '../execute/cancel-execution.ts';
import { documentOf } from '../library.ts';
import { refused, type Refused } from '../refusal.ts';
import type { SignalRequest } from './automations.ts';

type Signalled = { readonly kind: 'signalled'; readonly execution: Execution } | Refused;

/** SendAutomationSignal: what comes at the wrong time, or from someone who is not asked, is refused (6.3). */
export async function signalAutomation(
  parts: BatchedParts,
  id: ExecutionId,
  request: SignalRequest,
  actor: Actor,
): Promise<Signalled> {
  const execution = await parts.store.executions.byId(id);
  if (!execution) return refused('unknown-execution', `no execution ${id}`);
  if (execution.phase === 'finished')
    return refused('invalid-signal', `execution ${id} has ended: ${execution.status}`);
  const document = documentOf(execution.document);
  const steps = stepExecutions(document, { log: await parts.store.executions.log(id) });
  const made = signalOf(execution, steps, request, actor, parts.clock.now());
  if (made.kind === 'refused') return made;
  const kept = await parts.store.transaction(async (stores) => {
    if (!(await stores.executions.signal(id, made.signal))) return false;
    await stores.records.append([
      {
        at: made.signal.at,
        actor,
        action: 'execution.signalled',
        subject: { kind: 'execution', id },
        detail: { ...made.signal },
      },
    ]);
    return true;
  });
  return kept ? { kind: 'signalled', execution } : refused('invalid-signal', `execution ${id} has just ended`);
}

type Made = { readonly kind: 'signal'; readonly signal: Signal } | Refused;

function signalOf(
  execution: Execution,
  steps: readonly StepExecution[],
  request: SignalRequest,
  actor: Actor,
  at: Instant,
): Made {
  const waiting = steps.find(({ status }) => status === 'Waiting');
  switch (request.kind) {
    case 'approve':
    case 'reject': {
      if (waiting?.action !== 'aws:approve') {
        return refused('invalid-signal', `execution ${execution.id} does not wait for an approval`);
      }
      const by = approverOf(waiting, actor.name);
      if (by === undefined) {
        return refused('invalid-signal', `${actor.name} is not among the approvers of step ${waiting.name}`);
      }
      const comment = request.comment === undefined ? {} : { comment: request.comment };
      return { kind: 'signal', signal: { kind: request.kind, at, by, ...runOf(waiting), ...comment } };
    }
    case 'resume':
      if (!steps.some(({ name }) => name === request.step)) return unknownStep(request.step);
      return waiting?.action === 'aws:pause' && waiting.name === request.step
        ? { kind: 'signal', signal: { kind: 'resume', at, by: actor.name, ...runOf(waiting) } }
        : refused('invalid-signal', `step ${request.step} of execution ${execution.id} is not paused`);
    case 'start-step':
      if (!steps.some(({ name, loop }) => name === request.step && loop === undefined))
        return unknownStep(request.step);
      return execution.mode === 'Interactive'
        ? { kind: 'signal', signal: { kind: 'start-step', at, by: actor.name, step: request.step } }
        : refused('invalid-signal', `execution ${execution.id} is not in Interactive mode`);
    case 'stop-step': {
      const step = steps.find(({ id }) => id === request.stepExecutionId);
      if (!step || step.action === 'aws:loop') return unknownStep(request.stepExecutionId);
      return step.status === 'InProgress' || step.status === 'Waiting'
        ? { kind: 'signal', signal: { kind: 'stop-step', at, by: actor.name, ...runOf(step) } }
        : refused('invalid-signal', `step ${step.name} of execution ${execution.id} is ${step.status}`);
    }
    default:
      return unreachable(request);
  }
}

const unknownStep = (step: string): Refused => refused('unknown-step', `there is no step ${step} in this execution`);

/** The very run of the step that it is for: what was said of an earlier one does not count for a later. */
function runOf({ name, iteration, starts }: StepExecution): {
  readonly step: string;
  readonly iteration?: number;
  readonly start: number;
} {
  return { step: name, start: starts, ...(iteration === undefined ? {} : { iteration }) };
}

/** The entry of `Approvers` that a person is meant by: the name itself, or an ARN that ends in it. */
function approverOf({ inputs }: StepExecution, name: string): string | undefined {
  const listed = [inputs?.['Approvers'] ?? []].flat();
  return listed.filter((one) => typeof one === 'string').find((one) => one === name || lastOf(one) === lastOf(name));
}

/** `arn:aws:iam::111122223333:user/team/alice` and `alice` are one person; a name that is no ARN counts as it is. */
const lastOf = (principal: string): string =>
  principal.startsWith('arn:') ? (principal.split('/').at(-1) ?? '') : principal;

/** StopAutomationExecution (6.3). */
export async function stopAutomation(
  parts: BatchedParts,
  id: ExecutionId,
  type: 'Cancel' | 'Complete',
  actor: Actor,
): Promise<{ readonly kind: 'stopping'; readonly execution: Execution } | Refused> {
  if (type === 'Cancel') {
    const cancelled = await cancelExecution(parts, id, actor);
    return cancelled.kind === 'refused' ? cancelled : { kind: 'stopping', execution: cancelled.execution };
  }
  const execution = await parts.store.executions.byId(id);
  if (!execution) return refused('unknown-execution', `no execution ${id}`);
  if (isRemediation(execution)) {
    return refused('invalid-signal', `execution ${id} repairs a resource: it can be cancelled, not completed`);
  }
  const at = parts.clock.now();
  const kept = await parts.store.transaction(async (stores) => {
    if (!(await stores.executions.signal(id, { kind: 'complete', at, by: actor.name }))) return false;
    const subject = { kind: 'execution', id } as const;
    await stores.records.append([{ at, actor, action: 'execution.completed', subject, detail: {} }]);
    return true;
  });
  return kept ? { kind: 'stopping', execution } : refused('already-finished', `execution ${id} has ended`);
}
