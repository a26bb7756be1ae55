import type { AccountId, ExecutionId } from '@trueup/core';
import { sql } from 'kysely';
import type { Database } from '../connection/database.ts';
import { isGone } from '../process/process-identity.ts';
import type { JobQueue } from './job-queue.ts';

/** A job that nobody has claimed for so long after it was due is taken to be lost with its worker. */
const LOST_JOB_S = 10;
const MOST_AT_ONCE = 500;

/**
 * Makes jobs for executions that are due, that nobody holds and that have no job: their worker died, or their segment
 * failed and its pause is over. Any number of processes may sweep at once. A job too many is harmless: its segment
 * finds the execution held or finished. Tells how many jobs it made.
 */
export async function sweep(db: Database, jobs: JobQueue): Promise<number> {
  const dead = await deadOwners(db);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: ExecutionId; account_id: AccountId }>`
      with due as (
        select id from trueup.executions
        where phase <> 'finished'
          and (due_at is null or due_at <= now())
          and (retry_at is null or retry_at <= now())
          and (queued_at is null or queued_at < now() - ${LOST_JOB_S} * interval '1 second')
          and (lease_owner is null or lease_until <= now() or lease_owner = any(${dead}::text[]))
        order by due_at nulls first
        limit ${MOST_AT_ONCE}
        for update skip locked
      )
      update trueup.executions as execution set queued_at = now()
      from due where execution.id = due.id
      returning execution.id, execution.account_id`.execute(tx);
    const wakeUps = rows.map(({ id, account_id: accountId }) => ({ executionId: id, accountId }));
    if (wakeUps.length > 0) await jobs.add(tx, wakeUps, 0);
    return wakeUps.length;
  });
}

/** Owners of live leases that were processes of this host and have ended. */
async function deadOwners(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('executions')
    .select('lease_owner')
    .distinct()
    .where('phase', '<>', 'finished')
    .where('lease_owner', 'is not', null)
    .execute();
  return rows.flatMap(({ lease_owner: owner }) => (owner !== null && isGone(owner) ? [owner] : []));
}

const SHORTEST_PAUSE_S = 2;
const LONGEST_PAUSE_S = 300;

/** Remembers that a segment threw: the sweep leaves the execution alone for a while, longer with every time in a row. */
export async function noteFailure(db: Database, id: ExecutionId): Promise<void> {
  await sql`
    update trueup.executions as execution
    set failures = now.failures, failed_at = clock_timestamp(), queued_at = null,
      retry_at = clock_timestamp() + least(${LONGEST_PAUSE_S}, ${SHORTEST_PAUSE_S} * 2 ^ (now.failures - 1)) * interval '1 second'
    from (
      -- A failure long after the last one is a first one again.
      select id, case when failed_at > clock_timestamp() - ${2 * LONGEST_PAUSE_S} * interval '1 second'
        then least(failures + 1, 30) else 1 end as failures
      from trueup.executions where id = ${id} for update
    ) as now
    where execution.id = now.id`.execute(db);
}
