import { SEVERITIES, type Finding, type FindingQuery, type FindingStore, type Page } from '@trueup/core';
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Database } from '../connection/database.ts';
import type { Tables } from '../tables.ts';
import { pageOf, pageStart } from './page.ts';

const GROUP_COLUMNS = {
  severity: 'severity',
  controlId: 'control_id',
  accountId: 'account_id',
  region: 'region',
  workflow: 'workflow',
} as const;

export function postgresFindingStore(db: Database): FindingStore {
  const findings = db.selectFrom('findings');
  return {
    async byId(id) {
      const row = await findings.select('body').where('id', '=', id).executeTakeFirst();
      return row && (row.body as Finding);
    },

    async byIds(ids) {
      const rows = await findings
        .select('body')
        .where(isOneOf('id', ids))
        // One order for all, so that two transactions with the same rows wait for each other and never cross.
        .orderBy('id')
        .$if(db.isTransaction, (query) => query.forUpdate())
        .execute();
      return rows.map((row) => row.body as Finding);
    },

    save: (given) => saveFindings(db, given),

    list: (query) => listFindings(db, query),

    async count(query) {
      const { total } = await findings
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where((eb) => eb.and(conditions(eb, query)))
        .executeTakeFirstOrThrow();
      return total;
    },

    async unseen({ accountId, region, resourceType, controls, scanId }) {
      const rows = await findings
        .select('body')
        .where('record_state', '=', 'ACTIVE')
        .where('account_id', '=', accountId)
        .where('region', '=', region)
        .where('resource_type', '=', resourceType)
        .where(isOneOf('control_id', controls))
        .where('last_scan_id', 'is distinct from', scanId)
        .orderBy('id')
        .$if(db.isTransaction, (query) => query.forUpdate())
        .execute();
      return rows.map((row) => row.body as Finding);
    },

    async counts(by, query) {
      const column = GROUP_COLUMNS[by];
      return findings
        .select((eb) => [`${column} as key` as const, eb.fn.countAll<number>().as('count')])
        .where('record_state', '=', 'ACTIVE')
        .where((eb) => eb.and(conditions(eb, query)))
        .groupBy(column)
        .orderBy('count', 'desc')
        .orderBy('key')
        .execute();
    },
  };
}

async function listFindings(db: Database, query: FindingQuery): Promise<Page<Finding>> {
  const start = pageStart(query, 'findings', ['number', 'instant', 'string']);
  const rows = await db
    .selectFrom('findings')
    .select(['body', 'severity_rank'])
    .where((eb) => eb.and(conditions(eb, query)))
    .$if(start.after !== undefined, (page) => page.where(after(start.after ?? [])))
    .orderBy('severity_rank', 'desc')
    .orderBy('last_observed_at', 'desc')
    .orderBy('id')
    .limit(start.limit + 1)
    .execute();
  return pageOf(rows, start, 'findings', (row) => {
    const item = row.body as Finding;
    return { item, key: [row.severity_rank, item.lastObservedAt, item.id] };
  });
}

/** An empty list is an OR of nothing: it matches no finding. */
function conditions(eb: ExpressionBuilder<Tables, 'findings'>, query: FindingQuery): Expression<SqlBool>[] {
  const { controls, accounts, regions, severities, workflows, recordStates, resourceArn } = query;
  return [
    ...(controls ? [isOneOf('control_id', controls)] : []),
    ...(accounts ? [isOneOf('account_id', accounts)] : []),
    ...(regions ? [isOneOf('region', regions)] : []),
    ...(severities ? [isOneOf('severity', severities)] : []),
    ...(workflows ? [isOneOf('workflow', workflows)] : []),
    ...(recordStates ? [isOneOf('record_state', recordStates)] : []),
    ...(resourceArn === undefined ? [] : [eb('resource_arn', '=', resourceArn)]),
  ];
}

function isOneOf(column: keyof Tables['findings'], values: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`;
}

/** Two of the three sort downwards and one upwards, so one row comparison is not enough; the first one uses the index. */
function after([rank, observedAt, id]: readonly (string | number)[]): Expression<SqlBool> {
  return sql<SqlBool>`(severity_rank, last_observed_at) <= (${rank}::int, ${observedAt}::timestamptz)
    and ((severity_rank, last_observed_at) < (${rank}::int, ${observedAt}::timestamptz) or id > ${id})`;
}

/**
 * One statement for any number of rows. The body is a string inside the JSON parameter, because json_to_recordset
 * unescapes nested texts and then refuses the NUL character, which AWS may return.
 */
async function saveFindings(db: Database, given: readonly Finding[]): Promise<void> {
  // A row may be named once in an upsert: the last one counts. Sorted, as in byIds.
  const findings = [...new Map(given.map((finding) => [finding.id, finding])).values()].sort((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  if (findings.length === 0) return;
  await sql`
    insert into trueup.findings as stored (
      id, control_id, account_id, region, resource_arn, resource_type, severity, severity_rank, workflow,
      record_state, last_observed_at, last_scan_id, body)
    select id, control_id, account_id, region, resource_arn, resource_type, severity, severity_rank, workflow,
      record_state, last_observed_at, last_scan_id, body::json
    from json_to_recordset(${JSON.stringify(findings.map(toRow))}::json) as given (
      id text, control_id text, account_id text, region text, resource_arn text, resource_type text, severity text,
      severity_rank int, workflow text, record_state text, last_observed_at timestamptz, last_scan_id text, body text)
    on conflict (id) do update set
      control_id = excluded.control_id, account_id = excluded.account_id, region = excluded.region,
      resource_arn = excluded.resource_arn, resource_type = excluded.resource_type, severity = excluded.severity,
      severity_rank = excluded.severity_rank, workflow = excluded.workflow, record_state = excluded.record_state,
      last_observed_at = excluded.last_observed_at, last_scan_id = excluded.last_scan_id, body = excluded.body
  `.execute(db);
}

function toRow(finding: Finding) {
  return {
    id: finding.id,
    control_id: finding.controlId,
    account_id: finding.resource.accountId,
    region: finding.resource.region,
    resource_arn: finding.resource.arn,
    resource_type: finding.resource.type,
    severity: finding.severity,
    severity_rank: SEVERITIES.indexOf(finding.severity),
    workflow: finding.workflow,
    record_state: finding.recordState,
    last_observed_at: finding.lastObservedAt,
    last_scan_id: finding.lastScanId ?? null,
    body: JSON.stringify(finding),
  };
}
