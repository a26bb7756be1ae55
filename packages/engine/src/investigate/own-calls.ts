import type { ExecutionId, Finding, Instant } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** Executions looked at for their calls: those of the finding, and of the account in the time. */
const MOST_EXECUTIONS = 100;

/**
 * The requests that executions of ours made on a resource: AWS's id of each, with its execution. A name of a role or
 * session would prove nothing, for others may take it too.
 */
export async function ownCalls(
  { store }: Pick<EngineParts, 'store'>,
  { id, resource }: Finding,
  since: Instant,
): Promise<ReadonlyMap<string, ExecutionId>> {
  const [ofFinding, ofAccount] = await Promise.all([
    store.executions.list({ findingId: id, limit: MOST_EXECUTIONS }),
    store.executions.list({ accountIds: [resource.accountId], startedAfter: since, limit: MOST_EXECUTIONS }),
  ]);
  const onResource = ofAccount.items.filter((execution) => execution.resource?.arn === resource.arn);
  const ids = new Set([...ofFinding.items, ...onResource].map((execution) => execution.id));
  const calls = new Map<string, ExecutionId>();
  for (const executionId of ids) {
    for (const { access, requestId } of await store.executions.journal(executionId)) {
      if (access === 'write' && requestId !== undefined) calls.set(requestId, executionId);
    }
  }
  return calls;
}
