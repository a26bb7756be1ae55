import type { Instant, RemediationRun, RunScope, RunStore, TrackRecord } from '@trueup/core';
import { columnArrays, unnestParameters } from '../connection/column-arrays.ts';
import { runRaw, type Database } from '../connection/database.ts';
import { olderThan } from './newest-first.ts';
import { pageOf, pageStart } from './page.ts';
import { scopeGroups, type ScopeGroup } from './scope-groups.ts';

const COLUMNS = {
  id: 'text',
  kind: 'text',
  finding_id: 'text',
  remediation: 'text',
  control_id: 'text',
  document_name: 'text',
  account_id: 'text',
  resource_arn: 'text',
  automatic: 'boolean',
  started_at: 'timestamptz',
  finished_at: 'timestamptz',
  result: 'text',
  undone_at: 'timestamptz',
} as const;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];
type Row = Readonly<
  Record<Exclude<Column, 'automatic' | 'started_at' | 'finished_at' | 'result' | 'undone_at'>, string>
> & {
  readonly automatic: boolean;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly result: string | null;
  readonly undone_at: Date | null;
};

const INSERT = `
  insert into trueup.runs (${NAMES.join(', ')})
  select * from unnest(${unnestParameters(Object.values(COLUMNS))})`;

/** By their hashes, because two keys may have one: so two transactions never cross. */
const HOLD = `
  select pg_advisory_xact_lock(hash) from (
    select distinct hashtextextended(key, 0) as hash from unnest($1::text[]) as given (key) order by hash) as hashes`;

const REMOVED_AT_ONCE = 5_000;
const REMOVE = `
  delete from trueup.runs where id in (
    select id from trueup.runs where greatest(finished_at, undone_at) < $1::timestamptz and finished_at is not null
    limit ${REMOVED_AT_ONCE} for update skip locked)
  returning 1`;

export function postgresRunStore(db: Database): RunStore {
  return {
    ...countsOf(db),

    async holdKeys(keys) {
      if (!db.isTransaction) throw new Error('keys are held until the end of a transaction: there is none');
      if (keys.length > 0) await runRaw(db, HOLD, [[...keys]]);
    },

    async insert(runs) {
      if (runs.length > 0) await runRaw(db, INSERT, columnArrays(NAMES, runs.map(toRow)));
    },

    // A segment that is run again tells the same once more.
    async finish(id, { at, result }) {
      await runRaw(db, 'update trueup.runs set finished_at = $2, result = $3 where id = $1 and finished_at is null', [
        id,
        at,
        result,
      ]);
    },

    async undone(id, at) {
      await runRaw(db, 'update trueup.runs set undone_at = $2 where id = $1 and undone_at is null', [id, at]);
    },

    async ofFindings(ids, since) {
      const rows = await runRaw<Row>(
        db,
        `select ${NAMES.join(', ')} from trueup.runs
         where finding_id = any($1::text[]) and (started_at >= $2::timestamptz or finished_at is null)
         order by started_at desc, id desc`,
        [[...ids], since],
      );
      return rows.map(toRun);
    },

    async list({ limit, cursor, ...scope }) {
      const page = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
      const start = pageStart(page, 'runs', ['instant', 'string']);
      let query = db.selectFrom('runs').select(NAMES).orderBy('started_at', 'desc').orderBy('id', 'desc');
      const { accountId, controlId, remediation, documentName } = scope;
      if (accountId !== undefined) query = query.where('account_id', '=', accountId);
      if (controlId !== undefined) query = query.where('control_id', '=', controlId);
      if (remediation !== undefined) query = query.where('remediation', '=', remediation);
      if (documentName !== undefined) query = query.where('document_name', '=', documentName);
      if (start.after) query = query.where(olderThan('started_at', start.after));
      return pageOf(await query.limit(start.limit + 1).execute(), start, 'runs', (row) => {
        const item = toRun(row);
        return { item, key: [item.startedAt, item.id] };
      });
    },

    async removeFinishedBefore(at) {
      let removed = 0;
      for (;;) {
        const { length } = await runRaw(db, REMOVE, [at]);
        if (length === 0) return removed;
        removed += length;
      }
    },
  };
}

