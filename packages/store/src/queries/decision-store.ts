import {
  msBetween,
  type Decision,
  type DecisionStore,
  type FindingId,
  type Instant,
  type Page,
  type StoredDecision,
} from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import { runRaw, type Database } from '../connection/database.ts';
import { pageOf, pageStart } from './page.ts';

/*
 * What comes while a finding is claimed is kept beside the claim, in `again_at`, and counts once the claim ends: so no
 * change is lost, whichever of the two gets the row first. `due_at` of what is claimed is when the claim lapses. Who
 * writes several rows writes them in the order of their ids, so that two wait for each other and never cross.
 */

const MARK = `
  on conflict (finding_id) do update set
    due_at = case when stored.claimed_at is null then least(stored.due_at, excluded.due_at) else stored.due_at end,
    again_at = case when stored.claimed_at is null then null else least(stored.again_at, excluded.due_at) end`;

const DUE = `
  insert into trueup.decisions as stored (finding_id, due_at)
  select distinct id, $2::timestamptz from unnest($1::text[]) as given (id) order by id
  ${MARK}`;

const ALL_DUE = `
  insert into trueup.decisions as stored (finding_id, due_at)
  select id, $1::timestamptz from trueup.findings
  where record_state = 'ACTIVE' and workflow in ('NEW', 'NOTIFIED') order by id
  ${MARK}
  where coalesce(case when stored.claimed_at is null then stored.due_at else stored.again_at end, 'infinity')
    > excluded.due_at
  returning 1`;

/** A change that was to be decided later than this claim still is. */
const CLAIM = `
  with due as (
    select finding_id, due_at from trueup.decisions
    where due_at <= $1::timestamptz
    order by due_at
    limit $2
    for update skip locked
  ), claimed as (
    update trueup.decisions as stored
    set claimed_at = $1::timestamptz, due_at = $1::timestamptz + $3::float8 * interval '1 millisecond',
      again_at = case when stored.again_at > $1::timestamptz then stored.again_at end
    from due where stored.finding_id = due.finding_id
    returning stored.finding_id, due.due_at
  )
  select finding_id from claimed order by due_at, finding_id`;

/**
 * Who decided before the present claim began has not seen what it is about, and does not end it. What nobody has
 * claimed stays due, but for the time that was announced.
 */
const SAVE = `
  insert into trueup.decisions as stored (finding_id, kind, reason, decided_at, due_at, body)
  select finding_id, kind, reason, decided_at, due_at, body::json
  from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[],
    string_to_array($6::text, E'\\n')) as given (finding_id, kind, reason, decided_at, due_at, body)
  on conflict (finding_id) do update set
    kind = excluded.kind, reason = excluded.reason, decided_at = excluded.decided_at, body = excluded.body,
    due_at = case
      when stored.claimed_at is null then least(nullif(stored.due_at, $7::timestamptz), excluded.due_at)
      when excluded.decided_at >= stored.claimed_at then least(stored.again_at, excluded.due_at)
      else stored.due_at
    end,
    again_at = case when excluded.decided_at < stored.claimed_at then least(stored.again_at, excluded.due_at) end,
    claimed_at = case when excluded.decided_at < stored.claimed_at then stored.claimed_at end`;

export function postgresDecisionStore(db: Database): DecisionStore {
  return {
    async due(ids, at) {
      if (ids.length > 0) await runRaw(db, DUE, [[...ids], at]);
    },

    async allDue(at) {
      return (await runRaw(db, ALL_DUE, [at])).length;
    },

    async claim({ now, limit, leaseMs }) {
      const rows = await runRaw<{ finding_id: FindingId }>(db, CLAIM, [now, limit, leaseMs]);
      return rows.map((row) => row.finding_id);
    },

    save: (given, announced) => save(db, given, announced),

    async forget(ids) {
      await runRaw(db, 'delete from trueup.decisions where finding_id = any($1::text[])', [[...ids]]);
    },

    async of(ids) {
      const rows = await runRaw<{ body: StoredDecision }>(
        db,
        'select body from trueup.decisions where finding_id = any($1::text[]) and body is not null order by finding_id',
        [[...ids]],
      );
      return rows.map(({ body }) => body);
    },

    list: (query) => list(db, query),

    async counts() {
      const rows = await runRaw<{ kind: Decision['kind']; reason: string | null; count: number }>(
        db,
        `select kind, reason, count(*) as count from trueup.decisions where kind is not null
         group by kind, reason order by count(*) desc, kind, reason`,
        [],
      );
      return rows.map(({ kind, reason, count }) => ({ kind, count, ...(reason === null ? {} : { reason }) }));
    },

    async nextMs(now, most) {
      const row = await db
        .selectFrom('decisions')
        .select('due_at')
        .where('due_at', 'is not', null)
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      return row?.due_at ? Math.min(most, Math.max(0, msBetween(now, row.due_at.toISOString()))) : most;
    },
  };
}

/** A row may be named once in an upsert: the last one counts. */
async function save(db: Database, given: readonly StoredDecision[], announced?: Instant): Promise<void> {
  const decisions = [...new Map(given.map((one) => [one.findingId, one])).values()].sort((one, other) =>
    one.findingId < other.findingId ? -1 : 1,
  );
  if (decisions.length === 0) return;
  await runRaw(db, SAVE, [
    decisions.map(({ findingId }) => findingId),
    decisions.map(({ decision }) => decision.kind),
    decisions.map(({ decision }) => ('reason' in decision ? decision.reason : null)),
    decisions.map(({ decidedAt }) => decidedAt),
    decisions.map(({ dueAt }) => dueAt ?? null),
    decisions.map((one) => JSON.stringify(one)).join('\n'),
    announced ?? null,
  ]);
}

async function list(
  db: Database,
  { kinds, reasons, ...page }: Parameters<DecisionStore['list']>[0],
): Promise<Page<StoredDecision>> {
  const start = pageStart(page, 'decisions', ['instant', 'string']);
  const [at, id] = start.after ?? [];
  const rows = await db
    .selectFrom('decisions')
    .select('body')
    .where('decided_at', 'is not', null)
    .$if(kinds !== undefined, (query) => query.where(sql<SqlBool>`kind = any(${[...(kinds ?? [])]}::text[])`))
    .$if(reasons !== undefined, (query) => query.where(sql<SqlBool>`reason = any(${[...(reasons ?? [])]}::text[])`))
    .$if(start.after !== undefined, (query) =>
      query.where(sql<SqlBool>`(decided_at, finding_id) < (${at}::timestamptz, ${id})`),
    )
    .orderBy('decided_at', 'desc')
    .orderBy('finding_id', 'desc')
    .limit(start.limit + 1)
    .execute();
  return pageOf(rows, start, 'decisions', ({ body }) => {
    const item = body as StoredDecision;
    return { item, key: [item.decidedAt, item.findingId] };
  });
}
