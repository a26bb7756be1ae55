import type { JournalEntry, JsonObject, StepEvent } from '@trueup/core';

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
