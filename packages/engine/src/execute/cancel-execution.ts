import type { Actor, Execution, ExecutionId } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** Asks an execution to stop, and with it what it started. A call already sent cannot be called back. */
export async function cancelExecution(
  parts: EngineParts,
  id: ExecutionId,
  actor: Actor,
): Promise<{ readonly kind: 'cancelling'; readonly execution: Execution } | Refused> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const execution = await stores.executions.byId(id);
    if (!execution) return refused('unknown-execution', `no execution ${id}`);
    if (execution.phase === 'finished' || execution.phase === 'verifying') {
      return refused('already-finished', `execution ${id} has done its steps: it is ${execution.phase}`);
    }
    await stores.executions.requestCancel(id, at);
    await stores.records.append([
      {
        at,
        actor,
        action: 'execution.cancelled',
        subject: { kind: 'execution', id },
        detail: {
          planId: execution.planId,
          documentName: execution.documentName,
          resource: execution.resource?.arn,
          accountId: execution.scope.accountId,
          region: execution.scope.region,
        },
      },
    ]);
    return { kind: 'cancelling', execution: { ...execution, cancelRequestedAt: at } };
  });
}