function countsOf(db: Database): Pick<RunStore, 'recent' | 'counts' | 'records'> {
  return {
    async recent(scopes, { since, limit }) {
      const rows = await forScopes<Row & { readonly ord: number }>(
        db,
        scopes.map((scope) => ({ ...scope, since })),
        (group) => `
          select given.ord, run.* from ${group.given} cross join lateral (
            select ${NAMES.join(', ')} from trueup.runs as run
            where ${group.inScope} and started_at >= ${group.since}
            order by started_at desc, id desc limit $1::int) as run`,
        [limit],
      );
      const found = scopes.map((): RemediationRun[] => []);
      for (const row of rows) found[row.ord]?.push(toRun(row));
      return found.map((runs) => runs.sort(newestFirst));
    },

    async counts(scopes) {
      const rows = await forScopes<{
        readonly ord: number;
        readonly started: number;
        readonly failed: number;
        readonly running: number;
        readonly oldest: Date | null;
      }>(
        db,
        scopes,
        (group) => `
          select given.ord, begun.*, under_way.running from ${group.given} cross join lateral (
            select count(*) as started, count(*) filter (where result = 'failed') as failed, min(started_at) as oldest
            from trueup.runs as run where ${group.inScope} and started_at >= ${group.since}) as begun
          cross join lateral (
            select count(*) as running
            from trueup.runs as run where ${group.inScope} and finished_at is null) as under_way`,
      );
      const byOrd = new Map(rows.map((row) => [row.ord, row]));
      return scopes.map((_, ord) => {
        const { started = 0, failed = 0, running = 0, oldest = null } = byOrd.get(ord) ?? {};
        return { started, failed, running, ...(oldest === null ? {} : { oldestAt: oldest.toISOString() }) };
      });
    },

    async records(scopes) {
      const rows = await forScopes<TrackRecord & { readonly ord: number; readonly in_a_row: number }>(
        db,
        scopes.map((scope) => ({ ...scope, since: '-infinity' })),
        (group) => `
          select given.ord, record.* from ${group.given} cross join lateral (
            select count(*) as runs, count(*) filter (where result = 'verified') as verified,
              count(undone_at) as undone, count(*) filter (where result = 'failed') as failed,
              count(*) filter (where result = 'verified' and undone_at is null
                and (bad_at is null or finished_at > bad_at)) as in_a_row
            from (
              select result, undone_at, finished_at,
                max(greatest(case result when 'failed' then finished_at end, undone_at)) over () as bad_at
              from trueup.runs as run where ${group.inScope} and started_at >= ${group.since}) as run) as record`,
      );
      const byOrd = new Map(rows.map((row) => [row.ord, row]));
      return scopes.map((_, ord) => {
        const { runs = 0, verified = 0, undone = 0, failed = 0, in_a_row: verifiedInARow = 0 } = byOrd.get(ord) ?? {};
        return { runs, verified, undone, failed, verifiedInARow };
      });
    },
  };
}

/** One statement for all of them; `shared` are the first parameters of each group. */
async function forScopes<Found>(
  db: Database,
  scopes: readonly (RunScope & { readonly since: Instant })[],
  select: (group: ScopeGroup) => string,
  shared: readonly unknown[] = [],
): Promise<readonly Found[]> {
  if (scopes.length === 0) return [];
  const groups = scopeGroups(scopes, shared.length + 1);
  const text = groups.map(select).join('\n union all ');
  return runRaw<Found>(db, text, [...shared, ...groups.flatMap(({ parameters }) => parameters)]);
}

function newestFirst(one: RemediationRun, other: RemediationRun): number {
  const [left, right] = [`${one.startedAt} ${one.id}`, `${other.startedAt} ${other.id}`];
  return left < right ? 1 : -1;
}

function toRow(run: RemediationRun): Record<Column, string | boolean | null> {
  return {
    id: run.id,
    kind: run.kind,
    finding_id: run.findingId,
    remediation: run.remediation,
    control_id: run.controlId,
    document_name: run.documentName,
    account_id: run.accountId,
    resource_arn: run.resourceArn,
    automatic: run.automatic,
    started_at: run.startedAt,
    finished_at: run.finishedAt ?? null,
    result: run.result ?? null,
    undone_at: run.undoneAt ?? null,
  };
}

function toRun(row: Row): RemediationRun {
  return {
    id: row.id,
    kind: row.kind as RemediationRun['kind'],
    findingId: row.finding_id as RemediationRun['findingId'],
    remediation: row.remediation,
    controlId: row.control_id,
    documentName: row.document_name,
    accountId: row.account_id as RemediationRun['accountId'],
    resourceArn: row.resource_arn,
    automatic: row.automatic,
    startedAt: row.started_at.toISOString(),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at.toISOString() }),
    ...(row.result === null ? {} : { result: row.result as NonNullable<RemediationRun['result']> }),
    ...(row.undone_at === null ? {} : { undoneAt: row.undone_at.toISOString() }),
  };
}
