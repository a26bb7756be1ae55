import type { AccountId, Clock, ExecutionId, SegmentQueue } from '@trueup/core';
import { sql } from 'kysely';
import { PgBoss, type Db } from 'pg-boss';
import { connectionOptions } from '../connection/open-pool.ts';
import { executeSqlOn, inTransaction, type Database } from '../connection/database.ts';
import { messageOf, type Log } from '../log.ts';
import { fromDatabaseNow, msUntil } from '../queries/database-time.ts';

/** The one queue. A job is a wake-up call for one execution. */
const QUEUE = 'segments';
/** Notified in the transaction that makes a job which is due at once. */
const WAKE_CHANNEL = 'trueup_segments';

interface WakeUp {
  readonly executionId: ExecutionId;
  readonly accountId: AccountId;
}

/** pg-boss with our one queue. */
export interface JobQueue {
  /** Makes jobs on this connection; `delayMs` from now by the server's clock. */
  add(db: Database, wakeUps: readonly WakeUp[], delayMs: number): Promise<void>;
  /** Takes up to `limit` due jobs and removes them, together or not at all. */
  take(db: Database, limit: number): Promise<readonly ExecutionId[]>;
  /** Calls `wake` whenever jobs may be there. */
  listen(wake: () => void): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

/** Migrates pg-boss's own schema, and makes the queue. */
export async function openJobQueue(options: {
  readonly connection: string;
  readonly applicationName: string;
  readonly log: Log;
}): Promise<JobQueue> {
  const boss = new PgBoss({
    ...bossConnection(options),
    schema: 'trueup_jobs',
    // Jobs are removed as they are taken, and a lost one is found by the sweep: there is nothing to supervise.
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on('error', (error) => options.log.error({ error: messageOf(error) }, 'the queue had an error'));
  boss.on('warning', (warning) => options.log.info({ warning: warning.message }, 'the queue warns'));
  await boss.start();
  await boss.createQueue(QUEUE, { retryLimit: 0 });
  return jobQueue(boss);
}

function bossConnection({
  connection,
  applicationName,
}: {
  readonly connection: string;
  readonly applicationName: string;
}) {
  const { connectionString = connection, application_name = applicationName } = connectionOptions(
    connection,
    applicationName,
  );
  return { connectionString, application_name };
}

function jobQueue(boss: PgBoss): JobQueue {
  return {
    async add(db, wakeUps, delayMs) {
      const jobs = wakeUps.map(({ executionId, accountId }) => ({
        data: { executionId },
        group: { id: accountId },
        ...(delayMs > 0 ? { startAfter: delayMs / 1000 } : {}),
      }));
      const executor: Db = executeSqlOn(db);
      await boss.insert(QUEUE, jobs, { db: executor });
      if (delayMs <= 0) await sql`select pg_notify(${WAKE_CHANNEL}, '')`.execute(db);
    },

    async take(db, limit) {
      return inTransaction(db, async (tx) => {
        const executor: Db = executeSqlOn(tx);
        const jobs = await boss.fetch<{ readonly executionId: ExecutionId }>(QUEUE, { batchSize: limit, db: executor });
        const ids = jobs.map((job) => job.id);
        if (ids.length > 0) await boss.deleteJob(QUEUE, ids, { db: executor });
        return jobs.map((job) => job.data.executionId);
      });
    },

    async listen(wake) {
      const handle = await boss.getDb().listen?.(WAKE_CHANNEL, wake, wake);
      if (!handle) throw new Error('pg-boss was given no connection that can listen');
      return handle;
    },

    close: () => boss.stop({ graceful: false }),
  };
}

export function postgresSegmentQueue(db: Database, jobs: JobQueue, clock: Clock): SegmentQueue {
  return {
    async enqueue(executionId, accountId, at) {
      await inTransaction(db, async (tx) => {
        // The sweep leaves an execution alone that has a job. Of several jobs the earliest counts.
        await sql`
          update trueup.executions
          set queued_at = least(queued_at, ${at === undefined ? sql`clock_timestamp()` : fromDatabaseNow(clock, at)})
          where id = ${executionId}`.execute(tx);
        await jobs.add(tx, [{ executionId, accountId }], at === undefined ? 0 : msUntil(clock, at));
      });
    },
  };
}
