import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../connection/database.ts';

/*
 * An export is JSON lines: a header, then ["table", {column: value}] for each row, then a trailer with the SHA-256 of
 * every byte before it. It is independent of PostgreSQL's version.
 */

export const FORMAT = 'trueup-store';
export const FORMAT_VERSION = 1;

/**
 * In an order in which every row finds the rows that it refers to. Sessions, failed log-ins and the secret for a first
 * admin belong to the place where they came about, and stay there.
 */
export const TRANSFER_TABLES = [
  'findings',
  'finding_sources',
  'finding_history',
  'definitions',
  'definition_versions',
  'deliveries',
  'archived_events',
  'schedules',
  'poison_messages',
  'evaluated_controls',
  'scores',
  'plans',
  'approvals',
  'decisions',
  'runs',
  'users',
  'api_tokens',
  'executions',
  'step_events',
  'journal',
  'signals',
  'documents',
  'document_versions',
  'document_attachments',
  'access_keys',
  'resource_locks',
  'records',
  'record_head',
  // After what it must be a part of.
  'record_anchor',
  'scans',
] as const;
export type TransferTable = (typeof TRANSFER_TABLES)[number];

export const ExportHeader = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.number(),
  schemaVersion: z.number(),
  counts: z.record(z.enum(TRANSFER_TABLES), z.number().int().nonnegative()),
});
export type ExportHeader = z.infer<typeof ExportHeader>;

export const ExportRow = z.tuple([z.enum(TRANSFER_TABLES), z.record(z.string(), z.unknown())]);
export const ExportTrailer = z.strictObject({ sha256: z.string() });

/** How many rows are held in memory at once: an attachment may be large. */
export function rowsAtOnce(table: TransferTable): number {
  return table === 'document_attachments' ? 1 : 500;
}

/** Rows by table. */
export type TransferCounts = ExportHeader['counts'];

export async function countRows(db: Database): Promise<TransferCounts> {
  const counts = TRANSFER_TABLES.map(
    (table) => sql`select ${table}::text as name, count(*) as count from ${sql.table(`trueup.${table}`)}`,
  );
  const { rows } = await sql<{ name: TransferTable; count: number }>`${sql.join(counts, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count])) as TransferCounts;
}
