import type { JournalEntry, JsonObject, Remediation, StepEvent } from '@trueup/core';

/** What a repair or an undo is about, as records name it: events are found by it. */
export function aboutRepair({ resource }: Pick<Remediation, 'resource'>): JsonObject {
  return { resource: resource.arn, accountId: resource.accountId, region: resource.region };
}

/** What the record of an execution's end tells of its calls and steps. */
export function executionDetail(calls: readonly JournalEntry[], log: readonly StepEvent[]): JsonObject {
  return {
    reads: calls.filter(({ access }) => access === 'read').length,
    writes: calls.filter(({ access }) => access === 'write').map(recordedCall),
    steps: log
      .filter(({ kind }) => kind !== 'step.started' && kind !== 'step.progressed')
      .map(({ kind, step, attempt, iteration }) => ({
        kind,
        step,
        attempt,
        ...(iteration === undefined ? {} : { iteration }),
      })),
  };
}

function recordedCall({
  at,
  step,
  service,
  operation,
  request,
  httpStatus,
  errorCode,
  requestId,
}: JournalEntry): JsonObject {
  return { at, step, service, operation, request, httpStatus, errorCode, requestId };
}
