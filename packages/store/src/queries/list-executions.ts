import type { Execution, ExecutionQuery, Page } from '@trueup/core';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../connection/database.ts';
import { EXECUTION_COLUMNS, toExecution } from './execution-row.ts';
import { olderThan } from './newest-first.ts';
import { pageOf, pageStart } from './page.ts';
import { storedInstant } from './stored-instant.ts';

/** Newest first. */
export async function listExecutions(db: Database, query: ExecutionQuery): Promise<Page<Execution>> {
  const start = pageStart(query, 'executions', ['instant', 'string']);
  let rows = db.selectFrom('executions').select(EXECUTION_COLUMNS).orderBy('started_at', 'desc').orderBy('id', 'desc');
  for (const condition of conditionsOf(query)) rows = rows.where(condition);
  if (start.after) rows = rows.where(olderThan('started_at', start.after));
  return pageOf(await rows.limit(start.limit + 1).execute(), start, 'executions', (row) => {
    const item = toExecution(row);
    return { item, key: [item.startedAt, item.id] };
  });
}

const UNDONE = sql`exists (select from trueup.runs where runs.id = executions.id and runs.undone_at is not null)`;

function conditionsOf(query: ExecutionQuery): RawBuilder<SqlBool>[] {
  const among = (column: string, values: readonly string[] | undefined) =>
    values && sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`;
  const { startedBefore, startedAfter, finishedFrom, undone } = query;
  const { documentNamePrefixes: prefixes, tagKeys, crossAccount } = query;
  return [
    among('finding_id', query.findingId === undefined ? undefined : [query.findingId]),
    among('plan_id', query.planId === undefined ? undefined : [query.planId]),
    among('id', query.ids),
    among('kind', query.kinds),
    among('phase', query.phases),
    among('status', query.statuses),
    among('outcome', query.outcomes),
    among('parent_id', query.parentIds),
    among('account_id', query.accountIds),
    prefixes && sql<SqlBool>`document_name ^@ any(${[...prefixes]}::text[])`,
    tagKeys && sql<SqlBool>`tag_keys && ${[...tagKeys]}::text[]`,
    startedBefore === undefined ? undefined : sql<SqlBool>`started_at < ${storedInstant(startedBefore)}`,
    startedAfter === undefined ? undefined : sql<SqlBool>`started_at > ${storedInstant(startedAfter)}`,
    finishedFrom === undefined ? undefined : sql<SqlBool>`finished_at >= ${finishedFrom}`,
    undone === undefined ? undefined : sql<SqlBool>`${UNDONE} = ${undone}`,
    crossAccount === undefined ? undefined : sql<SqlBool>`cross_account = ${crossAccount}`,
  ].filter((condition) => condition !== undefined);
}
