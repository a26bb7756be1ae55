import type { Digest, Finding, FindingHistoryEntry, FindingId, FindingStore } from '@trueup/core';
import { sql, type Expression, type SqlBool } from 'kysely';
import { inTransaction, runRaw, type Database } from '../connection/database.ts';
import type { Tables } from '../tables.ts';
import { controlGroups, evaluatedByControl } from './control-groups.ts';
import { countFindings, countGroups, listFindings } from './list-findings.ts';
import { pageOf, pageStart } from './page.ts';
import { readableJson } from './readable.ts';
import { reporterKey, saveFindings } from './save-findings.ts';

const REMOVED_AT_ONCE = 1000;

export function postgresFindingStore(db: Database, digest: Digest): FindingStore {
  const findings = db.selectFrom('findings');
  return {
    ...historyOf(db),

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

    insert: (given) => saveFindings(db, given, digest, { areNew: true }),
    save: (given) => saveFindings(db, given, digest),

    async ofReporters(reporters) {
      const keys = reporters.map((reporter) => reporterKey(reporter, digest));
      const rows = await runRaw<{ key: string; finding_id: FindingId }>(
        db,
        'select key, finding_id from trueup.finding_sources where key = any($1::text[])',
        [keys],
      );
      const known = new Map(rows.map((row) => [row.key, row.finding_id]));
      return keys.map((key) => known.get(key));
    },

    list: (query) => listFindings(db, query),
    count: (criteria, atMost) => countFindings(db, criteria, atMost),
    byControl: (criteria) => controlGroups(db, criteria),
    evaluatedByControl: (place) => evaluatedByControl(db, place),
    counts: (by, criteria, limit) => countGroups(db, by, criteria, limit),

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

    removeUnchangedSince: (before) => inTransaction(db, (tx) => removeOld(tx, before, digest)),
  };
}

function historyOf(db: Database): Pick<FindingStore, 'addHistory' | 'history'> {
  return {
    async addHistory(entries) {
      if (entries.length === 0) return;
      await runRaw(
        db,
        `insert into trueup.finding_history (finding_id, at, body)
         select finding_id, at, body::json
         from unnest($1::text[], $2::timestamptz[], string_to_array($3::text, E'\\n')) as given (finding_id, at, body)`,
        [
          entries.map(({ findingId }) => findingId),
          entries.map(({ at }) => at),
          entries.map((entry) => readableJson(entry)).join('\n'),
        ],
      );
    },

    async history(id, { from, to, ...page }) {
      const start = pageStart(page, 'finding history', ['number']);
      const rows = await db
        .selectFrom('finding_history')
        .select(['seq', 'body'])
        .where('finding_id', '=', id)
        .$if(from !== undefined, (query) => query.where(sql<SqlBool>`at >= ${from}::timestamptz`))
        .$if(to !== undefined, (query) => query.where(sql<SqlBool>`at <= ${to}::timestamptz`))
        .$if(start.after !== undefined, (query) => query.where('seq', '<', Number(start.after?.[0])))
        .orderBy('seq', 'desc')
        .limit(start.limit + 1)
        .execute();
      return pageOf(rows, start, 'finding history', (row) => ({
        item: row.body as FindingHistoryEntry,
        key: [row.seq],
      }));
    },
  };
}

/**
 * Findings of open executions and of late plans that may still be carried out stay; so do those that automation is
 * paused for.
 */
async function removeOld(
  tx: Database,
  before: { readonly active: string; readonly archived: string },
  digest: Digest,
): Promise<number> {
  const { rows } = await sql<{ body: Finding }>`
    delete from trueup.findings where id in (
      select id from trueup.findings
      where updated_at < greatest(${before.archived}::timestamptz, ${before.active}::timestamptz)
        and updated_at < case record_state when 'ARCHIVED' then ${before.archived}::timestamptz
          else ${before.active}::timestamptz end
        -- An old report that came in lately is not old.
        and coalesce((body #>> '{asff,ProcessedAt}')::timestamptz, updated_at) < case record_state
          when 'ARCHIVED' then ${before.archived}::timestamptz else ${before.active}::timestamptz end
        and body ->> 'pausedReason' is null
        and not exists (select 1 from trueup.executions as execution
          where execution.finding_id = findings.id and execution.phase <> 'finished')
        and not exists (select 1 from trueup.plans as plan
          where plan.finding_id = findings.id and plan.status in ('ready', 'waiting-for-approval', 'approved')
            and plan.created_at >= ${before.active}::timestamptz)
      limit ${REMOVED_AT_ONCE} for update skip locked)
    returning body`.execute(tx);
  const removed = rows.map(({ body }) => body);
  const ids = removed.map(({ id }) => id);
  const keys = removed.flatMap(({ sources }) => sources.map((source) => reporterKey(source, digest)));
  await runRaw(tx, 'delete from trueup.finding_history where finding_id = any($1::text[])', [ids]);
  await runRaw(tx, 'delete from trueup.decisions where finding_id = any($1::text[])', [ids]);
  await runRaw(tx, 'delete from trueup.finding_sources where key = any($1::text[]) and finding_id = any($2::text[])', [
    keys,
    ids,
  ]);
  return removed.length;
}

function isOneOf(column: keyof Tables['findings'], values: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`;
}
