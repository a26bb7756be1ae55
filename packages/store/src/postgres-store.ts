import type { Clock, Digest, Store, Stores } from '@trueup/core';
import { openDatabase, type Database } from './connection/database.ts';
import { openPool } from './connection/open-pool.ts';
import { retryLostRaces } from './connection/retry-lost-races.ts';
import { logToStderr, type Log } from './log.ts';
import { checkTables } from './migrations/check-tables.ts';
import { migrate } from './migrations/migrate.ts';
import { postgresAccessKeyStore } from './queries/access-key-store.ts';
import { postgresDecisionStore } from './queries/decision-store.ts';
import { postgresDefinitionStore } from './queries/definition-store.ts';
import { postgresDocumentStore } from './queries/document-store.ts';
import { postgresEventStore } from './queries/event-store.ts';
import { postgresExecutionStore } from './queries/execution-store.ts';
import { directWrites, groupedWrites, type ExecutionWrites } from './queries/execution-writes.ts';
import { postgresFindingStore } from './queries/finding-store.ts';
import { postgresIdentityStore } from './queries/identity-store.ts';
import { postgresMetricsStore } from './queries/metrics-store.ts';
import { postgresOverviewStore } from './queries/overview-store.ts';
import { postgresPlanStore } from './queries/plan-store.ts';
import { postgresRecordStore } from './queries/record-store.ts';
import { postgresResourceLockStore } from './queries/resource-lock-store.ts';
import { postgresRunStore } from './queries/run-store.ts';
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
    return storeOn(db, openDatabase(openPool({ ...parts, most: MOST_ASIDE })), parts);
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

/** They are held for one short read each. */
const MOST_ASIDE = 2;

function storeOn(db: Database, aside: Database, parts: StoreParts): Store {
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
    decisions: postgresDecisionStore(on),
    runs: postgresRunStore(on),
    identities: postgresIdentityStore(on, digest),
    metrics: postgresMetricsStore(on),
    overview: postgresOverviewStore(on),
  });
  let closed: Promise<void> | undefined;
  return {
    ...storesOn(db, groupedWrites(db, clock)),
    transaction: (work) =>
      retryLostRaces(() => db.transaction().execute((tx) => work(storesOn(tx, directWrites(tx, clock))))),
    startWorker: (worker) => startWorker({ db, ...parts, ...worker }),
    ping: () => checkTables(db),
    close: () => (closed ??= closeBoth(db, aside)),
    aside: { definitions: postgresDefinitionStore(aside) },
  };
}

async function closeBoth(...databases: readonly Database[]): Promise<void> {
  await Promise.all(databases.map((one) => one.destroy()));
}
