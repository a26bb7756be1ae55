import { msBetween, unreachable, type ApiCall, type Command, type Performed, type ScriptResult } from '@trueup/core';
import type { Segment } from './segment.ts';
import { journalOf } from './segment.ts';
import { alreadyDone } from './already-done.ts';
import { failedCall } from './failed-call.ts';
import { performChild, type ChildPerformed } from './perform-child.ts';

type Perform = Extract<Command, { kind: 'perform' }>;

/** Does the work of one attempt in the account of the plan, under the plan's own permissions. */
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
    case 'script':
      return scriptPerformed(await segment.parts.scripts.run({ ...work, timeoutMs: leftMs }));
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
  timeoutMs: number,
  resumed: boolean,
): Promise<Performed> {
  const session = segment.parts.door.open(segment.plan.resource, {
    mode: 'live',
    statements: segment.plan.permissions,
    journal: journalOf(segment, { name: command.step, attempt: command.attempt }),
  });
  const answer = await session.call(call, { token: command.token, timeoutMs });
  switch (answer.kind) {
    case 'answered':
      return { kind: 'answered', result: answer.output };
    case 'failed':
      if (resumed && alreadyDone(call, answer.failure)) return { kind: 'answered', result: {} };
      return failedCall(answer.failure, call);
    case 'planned':
      throw new Error(`step ${command.step} was planned, not performed`);
    default:
      return unreachable(answer);
  }
}

function scriptPerformed(result: ScriptResult): Performed {
  switch (result.kind) {
    case 'returned':
      return { kind: 'answered', result: { Payload: result.payload } };
    case 'timed-out':
      return { kind: 'timed-out' };
    case 'failed':
      return {
        kind: 'failed',
        retryable: false,
        failure: {
          stage: 'Invocation',
          type: 'Action',
          message: `Step fails when it is Poll action status for completion. ${result.message}. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.`,
        },
      };
    default:
      return unreachable(result);
  }
}
