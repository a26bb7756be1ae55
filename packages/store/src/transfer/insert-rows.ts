import { sql } from 'kysely';
import type { Database } from '../connection/database.ts';
import type { TransferTable } from './export-format.ts';

/**
 * Inserts rows of any table in one statement. json columns go through as texts, because json_to_recordset unescapes
 * nested texts and then refuses the NUL character.
 */
export async function insertRows(tx: Database, table: TransferTable, rows: readonly object[]): Promise<void> {
  const columns = await columnsOf(tx, table);
  const json = new Set(columns.filter(({ type }) => type === 'json').map(({ name }) => name));
  const given = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        json.has(name) && value !== null ? JSON.stringify(value) : value,
      ]),
    ),
  );
  const names = columns.map(({ name }) => sql.ref(name));
  const values = columns.map(({ name, type }) => sql`${sql.ref(name)}::${sql.raw(type)}`);
  const types = columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type === 'json' ? 'text' : type)}`);
  await sql`
    insert into ${sql.table(`trueup.${table}`)} (${sql.join(names)})
    select ${sql.join(values)}
    from json_to_recordset(${JSON.stringify(given)}::json) as given (${sql.join(types)})`.execute(tx);
}

/** From the catalogue, so that a migration needs no change here. */
async function columnsOf(
  tx: Database,
  table: TransferTable,
): Promise<readonly { readonly name: string; readonly type: string }[]> {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${`trueup.${table}`}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(tx);
  return rows;
}
