import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { z } from 'zod';
import { openDatabase, type Database } from '../connection/database.ts';
import { openPool } from '../connection/open-pool.ts';
import { logToStderr } from '../log.ts';
import { migrate, SCHEMA_VERSION } from '../migrations/migrate.ts';
import { codeOf } from '../store-unavailable.ts';
import {
  countRows,
  ExportHeader,
  ExportRow,
  ExportTrailer,
  FORMAT_VERSION,
  rowsAtOnce,
  TRANSFER_TABLES,
  type TransferCounts,
  type TransferTable,
} from './export-format.ts';
import type { TransferOptions } from './export-store.ts';
import { insertRows } from './insert-rows.ts';
import { readLines, type Line } from './read-lines.ts';

/** Nothing was imported: the store is not empty, or the file is of another version, damaged or cut off. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

/**
 * Fills an empty store with an export: whole or not at all. Leases are not taken over, so every open execution goes on
 * as soon as a worker runs. Resolves with the number of rows by table; throws ImportRefused.
 */
export async function importStore(options: TransferOptions, from: Readable): Promise<TransferCounts> {
  const db = openDatabase(openPool({ log: logToStderr, ...options, applicationName: 'trueup-import' }));
  try {
    await migrate(db);
    return await db.transaction().execute(async (tx) => {
      // The file may come slowly.
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
      await refuseUnlessEmpty(tx);
      const counts = await importLines(tx, from);
      await settle(tx);
      return counts;
    });
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await db.destroy();
  }
}

/** Nobody writes until the import is over. */
async function refuseUnlessEmpty(tx: Database): Promise<void> {
  const tables = sql.join(TRANSFER_TABLES.map((table) => sql.table(`trueup.${table}`)));
  await sql`lock table ${tables} in exclusive mode`.execute(tx);
  const counts = await countRows(tx);
  const filled = TRANSFER_TABLES.filter((table) => table !== 'record_head' && counts[table] > 0);
  const head = await tx.selectFrom('record_head').select('seq').executeTakeFirst();
  if (filled.length > 0 || (head?.seq ?? 0) > 0) {
    throw new ImportRefused(`the store is not empty: it has ${filled.join(', ') || 'a head of records'}`);
  }
  await tx.deleteFrom('record_head').execute();
}

async function importLines(tx: Database, from: Readable): Promise<TransferCounts> {
  const hash = createHash('sha256');
  let header: ExportHeader | undefined;
  let previous: Line | undefined;
  const done = new Map<TransferTable, number>();
  let batch: { readonly table: TransferTable; readonly rows: object[] } | undefined;
  const flush = async (): Promise<void> => {
    if (batch) await insertRows(tx, batch.table, batch.rows);
    batch = undefined;
  };
  // One line behind: only the last one is the trailer.
  for await (const line of readLines(from)) {
    if (previous) {
      hash.update(previous.bytes);
      if (!header) header = parseHeader(previous);
      else {
        const [table, row] = parse(ExportRow, previous);
        if (batch && (batch.table !== table || batch.rows.length >= rowsAtOnce(table))) await flush();
        (batch ??= { table, rows: [] }).rows.push(row);
        done.set(table, (done.get(table) ?? 0) + 1);
      }
    }
    previous = line;
  }
  await flush();
  if (!header || !previous) throw new ImportRefused('the file is cut off before its first row');
  refuseUnlessWhole(header, previous, done, hash.digest('hex'));
  return header.counts;
}

function parseHeader(line: Line): ExportHeader {
  const header = parse(ExportHeader, line);
  if (header.formatVersion !== FORMAT_VERSION) {
    throw new ImportRefused(
      `the file has format version ${header.formatVersion}; this program reads ${FORMAT_VERSION}`,
    );
  }
  if (header.schemaVersion !== SCHEMA_VERSION) {
    throw new ImportRefused(
      `the file was exported from tables of version ${header.schemaVersion}; this program has ${SCHEMA_VERSION}: ` +
        `export it again with this program`,
    );
  }
  return header;
}

function refuseUnlessWhole(
  header: ExportHeader,
  last: Line,
  done: ReadonlyMap<TransferTable, number>,
  sha256: string,
): void {
  const trailer = ExportTrailer.safeParse(jsonOf(last));
  if (!trailer.success) throw new ImportRefused(`the file is cut off: line ${last.number} is no trailer`);
  if (trailer.data.sha256 !== sha256) throw new ImportRefused('the file is damaged: its SHA-256 does not match');
  for (const table of TRANSFER_TABLES) {
    const rows = done.get(table) ?? 0;
    if (rows !== header.counts[table]) {
      throw new ImportRefused(`the file has ${rows} rows of ${table}, and its header says ${header.counts[table]}`);
    }
  }
}

function parse<T>(schema: z.ZodType<T>, line: Line): T {
  const parsed = schema.safeParse(jsonOf(line));
  if (parsed.success) return parsed.data;
  throw new ImportRefused(`line ${line.number} is not a line of an export: ${parsed.error.issues[0]?.message}`);
}

function jsonOf({ text, number }: Line): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ImportRefused(`line ${number} is damaged or cut off: it is not JSON`);
  }
}

/** Tables whose rows PostgreSQL numbers as they come. */
const NUMBERED = ['approvals', 'finding_history', 'archived_events'] as const satisfies readonly TransferTable[];

/** What was true only where the export was made. */
async function settle(tx: Database): Promise<void> {
  await sql`update trueup.executions set lease_owner = null, lease_until = null`.execute(tx);
  // The users that came may have an admin among them: whoever was to be the first here is not.
  await tx.deleteFrom('bootstrap').execute();
  for (const table of NUMBERED) {
    await sql`select setval(pg_get_serial_sequence(${`trueup.${table}`}, 'seq'), max(seq))
      from ${sql.table(`trueup.${table}`)}`.execute(tx);
  }
}

/** A damaged value is refused by PostgreSQL: class 22 is a wrong value, class 23 a broken constraint. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !/^2[23]/.test(codeOf(error) ?? '')) return error;
  return new ImportRefused(`the file is damaged: ${error.message}`, { cause: error });
}
