import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../connection/database.ts';
import { openPool } from '../connection/open-pool.ts';
import { logToStderr, type Log } from '../log.ts';
import { migrate, SCHEMA_VERSION } from '../migrations/migrate.ts';
import {
  countRows,
  FORMAT,
  FORMAT_VERSION,
  rowsAtOnce,
  TRANSFER_TABLES,
  type ExportHeader,
  type TransferCounts,
  type TransferTable,
} from './export-format.ts';

/** Which store, for an export or import. `connection` is a URL as in DATABASE_URL. */
export interface TransferOptions {
  readonly connection: string;
  readonly log?: Log;
}

/**
 * Writes the whole store as it is at one moment, and ends the stream. Others may go on working meanwhile.
 * Resolves with the number of rows by table.
 */
export async function exportStore(options: TransferOptions, to: Writable): Promise<TransferCounts> {
  const db = openDatabase(openPool({ log: logToStderr, ...options, applicationName: 'trueup-export' }));
  try {
    await migrate(db);
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        // The reader at the other end may be slow.
        await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
        const counts = await countRows(tx);
        await pipeline(exportedLines(tx, counts), to);
        return counts;
      });
  } finally {
    await db.destroy();
  }
}

async function* exportedLines(tx: Database, counts: TransferCounts): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const header: ExportHeader = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    schemaVersion: SCHEMA_VERSION,
    counts,
  };
  const hashed = (line: string): string => {
    hash.update(line);
    return line;
  };
  yield hashed(`${JSON.stringify(header)}\n`);
  for (const table of TRANSFER_TABLES) {
    for await (const rows of rowsOf(tx, table)) {
      yield hashed(rows.map((row) => `["${table}",${row}]\n`).join(''));
    }
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

/** Rows as JSON texts, in the order of the first column (the key or its first part), a few at a time. */
async function* rowsOf(tx: Database, table: TransferTable): AsyncGenerator<readonly string[]> {
  await sql`declare exported no scroll cursor for
    select row_to_json(stored)::text as row
    from (select * from ${sql.table(`trueup.${table}`)} order by 1) as stored`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(rowsAtOnce(table))} from exported`.execute(tx);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await sql`close exported`.execute(tx);
}
