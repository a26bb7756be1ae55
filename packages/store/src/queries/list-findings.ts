import {
  unreachable,
  type AsffPath,
  type Finding,
  type FindingCriteria,
  type FindingGroup,
  type FindingOrder,
  type FindingQuery,
  type GroupCount,
  type Page,
} from '@trueup/core';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../connection/database.ts';
import { asffColumn, type AsffColumn } from './asff-column.ts';
import { eachValue } from './asff-values.ts';
import { all } from './finding-conditions.ts';
import { searchBranches, searchCondition } from './finding-search.ts';
import { pageOf, pageStart } from './page.ts';
import { storedInstant } from './stored-instant.ts';

/** What a list is sorted by: the leading columns, and then the id in the same direction, so that one comparison of rows pages. */
const ORDERS: Readonly<Record<FindingOrder, readonly OrderColumn[]>> = {
  severity: [
    { column: 'severity_rank', type: 'int' },
    { column: 'last_observed_at', type: 'timestamptz' },
  ],
  priority: [{ column: 'priority', type: 'int' }],
  'first-observed': [{ column: 'first_observed_at', type: 'timestamptz' }],
  'last-observed': [{ column: 'last_observed_at', type: 'timestamptz' }],
  updated: [{ column: 'updated_at', type: 'timestamptz' }],
};

interface OrderColumn {
  readonly column: 'severity_rank' | 'priority' | 'last_observed_at' | 'first_observed_at' | 'updated_at';
  readonly type: 'int' | 'timestamptz';
}

interface Row {
  readonly body: unknown;
  readonly rank: number;
}

export async function listFindings(db: Database, query: FindingQuery): Promise<Page<Finding>> {
  const { order = 'severity', ascending = false } = query;
  const columns = ORDERS[order];
  const list = `findings by ${order}${ascending ? ', ascending' : ''}`;
  const start = pageStart(query, list, [
    ...columns.map(({ type }) => (type === 'int' ? 'number' : 'instant')),
    'string',
  ]);
  const names = [...columns.map(({ column }) => sql.ref(column)), sql`id`];
  const sorted = sql.join(names.map((name) => sql`${name} ${sql.raw(ascending ? 'asc' : 'desc')}`));
  const end = sql`order by ${sorted} limit ${start.limit + 1}`;
  const further = start.after ? [after(columns, ascending, start.after)] : [];
  const pages = (await searchBranches(db, query, order)).map(
    (branch) => sql`(select body, severity_rank as rank, ${sql.join(names)} from trueup.findings
      where ${all([branch, ...further])} ${end})`,
  );
  const { rows } = await sql<Row>`
    select body, rank from (${sql.join(pages, sql` union all `)}) as pages ${end}`.execute(db);
  return pageOf(rows, start, list, (row) => {
    const item = row.body as Finding;
    return { item, key: [...columns.map(({ column }) => keyOf(item, row, column)), item.id] };
  });
}

function keyOf(finding: Finding, row: Row, column: OrderColumn['column']): string | number {
  switch (column) {
    case 'severity_rank':
      return row.rank;
    case 'priority':
      return finding.priority.base;
    case 'last_observed_at':
      return finding.lastObservedAt;
    case 'first_observed_at':
      return finding.firstObservedAt;
    case 'updated_at':
      return finding.asff.UpdatedAt;
    default:
      return unreachable(column);
  }
}

function after(
  columns: readonly OrderColumn[],
  ascending: boolean,
  key: readonly (string | number)[],
): RawBuilder<SqlBool> {
  const names = sql.join([...columns.map(({ column }) => sql.ref(column)), sql`id`]);
  const types = [...columns.map(({ type }) => type), 'text'];
  const values = types.map((type, index) => {
    const value = key[index];
    return sql`${type === 'timestamptz' ? storedInstant(String(value)) : value}::${sql.raw(type)}`;
  });
  return sql<SqlBool>`(${names}) ${sql.raw(ascending ? '>' : '<')} (${sql.join(values)})`;
}

const GROUPS: Readonly<Record<FindingGroup, string>> = {
  severity: 'severity',
  controlId: 'control_id',
  accountId: 'account_id',
  region: 'region',
  workflow: 'workflow',
  recordState: 'record_state',
  compliance: 'compliance',
  resourceType: 'resource_type',
  resourceArn: 'resource_arn',
  product: 'product',
  title: 'title',
  generatorId: 'generator_id',
};
const MOST_GROUPS = 1000;

export async function countFindings(db: Database, criteria: FindingCriteria, atMost?: number): Promise<number> {
  const matching = sql`from trueup.findings where ${await searchCondition(db, criteria)}`;
  const counted = atMost === undefined ? matching : sql`from (select ${matching} limit ${atMost}) as counted`;
  const { rows } = await sql<{ total: number }>`select count(*) as total ${counted}`.execute(db);
  return rows[0]?.total ?? 0;
}

/** A finding without a value counts in no group; one with several counts once in each. */
export async function countGroups(
  db: Database,
  by: FindingGroup | AsffPath,
  criteria: FindingCriteria,
  limit = MOST_GROUPS,
): Promise<readonly GroupCount[]> {
  const where = await searchCondition(db, criteria);
  const groups = typeof by === 'string' ? columnGroups({ name: GROUPS[by] }, where) : pathGroups(by, where);
  const { rows } = await sql<GroupCount>`
    select key, count from (${groups}) as groups
    where key is not null order by count desc, key collate "C" limit ${limit}`.execute(db);
  return rows;
}

type Groups = RawBuilder<unknown>;

function columnGroups({ name, list }: AsffColumn, where: RawBuilder<SqlBool>): Groups {
  const column = sql.ref(name);
  if (list === undefined)
    return sql`select ${column} as key, count(*) as count from trueup.findings where ${where} group by 1`;
  return sql`
    select key, sum(count)::bigint as count from (
      select ${column} as key, count(*) as count
      from trueup.findings where ${where} and ${sql.ref(list)} is null group by 1
      union all
      select entry as key, count(*) as count
      from trueup.findings cross join lateral unnest(${sql.ref(list)}) as entry
      where ${where} and ${sql.ref(list)} is not null group by 1) as parts
    group by key`;
}

function pathGroups(path: AsffPath, where: RawBuilder<SqlBool>): Groups {
  const column = asffColumn(path);
  if (column) return columnGroups(column, where);
  const { from, text } = eachValue(path);
  return sql`
    select key, count(*) as count from (
      select distinct id, ${text} as key from trueup.findings ${from} where ${where}) as given
    group by key`;
}
