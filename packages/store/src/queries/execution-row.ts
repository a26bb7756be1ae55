import type { Execution, ExecutionPatch } from '@trueup/core';
import type { Selectable } from 'kysely';
import type { Tables } from '../tables.ts';

export const EXECUTION_COLUMNS = [
  'body',
  'phase',
  'status',
  'outcome',
  'finished_at',
  'before',
  'after',
  'verify_attempts',
  'verification',
  'failure_message',
  'outputs',
  'cancel_requested_at',
  'wake_at',
] as const satisfies readonly (keyof Tables['executions'])[];

type ExecutionRow = Pick<Selectable<Tables['executions']>, (typeof EXECUTION_COLUMNS)[number]>;

/** The members that never change are in the body; each of the others has a column. */
export function toExecutionRow(execution: Execution) {
  const { phase, status, finishedAt, before, after, verifyAttempts, verification, outcome, ...rest } = execution;
  const { failureMessage, outputs, cancelRequestedAt, wakeAt, ...body } = rest;
  return {
    id: body.id,
    finding_id: body.findingId,
    plan_id: body.planId,
    account_id: body.resource.accountId,
    parent_id: body.parent?.id ?? null,
    started_at: body.startedAt,
    body: JSON.stringify(body),
    phase,
    status,
    verify_attempts: verifyAttempts,
    cancel_requested_at: cancelRequestedAt ?? null,
    wake_at: wakeAt ?? null,
    ...patchColumns(definedOf({ finishedAt, before, after, verification, outcome, failureMessage, outputs })),
  };
}

/** The columns that a patch changes, as the driver takes them. */
export function patchColumns(patch: ExecutionPatch) {
  const { phase, status, finishedAt, before, after, verifyAttempts, verification, outcome } = patch;
  const { failureMessage, outputs } = patch;
  return {
    ...(phase === undefined ? {} : { phase }),
    ...(status === undefined ? {} : { status }),
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
    ...(before === undefined ? {} : { before: JSON.stringify(before) }),
    ...(after === undefined ? {} : { after: JSON.stringify(after) }),
    ...(verifyAttempts === undefined ? {} : { verify_attempts: verifyAttempts }),
    ...(verification === undefined ? {} : { verification: JSON.stringify(verification) }),
    ...(outcome === undefined ? {} : { outcome }),
    // As JSON, because a message may hold what PostgreSQL's texts cannot (NUL).
    ...(failureMessage === undefined ? {} : { failure_message: JSON.stringify(failureMessage) }),
    ...(outputs === undefined ? {} : { outputs: JSON.stringify(outputs) }),
  };
}

export function toExecution(row: ExecutionRow): Execution {
  return {
    ...(row.body as Pick<Execution, 'id'>),
    ...definedOf({
      phase: row.phase,
      status: row.status,
      finishedAt: row.finished_at,
      before: row.before,
      after: row.after,
      verifyAttempts: row.verify_attempts,
      verification: row.verification,
      outcome: row.outcome,
      failureMessage: row.failure_message,
      outputs: row.outputs,
      cancelRequestedAt: row.cancel_requested_at,
      wakeAt: row.wake_at,
    }),
  } as Execution;
}

/** Without the members that are undefined or, in a row, null. */
function definedOf(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && member !== null));
}
