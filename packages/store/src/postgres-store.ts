import type { Clock, Digest, Store, Stores } from '@trueup/core';
import { sql } from 'kysely';
import { openDatabase, type Database } from './connection/database.ts';
import { openPool } from './connection/open-pool.ts';
import { retryLostRaces } from './connection/retry-lost-races.ts';
import { logToStderr, type Log } from './log.ts';
import { migrate } from './migrations/migrate.ts';
import { postgresAccessKeyStore } from './queries/access-key-store.ts';
import { postgresDefinitionStore } from './queries/definition-store.ts';
import { postgresDocumentStore } from './queries/document-store.ts';
import { postgresEventStore } from './queries/event-store.ts';
import { postgresExecutionStore } from './queries/execution-store.ts';
import { directWrites, groupedWrites, type ExecutionWrites } from './queries/execution-writes.ts';
import { postgresFindingStore } from './queries/finding-store.ts';
import { postgresPlanStore } from './queries/plan-store.ts';
import { postgresRecordStore } from './queries/record-store.ts';
import { postgresResourceLockStore } from './queries/resource-lock-store.ts';
import { postgresScanStore } from './queries/scan-store.ts';
import { postgresScoreStore } from './queries/score-store.ts';
import { startWorker } from './queue/start-worker.ts';
import { asStoreError } from './store-unavailable.ts';

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
    return storeOn(db, parts);
  } catch (error) {
    await db.destroy();
    throw asStoreError(error);
  }
}

interface StoreParts {
  readonly connection: string;
  readonly applicationName: string;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly log: Log;
}

function storeOn(db: Database, parts: StoreParts): Store {
  const { clock, digest } = parts;
  const storesOn = (on: Database, writes: ExecutionWrites): Stores => ({
    findings: postgresFindingStore(on, digest),
    definitions: postgresDefinitionStore(on),
    events: postgresEventStore(on),
    plans: postgresPlanStore(on),
    executions: postgresExecutionStore(on, clock, writes),
    locks: postgresResourceLockStore(on),
    records: postgresRecordStore(on, digest),
    scans: postgresScanStore(on),
    scores: postgresScoreStore(on),
    documents: postgresDocumentStore(on),
    accessKeys: postgresAccessKeyStore(on),
  });
  let closed: Promise<void> | undefined;
  return {
    ...storesOn(db, groupedWrites(db, clock)),
    transaction: (work) =>
      retryLostRaces(() => db.transaction().execute((tx) => work(storesOn(tx, directWrites(tx, clock))))),
    startWorker: (worker) => startWorker({ db, ...parts, ...worker }),
    async ping() {
      await sql`select 1`.execute(db);
    },
    close: () => (closed ??= db.destroy()),
  };
}
