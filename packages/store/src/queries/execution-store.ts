import {
  LeaseLost,
  type Clock,
  type Execution,
  type ExecutionStore,
  type JournalEntry,
  type Lease,
  type Signal,
  type StepEvent,
} from '@trueup/core';
import { inTransaction, runRaw, type Database } from '../connection/database.ts';
import { msUntil } from './database-time.ts';
import { claimOne } from './claim-executions.ts';
import { executionProgress } from './execution-progress.ts';
import { EXECUTION_COLUMNS, toExecution } from './execution-row.ts';
import type { ExecutionWrites } from './execution-writes.ts';
import { listExecutions } from './list-executions.ts';
import { removeFinishedBefore } from './remove-finished.ts';
import { addSignal, requestCancel, requestCancelAll } from './wake-executions.ts';
import { prepareChange, writeChanges, type CancelWanted, type LeasedChange } from './write-changes.ts';

export function postgresExecutionStore(db: Database, clock: Clock, writes: ExecutionWrites): ExecutionStore {
  const executions = db.selectFrom('executions').select(EXECUTION_COLUMNS);
  return {
    insert: (given) => writes.insert(given),

    async byId(id) {
      const row = await executions.where('id', '=', id).executeTakeFirst();
      return row && toExecution(row);
    },

    async byClientToken(token) {
      const row = await executions.where('client_token', '=', token).executeTakeFirst();
      return row && toExecution(row);
    },

    log: (id) => bodiesOf<StepEvent>(db, 'step_events', id),
    journal: (id) => bodiesOf<JournalEntry>(db, 'journal', id),
    signals: (id) => bodiesOf<Signal>(db, 'signals', id),
    list: (query) => listExecutions(db, query),

    async children(id) {
      const rows = await executions.where('parent_id', '=', id).orderBy('started_at').orderBy('id').execute();
      return rows.map(toExecution);
    },

    async childStates(id) {
      const rows = await db
        .selectFrom('executions')
        .select(['id', 'status', 'failure_message', 'cancel_requested_at'])
        .where('parent_id', '=', id)
        .orderBy('started_at')
        .orderBy('id')
        .execute();
      return rows.map(({ id: child, status, failure_message: message, cancel_requested_at: at }) => ({
        id: child as Execution['id'],
        status: status as Execution['status'],
        ...(message === null ? {} : { failureMessage: message as string }),
        ...(at === null ? {} : { cancelRequestedAt: at }),
      }));
    },

    claim: (id, owner, leaseMs) => claimOne(db, { owner, leaseMs }, id),
    renew: (lease, leaseMs) => renewLease(db, lease, leaseMs),

    async write(lease, change) {
      const written = await writes.write({ lease, change });
      if (!written) throw leaseLost(lease);
      return written;
    },

    writeAll: (changes) => inTransaction(db, (tx) => writeAll(tx, changes)),

    async release(lease, wakeAt) {
      const release = wakeAt === undefined ? { lease } : { lease, wakeAt, delayMs: msUntil(clock, wakeAt) };
      if (!(await writes.release(release))) throw leaseLost(lease);
    },

    requestCancel: (id, at) => requestCancel(db, id, at),
    requestCancelAll: (where, at) => requestCancelAll(db, where, at),
    signal: (id, signal) => addSignal(db, id, signal),
    wake: (ids) => writes.wake(ids),
    progress: () => executionProgress(db),
    removeFinishedBefore: (at) => removeFinishedBefore(db, at),
  };
}

async function writeAll(tx: Database, changes: readonly LeasedChange[]): Promise<void> {
  for (const round of rounds(changes)) {
    const written = await writeChanges(tx, round.map(prepareChange));
    round.forEach(({ lease }, index) => {
      if (!written[index]) throw leaseLost(lease);
    });
  }
}

/** Changes of one execution follow each other. */
function rounds(changes: readonly LeasedChange[]): readonly (readonly LeasedChange[])[] {
  const found: LeasedChange[][] = [];
  const before = new Map<string, number>();
  for (const one of changes) {
    const at = before.get(one.lease.executionId) ?? 0;
    before.set(one.lease.executionId, at + 1);
    (found[at] ??= []).push(one);
  }
  return found;
}

/** The epoch alone is not enough: after a release nobody holds it. */
async function renewLease(db: Database, lease: Lease, leaseMs: number): Promise<CancelWanted> {
  const rows = await runRaw<{ cancel_requested_at: string | null }>(
    db,
    `update trueup.executions set lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
     where id = $1 and lease_epoch = $2 and lease_owner is not null returning cancel_requested_at`,
    [lease.executionId, lease.epoch, leaseMs],
  );
  const [row] = rows;
  if (!row) throw leaseLost(lease);
  return row.cancel_requested_at === null ? {} : { cancelRequestedAt: row.cancel_requested_at };
}

function leaseLost({ executionId, epoch }: Lease): LeaseLost {
  return new LeaseLost(`execution ${executionId} is no longer held under lease epoch ${epoch}`);
}

async function bodiesOf<Body>(
  db: Database,
  table: 'step_events' | 'journal' | 'signals',
  id: string,
): Promise<readonly Body[]> {
  const rows = await db.selectFrom(table).select('body').where('execution_id', '=', id).orderBy('seq').execute();
  return rows.map((row) => row.body as Body);
}
