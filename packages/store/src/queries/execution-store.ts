import {
  LeaseLost,
  type Clock,
  type Execution,
  type ExecutionPatch,
  type ExecutionStore,
  type JournalEntry,
  type Lease,
  type Page,
  type StepEvent,
} from '@trueup/core';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../connection/database.ts';
import { isGone } from '../process/process-identity.ts';
import { fromDatabaseNow } from './database-time.ts';
import { EXECUTION_COLUMNS, patchColumns, toExecution, toExecutionRow } from './execution-row.ts';
import { olderThan } from './newest-first.ts';
import { pageOf, pageStart } from './page.ts';

export function postgresExecutionStore(db: Database, clock: Clock): ExecutionStore {
  const executions = db.selectFrom('executions').select(EXECUTION_COLUMNS);
  return {
    async insert(execution) {
      await db
        .insertInto('executions')
        .values({ ...toExecutionRow(execution), due_at: fromDatabaseNow(clock, execution.wakeAt) })
        .execute();
    },

    async byId(id) {
      const row = await executions.where('id', '=', id).executeTakeFirst();
      return row && toExecution(row);
    },

    async log(id) {
      const rows = await bodiesOf(db, 'step_events', id);
      return rows as StepEvent[];
    },

    async journal(id) {
      const rows = await bodiesOf(db, 'journal', id);
      return rows as JournalEntry[];
    },

    list: (query) => listExecutions(db, query),

    async children(id) {
      const rows = await executions.where('parent_id', '=', id).orderBy('started_at').orderBy('id').execute();
      return rows.map(toExecution);
    },

    async claim(id, owner, leaseMs) {
      const epoch =
        (await claimWhere(db, id, owner, leaseMs, sql`(lease_owner is null or lease_until <= clock_timestamp())`)) ??
        (await claimFromDead(db, id, owner, leaseMs));
      return epoch === undefined ? undefined : { executionId: id, epoch };
    },

    async renew(lease, leaseMs) {
      const { rows } = await sql`
        update trueup.executions set lease_until = ${afterNow(leaseMs)} where ${held(lease)} returning id`.execute(db);
      if (rows.length === 0) throw leaseLost(lease);
    },

    write: (lease, change) => writeUnderLease(db, lease, change),

    async release(lease, wakeAt) {
      const { rows } = await sql`
        update trueup.executions
        set lease_owner = null, lease_until = null, wake_at = ${wakeAt ?? null},
            due_at = ${fromDatabaseNow(clock, wakeAt)}
        where ${held(lease)} returning id`.execute(db);
      if (rows.length === 0) throw leaseLost(lease);
    },

    async requestCancel(id, at) {
      // Due now and without a job, so that the sweep ends a long sleep. The first request counts.
      await sql`
        update trueup.executions
        set cancel_requested_at = coalesce(cancel_requested_at, ${at}), due_at = least(due_at, clock_timestamp()),
            queued_at = null
        where id = ${id} and phase <> 'finished'`.execute(db);
    },
  };
}

type ExecutionQuery = Parameters<ExecutionStore['list']>[0];

async function listExecutions(
  db: Database,
  { findingId, planId, phases, outcomes, ...page }: ExecutionQuery,
): Promise<Page<Execution>> {
  const start = pageStart(page, 'executions', ['instant', 'string']);
  let query = db.selectFrom('executions').select(EXECUTION_COLUMNS).orderBy('started_at', 'desc').orderBy('id', 'desc');
  if (findingId !== undefined) query = query.where('finding_id', '=', findingId);
  if (planId !== undefined) query = query.where('plan_id', '=', planId);
  if (phases) query = query.where((eb) => eb('phase', '=', eb.fn.any(eb.val([...phases]))));
  if (outcomes) query = query.where((eb) => eb('outcome', '=', eb.fn.any(eb.val([...outcomes]))));
  if (start.after) query = query.where(olderThan('started_at', start.after));
  return pageOf(await query.limit(start.limit + 1).execute(), start, 'executions', (row) => {
    const item = toExecution(row);
    return { item, key: [item.startedAt, item.id] };
  });
}

async function bodiesOf(db: Database, table: 'step_events' | 'journal', id: string): Promise<unknown[]> {
  const rows = await db.selectFrom(table).select('body').where('execution_id', '=', id).orderBy('seq').execute();
  return rows.map((row) => row.body);
}

/** By the server's clock: the machines of the workers may disagree. */
function afterNow(ms: number): RawBuilder<unknown> {
  return sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;
}

/** The epoch alone is not enough: after a release nobody holds it. */
function held({ executionId, epoch }: Lease): RawBuilder<unknown> {
  return sql`id = ${executionId} and lease_epoch = ${epoch} and lease_owner is not null`;
}

function leaseLost({ executionId, epoch }: Lease): LeaseLost {
  return new LeaseLost(`execution ${executionId} is no longer held under lease epoch ${epoch}`);
}

async function claimWhere(
  db: Database,
  id: string,
  owner: string,
  leaseMs: number,
  condition: RawBuilder<unknown>,
): Promise<number | undefined> {
  const { rows } = await sql<{ lease_epoch: number }>`
    update trueup.executions
    set lease_epoch = lease_epoch + 1, lease_owner = ${owner}, lease_until = ${afterNow(leaseMs)}, queued_at = null
    where id = ${id} and phase <> 'finished' and ${condition}
    returning lease_epoch`.execute(db);
  return rows[0]?.lease_epoch;
}

/** A lease whose owner was a process of this host and has ended need not lapse first: a restart goes on at once. */
async function claimFromDead(db: Database, id: string, owner: string, leaseMs: number): Promise<number | undefined> {
  const row = await db.selectFrom('executions').select('lease_owner').where('id', '=', id).executeTakeFirst();
  const previous = row?.lease_owner;
  if (!previous || !isGone(previous)) return undefined;
  return claimWhere(db, id, owner, leaseMs, sql`lease_owner = ${previous}`);
}

/** One statement: nothing is written unless the row was still held, and the log continues where it ends. */
async function writeUnderLease(
  db: Database,
  lease: Lease,
  change: {
    readonly events?: readonly StepEvent[];
    readonly journal?: readonly JournalEntry[];
    readonly patch?: ExecutionPatch;
  },
): Promise<Pick<Execution, 'cancelRequestedAt'>> {
  const events = change.events ?? [];
  const journal = change.journal ?? [];
  const columns = Object.entries(patchColumns(change.patch ?? {}));
  const changes = columns.map(([column, value]) => sql`, ${sql.ref(column)} = ${value}`);
  const { rows } = await sql<{ cancel_requested_at: string | null }>`
    with held as (
      update trueup.executions
      set log_length = log_length + ${events.length}, journal_length = journal_length + ${journal.length}
        ${sql.join(changes, sql``)}
      where ${held(lease)}
      returning id, log_length, journal_length, cancel_requested_at
    ), logged as (
      insert into trueup.step_events (execution_id, seq, body)
      select held.id, held.log_length - ${events.length} + given.position, given.body::json
      from held, unnest(${texts(events)}::text[]) with ordinality as given (body, position)
    ), journaled as (
      insert into trueup.journal (execution_id, seq, body)
      select held.id, held.journal_length - ${journal.length} + given.position, given.body::json
      from held, unnest(${texts(journal)}::text[]) with ordinality as given (body, position)
    )
    select cancel_requested_at from held`.execute(db);
  const row = rows[0];
  if (!row) throw leaseLost(lease);
  return row.cancel_requested_at === null ? {} : { cancelRequestedAt: row.cancel_requested_at };
}

function texts(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(value));
}
