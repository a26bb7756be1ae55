import { CompiledQuery, sql } from 'kysely';
import type { Database } from '../connection/database.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import { firstTables } from './0001-first-tables.ts';
import { automation } from './0002-automation.ts';
import { findingsAndEvents } from './0003-findings-and-events.ts';
import { decisions } from './0004-decisions.ts';
import { overview } from './0005-overview.ts';
import { openByControl } from './0006-open-by-control.ts';

const MIGRATIONS = [firstTables, automation, findingsAndEvents, decisions, overview, openByControl] as const;

/** The version of the tables that this program reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Any number; the same in every process that migrates. */
export const MIGRATION_LOCK = 7_483_201;

/**
 * Brings the tables up to this program's version, in one transaction and one process at a time. Refuses a store that
 * a newer program has migrated already.
 */
export async function migrate(db: Database): Promise<void> {
  if ((await storedVersion(db)) === SCHEMA_VERSION) return;
  await db.connection().execute(async (connection) => {
    // Before the transaction begins: one that waits for the lock inside it does not see the tables made meanwhile.
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      await connection.transaction().execute(applyMissing);
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
    }
  });
}

async function applyMissing(tx: Database): Promise<void> {
  const version = await storedVersion(tx);
  if (version > SCHEMA_VERSION) {
    throw new StoreUnavailable(
      'newer-version',
      `its tables have version ${version}, this program knows version ${SCHEMA_VERSION}; use a newer program`,
    );
  }
  if (version === 0) await createMigrationTable(tx);
  for (const migration of MIGRATIONS.slice(version)) {
    await tx.executeQuery(CompiledQuery.raw(migration.sql));
    await tx.insertInto('migrations').values({ number: migration.number, name: migration.name }).execute();
  }
}

async function createMigrationTable(db: Database): Promise<void> {
  await sql`create schema if not exists trueup`.execute(db);
  await sql`create table trueup.migrations (
    number int primary key, name text not null, applied_at timestamptz not null default now()
  )`.execute(db);
}

/** 0 when there are no tables yet. */
async function storedVersion(db: Database): Promise<number> {
  const { rows } = await sql<{ present: boolean }>`
    select to_regclass('trueup.migrations') is not null as present`.execute(db);
  if (!rows[0]?.present) return 0;
  const { last } = await db
    .selectFrom('migrations')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow();
  return last;
}
