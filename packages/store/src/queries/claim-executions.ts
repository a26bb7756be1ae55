import type { Claimed, ExecutionId, Signal, StepEvent } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { isGone } from '../process/process-identity.ts';
import { EXECUTION_COLUMNS, toExecution, type ExecutionRow } from './execution-row.ts';

interface ClaimedRow extends ExecutionRow {
  readonly id: ExecutionId;
  readonly lease_epoch: number;
  readonly wakes: number;
  readonly log_length: number;
  readonly signals_length: number;
}

/** Who claims, and for how long by the server's clock: the machines of the workers may disagree. */
export interface Claimant {
  readonly owner: string;
  readonly leaseMs: number;
}

/** The time it was due stays while it is held: so it is found again when its worker dies. */
const CLAIM = `
  lease_epoch = lease_epoch + 1, lease_owner = $1,
  lease_until = clock_timestamp() + $2::float8 * interval '1 millisecond', due_at = least(due_at, clock_timestamp())`;
const CLAIMED = ['id', 'lease_epoch', 'wakes', 'log_length', 'signals_length', ...EXECUTION_COLUMNS]
  .map((column) => `execution.${column}`)
  .join(', ');

/** now() and not clock_timestamp(): a condition on the index must be stable. */
const CLAIM_DUE = `
  with due as (
    select id from trueup.executions
    where phase <> 'finished' and due_at <= now() and (retry_at is null or retry_at <= now())
      and (lease_owner is null or lease_until <= now() or lease_owner = any($4::text[]))
    order by due_at
    limit $3
    for update skip locked
  )
  update trueup.executions as execution set ${CLAIM} from due where execution.id = due.id returning ${CLAIMED}`;

/** Takes the leases of up to `limit` executions that are due and free, lapsed, or held by one of the `dead`. */
export async function claimDue(
  db: Database,
  { owner, leaseMs }: Claimant,
  limit: number,
  dead: readonly string[],
): Promise<readonly Claimed[]> {
  return withLogs(db, await runRaw<ClaimedRow>(db, CLAIM_DUE, [owner, leaseMs, limit, dead]));
}

const SOON = `
  select extract(epoch from min(due_at) - clock_timestamp())::float8 * 1000 as ms from trueup.executions
  where phase <> 'finished' and due_at > now() and due_at < now() + $1::float8 * interval '1 millisecond'
    and lease_owner is null`;

/** How long until the next one is due, at most `withinMs`. */
export async function nextDueMs(db: Database, withinMs: number): Promise<number> {
  const [row] = await runRaw<{ ms: number | null }>(db, SOON, [withinMs]);
  return Math.min(Math.max(row?.ms ?? withinMs, 0), withinMs);
}

const CLAIM_ONE = `
  update trueup.executions as execution set ${CLAIM}
  where id = $3 and phase <> 'finished'
    and (lease_owner is null or lease_until <= clock_timestamp() or lease_owner = $4)
  returning ${CLAIMED}`;

/** Takes the lease of one, due or not. One of a process of this host that has ended need not lapse first. */
export async function claimOne(
  db: Database,
  { owner, leaseMs }: Claimant,
  id: ExecutionId,
): Promise<Claimed | undefined> {
  const free = await runRaw<ClaimedRow>(db, CLAIM_ONE, [owner, leaseMs, id, null]);
  if (free.length > 0) return (await withLogs(db, free))[0];
  const row = await db.selectFrom('executions').select('lease_owner').where('id', '=', id).executeTakeFirst();
  const previous = row?.lease_owner;
  if (!previous || !isGone(previous)) return undefined;
  return (await withLogs(db, await runRaw<ClaimedRow>(db, CLAIM_ONE, [owner, leaseMs, id, previous])))[0];
}

/** Owners of live leases that were processes of this host and have ended. */
export async function deadOwners(db: Database): Promise<readonly string[]> {
  const rows = await runRaw<{ lease_owner: string }>(
    db,
    `select distinct lease_owner from trueup.executions
     where phase <> 'finished' and due_at <= now() and lease_owner is not null`,
    [],
  );
  return rows.flatMap(({ lease_owner: owner }) => (isGone(owner) ? [owner] : []));
}

async function withLogs(db: Database, rows: readonly ClaimedRow[]): Promise<readonly Claimed[]> {
  const logs = await bodiesById<StepEvent>(db, 'step_events', idsWhere(rows, 'log_length'));
  const signals = await bodiesById<Signal>(db, 'signals', idsWhere(rows, 'signals_length'));
  return rows.map((row) => ({
    lease: { executionId: row.id, epoch: row.lease_epoch, wakes: row.wakes },
    execution: toExecution(row),
    log: logs.get(row.id) ?? [],
    signals: signals.get(row.id) ?? [],
  }));
}

function idsWhere(rows: readonly ClaimedRow[], length: 'log_length' | 'signals_length'): readonly string[] {
  return rows.filter((row) => row[length] > 0).map(({ id }) => id);
}

async function bodiesById<Body>(
  db: Database,
  table: 'step_events' | 'signals',
  ids: readonly string[],
): Promise<ReadonlyMap<string, Body[]>> {
  const bodies = new Map<string, Body[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return bodies;
  const rows = await runRaw<{ execution_id: string; body: Body }>(
    db,
    `select execution_id, body from trueup.${table} where execution_id = any($1::text[]) order by execution_id, seq`,
    [ids],
  );
  for (const { execution_id: id, body } of rows) bodies.get(id)?.push(body);
  return bodies;
}
