import { sql, type Expression, type SqlBool } from 'kysely';

/** Rows after the one with this (time, id), in a list that is sorted by time and then id, both downwards. */
export function olderThan(timeColumn: 'created_at' | 'started_at', [time, id]: readonly (string | number)[]) {
  const condition: Expression<SqlBool> = sql<SqlBool>`(${sql.ref(timeColumn)}, id) < (${time}::timestamptz, ${id})`;
  return condition;
}
