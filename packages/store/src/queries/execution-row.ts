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
  'spread',
  'cancel_requested_at',
  'wake_at',
] as const satisfies readonly (keyof Tables['executions'])[];

export type ExecutionRow = Pick<Selectable<Tables['executions']>, (typeof EXECUTION_COLUMNS)[number]>;

/** What a patch can change, with the types that its values are given as. json: as text. */
export const PATCH_COLUMNS = {
  phase: 'text',
  status: 'text',
  finished_at: 'text',
  before: 'json',
  after: 'json',
  verify_attempts: 'int',
  verification: 'json',
  outcome: 'text',
  // As JSON, because a message may hold what PostgreSQL's texts cannot (NUL).
  failure_message: 'json',
  outputs: 'json',
  spread: 'json',
} as const;
export type PatchColumn = keyof typeof PATCH_COLUMNS;

/** The values of a patch; null where it changes nothing. */
export function patchValues(patch: ExecutionPatch): Record<PatchColumn, string | number | null> {
  return {
    phase: patch.phase ?? null,
    status: patch.status ?? null,
    finished_at: patch.finishedAt ?? null,
    before: jsonOrNull(patch.before),
    after: jsonOrNull(patch.after),
    verify_attempts: patch.verifyAttempts ?? null,
    verification: jsonOrNull(patch.verification),
    outcome: patch.outcome ?? null,
    failure_message: jsonOrNull(patch.failureMessage),
    outputs: jsonOrNull(patch.outputs),
    spread: jsonOrNull(patch.spread),
  };
}

/** The columns of a new row beside those of a patch, with their types. */
export const NEW_COLUMNS = {
  id: 'text',
  kind: 'text',
  finding_id: 'text',
  plan_id: 'text',
  account_id: 'text',
  parent_id: 'text',
  document_name: 'text',
  client_token: 'text',
  cross_account: 'boolean',
  started_at: 'timestamptz',
  cancel_requested_at: 'text',
  wake_at: 'text',
  body: 'json',
} as const;

/** Members with columns of their own, because they change. */
const CHANGING: ReadonlySet<string> = new Set([
  'phase',
  'status',
  'finishedAt',
  'before',
  'after',
  'verifyAttempts',
  'verification',
  'outcome',
  'failureMessage',
  'outputs',
  'spread',
  'cancelRequestedAt',
  'wakeAt',
] satisfies (keyof Execution)[]);

/** The members that never change are in the body, some of them in columns as well. */
export function newValues(execution: Execution): Record<keyof typeof NEW_COLUMNS, string | boolean | null> {
  return {
    id: execution.id,
    kind: execution.kind,
    finding_id: execution.findingId ?? null,
    plan_id: execution.planId ?? null,
    account_id: execution.scope.accountId,
    parent_id: execution.parent?.id ?? null,
    document_name: execution.documentName,
    client_token: execution.clientToken ?? null,
    cross_account: (execution.spread?.targetLocations ?? []).length > 0,
    started_at: execution.startedAt,
    cancel_requested_at: execution.cancelRequestedAt ?? null,
    wake_at: execution.wakeAt ?? null,
    body: JSON.stringify(Object.fromEntries(Object.entries(execution).filter(([name]) => !CHANGING.has(name)))),
  };
}

export function toExecution(row: ExecutionRow): Execution {
  return {
    ...(row.body as Pick<Execution, 'id'>),
    ...present({
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
      spread: row.spread,
      cancelRequestedAt: row.cancel_requested_at,
      wakeAt: row.wake_at,
    }),
  } as Execution;
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** Without the members that are null in the row. */
function present(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}
