import { SEVERITIES, type ControlGroup, type FindingCriteria, type JudgedPlace } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import type { Database } from '../connection/database.ts';
import { all } from './finding-conditions.ts';
import { searchCondition } from './finding-search.ts';
import { isControlId } from './implied-conditions.ts';
import { OPEN_FINDING } from './open-finding.ts';
import { placeCondition } from './place-condition.ts';

const MOST_GROUPS = 1000;

interface Group {
  readonly controlId: string;
  readonly rank: number;
  readonly findings: number;
  readonly title: string | null;
}

export async function controlGroups(db: Database, criteria: FindingCriteria): Promise<readonly ControlGroup[]> {
  const groups = await openGroups(db, criteria);
  return groups.map(({ controlId, rank, findings, title }) => {
    const common = { controlId, title: title ?? '', severity: SEVERITIES[rank] ?? 'INFORMATIONAL', findings };
    // Of a fault without a control there may be many findings about one resource.
    return isControlId(controlId) ? { ...common, resources: findings } : common;
  });
}

/**
 * A list of controls is counted in an index alone, so the title of each is looked up afterwards. Where the accounts are
 * narrowed the rows are read anyway, and a title must not come from another account.
 */
async function openGroups(db: Database, criteria: FindingCriteria): Promise<readonly Group[]> {
  const narrowed = criteria.accounts !== undefined;
  const { rows } = await sql<Group>`
    select control_id as "controlId", rank, findings, ${narrowed ? sql`title` : TITLE} as title from (
      select control_id, max(severity_rank) as rank, count(*)::int as findings
        ${narrowed ? sql`, max(title) as title` : sql``}
      from trueup.findings where ${all([await searchCondition(db, criteria), sql<SqlBool>`${sql.raw(OPEN_FINDING)}`])}
      group by control_id order by rank desc, findings desc, control_id limit ${MOST_GROUPS}
    ) as groups order by rank desc, findings desc, control_id`.execute(db);
  return rows;
}

const TITLE = sql`(
  select title from trueup.findings as one where one.control_id = groups.control_id
  order by severity_rank desc, last_observed_at desc, id desc limit 1)`;

/**
 * How many resources a control has judged: those with a finding that is kept, and of the compliant ones what a scan or
 * the reporters told, whichever is more in an account and region, as complianceCells has it.
 */
export async function evaluatedByControl(db: Database, given: JudgedPlace): Promise<ReadonlyMap<string, number>> {
  const place = placeCondition(given);
  const { rows } = await sql<{ controlId: string; evaluated: number }>`
    select control_id as "controlId", (compliant + coalesce(faults, 0))::int as evaluated
    from (
      select control_id, sum(greatest(passed, resources)) as compliant from (
        select control_id, sum(passed) as passed, sum(resources) as resources from (
          select control_id, account_id, region, count(*) as passed, 0 as resources from trueup.findings
          where record_state = 'ACTIVE' and compliance = 'PASSED' and ${place} group by control_id, account_id, region
          union all
          select control_id, account_id, region, 0, sum(resources) from trueup.evaluated_controls
          where ${place} group by control_id, account_id, region) as told
        group by control_id, account_id, region) as cells
      group by control_id) as compliant
    left join (
      select control_id, count(*) as faults from trueup.findings
      where record_state = 'ACTIVE' and compliance is distinct from 'PASSED' and ${place} group by control_id) as faults
      using (control_id)`.execute(db);
  return new Map(rows.map(({ controlId, evaluated }) => [controlId, evaluated]));
}
