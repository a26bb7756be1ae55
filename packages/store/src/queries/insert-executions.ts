import type { Clock, Execution } from '@trueup/core';
import { columnArrays, unnestParameters } from '../connection/column-arrays.ts';
import { runRaw, type Database } from '../connection/database.ts';
import { DUE_CHANNEL } from '../queue/due-channel.ts';
import { msUntil } from './database-time.ts';
import { NEW_COLUMNS, newValues, PATCH_COLUMNS, patchValues } from './execution-row.ts';
import { sizeOf } from './write-changes.ts';

const COLUMNS = { ...NEW_COLUMNS, ...PATCH_COLUMNS };
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
/** The keys of its tags as a JSON array, because arrays of arrays are rectangular; and the time until it is due. */
const GIVEN_NAMES = [...NAMES, 'tag_keys', 'delay_ms'] as const;
const GIVEN_TYPES = [...Object.values(COLUMNS), 'text', 'float8'];

const INSERT = `
  with inserted as (
    insert into trueup.executions (${NAMES.join(', ')}, tag_keys, due_at)
    select ${NAMES.map((name) => (COLUMNS[name] === 'json' ? `${name}::json` : name)).join(', ')},
      array(select json_array_elements_text(tag_keys::json)),
      clock_timestamp() + delay_ms * interval '1 millisecond'
    from unnest(${unnestParameters(GIVEN_TYPES)}) as given (${GIVEN_NAMES.join(', ')})
    returning 1
  )
  select pg_notify('${DUE_CHANNEL}', '') where exists (select from inserted)`;

/** Executions as they go to the server, together or not at all. */
export interface PreparedExecutions {
  readonly rows: readonly Readonly<Record<(typeof GIVEN_NAMES)[number], unknown>>[];
  /** In characters. */
  readonly size: number;
}

/** Each is due at once, or at its time by the server's clock. */
export function prepareExecutions(clock: Clock, executions: readonly Execution[]): PreparedExecutions {
  const rows = executions.map((execution) => ({
    ...newValues(execution),
    ...patchValues(execution),
    tag_keys: JSON.stringify(execution.tags.map(({ Key }) => Key)),
    delay_ms: execution.wakeAt === undefined ? 0 : msUntil(clock, execution.wakeAt),
  }));
  return { rows, size: rows.reduce((size, row) => size + sizeOf(Object.values(row)), 0) };
}

export async function insertExecutions(db: Database, prepared: readonly PreparedExecutions[]): Promise<void> {
  const rows = prepared.flatMap((one) => one.rows);
  if (rows.length > 0) await runRaw(db, INSERT, columnArrays(GIVEN_NAMES, rows));
}
