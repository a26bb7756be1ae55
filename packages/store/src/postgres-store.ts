import type { Clock, Digest, Store, Stores } from '@trueup/core';
import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase, type Database } from './connection/database.ts';
import { openPool } from './connection/open-pool.ts';
import { logToStderr, type Log } from './log.ts';
import { migrate } from './migrations/migrate.ts';
import { postgresExecutionStore } from './queries/execution-store.ts';
import { postgresFindingStore } from './queries/finding-store.ts';
import { postgresPlanStore } from './queries/plan-store.ts';
import { postgresRecordStore } from './queries/record-store.ts';
import { postgresResourceLockStore } from './queries/resource-lock-store.ts';
import { postgresScanStore } from './queries/scan-store.ts';
import { openJobQueue, postgresSegmentQueue, type JobQueue } from './queue/job-queue.ts';
import { startWorker } from './queue/start-worker.ts';
import { asStoreError, codeOf } from './store-unavailable.ts';

const MOST_TRIES = 6;

/**
 * The store on PostgreSQL 15 or later; `connection` is a URL as in DATABASE_URL. Makes and migrates its tables.
 * Calls reject with StoreUnavailable when the connection, the server or its disk is the cause.
 */
export async function postgresStore(options: {
  readonly connection: string;
  readonly digest: Digest;
  readonly clock: Clock;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly log?: Log;
}): Promise<Store> {
  const parts = { log: logToStderr, ...options };
  const db = openDatabase(openPool(parts));
  try {
    await migrate(db);
    const jobs = await openJobQueue(parts);
    return storeOn(db, jobs, parts);
  } catch (error) {
    await db.destroy();
    throw asStoreError(error);
  }
}

function storeOn(
  db: Database,
  jobs: JobQueue,
  { clock, digest, log }: { readonly clock: Clock; readonly digest: Digest; readonly log: Log },
): Store {
  const storesOn = (connection: Database): Stores => ({
    findings: postgresFindingStore(connection),
    plans: postgresPlanStore(connection),
    executions: postgresExecutionStore(connection, clock),
    locks: postgresResourceLockStore(connection),
    records: postgresRecordStore(connection, digest),
    scans: postgresScanStore(connection),
    queue: postgresSegmentQueue(connection, jobs, clock),
  });
  const closeBoth = async (): Promise<void> => {
    try {
      await jobs.close();
    } finally {
      await db.destroy();
    }
  };
  let closed: Promise<void> | undefined;
  return {
    ...storesOn(db),
    transaction: (work) => retryLostRaces(() => db.transaction().execute((tx) => work(storesOn(tx)))),
    startWorker: (worker) => startWorker({ db, jobs, log, ...worker }),
    async ping() {
      await sql`select 1`.execute(db);
    },
    close: () => (closed ??= closeBoth()),
  };
}

/** 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks for the whole transaction again. */
async function retryLostRaces<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const lostRace = ['40001', '40P01'].includes(codeOf(error) ?? '');
      if (!lostRace || tries === MOST_TRIES) throw error;
      await delay(Math.random() * 10 * 2 ** tries);
    }
  }
}
