import { sql } from 'kysely';
import type { Database } from '../connection/database.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import { MIGRATION_LOCK, SCHEMA_VERSION } from './migrate.ts';

/**
 * Throws StoreUnavailable while another process changes the tables, and once a newer program has: then this one reads
 * and writes what is no longer so.
 */
export async function checkTables(db: Database): Promise<void> {
  const { rows } = await sql<{ readonly version: number; readonly migrating: boolean }>`
    select (select max(number) from trueup.migrations)::int as version,
      exists (
        select from pg_locks
        where locktype = 'advisory' and granted and classid = 0 and objid = ${MIGRATION_LOCK}::bigint::oid
          and database = (select oid from pg_database where datname = current_database())
      ) as migrating`.execute(db);
  const [row] = rows;
  if (row?.migrating) throw new StoreUnavailable('migrating', 'its tables are being changed by another process');
  if (row?.version === SCHEMA_VERSION) return;
  const detail = `its tables have version ${row?.version}, this program knows version ${SCHEMA_VERSION}; use a newer program`;
  throw new StoreUnavailable('newer-version', detail);
}
