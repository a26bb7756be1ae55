import type { ExecutionChange, Instant, Lease } from '@trueup/core';
import { columnArrays, unnestParameters } from '../connection/column-arrays.ts';
import { runRaw, type Database } from '../connection/database.ts';
import { PATCH_COLUMNS, patchValues, type PatchColumn } from './execution-row.ts';

/** What a worker writes to an execution that it holds. */
export interface LeasedChange {
  readonly lease: Lease;
  readonly change: ExecutionChange;
}

export interface CancelWanted {
  readonly cancelRequestedAt?: Instant;
}

const PATCH_NAMES = Object.keys(PATCH_COLUMNS) as PatchColumn[];
const CHANGE_NAMES = ['id', 'epoch', 'events', 'calls', ...PATCH_NAMES] as const;
const CHANGE_TYPES = ['text', 'bigint', 'int', 'int', ...Object.values(PATCH_COLUMNS)];
const ENTRY_TYPES = ['text', 'int', 'text'];

const patched = PATCH_NAMES.map((name) => {
  const given = PATCH_COLUMNS[name] === 'json' ? `given.${name}::json` : `given.${name}`;
  return `${name} = coalesce(${given}, execution.${name})`;
});

/**
 * One statement for many executions: of each nothing is written unless its row was still held, and its log continues
 * where it ends. `back` counts from the end of what is appended.
 */
const WRITE = `
  with held as (
    update trueup.executions as execution
    set log_length = log_length + given.events, journal_length = journal_length + given.calls,
      ${patched.join(', ')}
    from unnest(${unnestParameters(CHANGE_TYPES)}) as given (${CHANGE_NAMES.join(', ')})
    where execution.id = given.id and lease_epoch = given.epoch and lease_owner is not null and execution.phase <> 'finished'
    returning execution.id, log_length, journal_length, cancel_requested_at
  ), logged as (
    insert into trueup.step_events (execution_id, seq, body)
    select held.id, held.log_length - entry.back, entry.body::json
    from unnest(${unnestParameters(ENTRY_TYPES, CHANGE_TYPES.length + 1)}) as entry (id, back, body)
      join held on held.id = entry.id
  ), journaled as (
    insert into trueup.journal (execution_id, seq, body)
    select held.id, held.journal_length - entry.back, entry.body::json
    from unnest(${unnestParameters(ENTRY_TYPES, CHANGE_TYPES.length + ENTRY_TYPES.length + 1)}) as entry (id, back, body)
      join held on held.id = entry.id
  )
  select id, cancel_requested_at from held`;

/** A change as it goes to the server. */
export interface PreparedChange {
  readonly lease: Lease;
  readonly values: Readonly<Record<PatchColumn, string | number | null>>;
  readonly events: readonly string[];
  readonly journal: readonly string[];
  /** In characters. */
  readonly size: number;
}

/** Made for each by itself, so that a value which is no JSON is the fault of its own caller. */
export function prepareChange({ lease, change }: LeasedChange): PreparedChange {
  const values = patchValues(change.patch ?? {});
  const events = (change.events ?? []).map((event) => JSON.stringify(event));
  const journal = (change.journal ?? []).map((entry) => JSON.stringify(entry));
  const texts = [...Object.values(values), ...events, ...journal];
  return { lease, values, events, journal, size: sizeOf(texts) };
}

export function sizeOf(values: readonly unknown[]): number {
  return values.reduce<number>((size, value) => size + (typeof value === 'string' ? value.length : 0), 0);
}

/** Gives what each wrote, in order; undefined where the lease was lost. No execution may be named twice. */
export async function writeChanges(
  db: Database,
  changes: readonly PreparedChange[],
): Promise<readonly (CancelWanted | undefined)[]> {
  const rows = changes.map(({ lease, values, events, journal }) => ({
    id: lease.executionId,
    epoch: lease.epoch,
    events: events.length,
    calls: journal.length,
    ...values,
  }));
  const written = await runRaw<{ id: string; cancel_requested_at: string | null }>(db, WRITE, [
    ...columnArrays(CHANGE_NAMES, rows),
    ...entryArrays(changes, 'events'),
    ...entryArrays(changes, 'journal'),
  ]);
  const byId = new Map(written.map((row) => [row.id, row.cancel_requested_at]));
  return changes.map(({ lease }) => {
    const cancelRequestedAt = byId.get(lease.executionId);
    if (cancelRequestedAt === undefined) return undefined;
    return cancelRequestedAt === null ? {} : { cancelRequestedAt };
  });
}

function entryArrays(changes: readonly PreparedChange[], kind: 'events' | 'journal'): unknown[][] {
  const rows = changes.flatMap((change) =>
    change[kind].map((body, index) => ({
      id: change.lease.executionId,
      back: change[kind].length - 1 - index,
      body,
    })),
  );
  return columnArrays(['id', 'back', 'body'], rows);
}
