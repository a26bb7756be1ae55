import type { ExecutionPatch, Remediation } from '@trueup/core';
import { aboutRepair } from './execution-record.ts';
import { pending, written, type Rest, type Segment } from './segment.ts';

/**
 * Ends a repair whose plan or control is gone: nobody can say any more what it was to do. The resource is free again;
 * its finding stays as it is.
 */
export async function abandonRemediation(segment: Segment, execution: Remediation, reason: string): Promise<Rest> {
  const { parts, lease } = segment;
  const cancelled = execution.cancelRequestedAt !== undefined;
  const at = parts.clock.now();
  const patch: ExecutionPatch = {
    phase: 'finished',
    status: cancelled ? 'Cancelled' : 'Failed',
    outcome: cancelled ? 'cancelled' : 'failed',
    failureMessage: reason,
    finishedAt: at,
  };
  const change = pending(segment, patch);
  await parts.store.transaction(async (stores) => {
    await stores.executions.write(lease, change);
    await stores.locks.release(execution.resource.arn, execution.id);
    await stores.runs.finish(execution.id, { at, result: cancelled ? 'neutral' : 'failed' });
    await stores.decisions.due([execution.findingId], at);
    await stores.records.append([
      {
        at,
        actor: { kind: 'system', name: 'engine' },
        action: 'execution.finished',
        subject: { kind: 'execution', id: execution.id },
        detail: {
          kind: execution.kind,
          findingId: execution.findingId,
          ...aboutRepair(execution),
          documentName: execution.documentName,
          startedBy: execution.startedBy.name,
          status: patch.status ?? 'Failed',
          outcome: patch.outcome,
          failureMessage: reason,
        },
      },
    ]);
  });
  written(segment, change);
  return { kind: 'finished' };
}
