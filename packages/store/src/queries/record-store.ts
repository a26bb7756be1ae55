import {
  chained,
  type AuditRecord,
  type ChainHead,
  type Digest,
  type Instant,
  type NewRecord,
  type Page,
  type RecordQuery,
  type RecordRange,
  type RecordStore,
} from '@trueup/core';
import { sql, type Expression, type SqlBool } from 'kysely';
import { inTransaction, type Database } from '../connection/database.ts';
import { changedAccount } from './changed-account.ts';
import { pageOf, pageStart } from './page.ts';
import { readableText } from './readable.ts';
import { storedInstant } from './stored-instant.ts';

/** How many records `all` holds in memory at once. */
const CHUNK = 1000;
/** No record was appended then, so it fits no hash. */
const NO_TIME: Instant = '0000-01-01T00:00:00.000Z';
const REMOVED_AT_ONCE = 10_000;

export function postgresRecordStore(db: Database, digest: Digest): RecordStore {
  const records = db.selectFrom('records').selectAll();
  return {
    append: (given) => inTransaction(db, (tx) => appendRecords(tx, given, digest)),

    list: (query) => listRecords(db, query),

    async *all(range = {}) {
      const place = await placeOf(db, range);
      for (let last = place.first - 1; last < place.last;) {
        const rows = await records
          .where('seq', '>', last)
          .where('seq', '<=', place.last)
          .where(within(range))
          .orderBy('seq')
          .limit(CHUNK)
          .execute();
        yield* rows.map(toRecord);
        const end = rows.at(-1);
        if (!end) return;
        last = end.seq;
      }
    },

    async head() {
      return db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
    },

    async latestAt() {
      const row = await db.selectFrom('records').select('at').orderBy('at', 'desc').limit(1).executeTakeFirst();
      return row?.at.toISOString();
    },

    async anchor() {
      return db.selectFrom('record_anchor').select(['seq', 'hash']).executeTakeFirst();
    },

    removeThrough: (anchor) => inTransaction(db, (tx) => removeThrough(tx, anchor)),
  };
}

/** In the order of the chain; of a range of time in the order of time, in which an index has it. */
async function listRecords(
  db: Database,
  { actions, subjectId, actor, from, to, ...page }: RecordQuery,
): Promise<Page<AuditRecord>> {
  const timed = from !== undefined || to !== undefined;
  const order = timed ? 'records by time' : 'records';
  const start = pageStart(page, order, timed ? ['instant', 'number'] : ['number']);
  let query = db.selectFrom('records').selectAll();
  if (actions) query = query.where((eb) => eb('action', '=', eb.fn.any(eb.val([...actions]))));
  if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId);
  if (actor !== undefined) query = query.where(sql<SqlBool>`trueup.record_actor(body) = ${readableText(actor)}`);
  if (timed) query = query.where(within({ ...(from && { from }), ...(to && { to }) })).orderBy('at', 'desc');
  if (start.after) query = query.where(recordsAfter(start.after));
  const rows = await query
    .orderBy('seq', 'desc')
    .limit(start.limit + 1)
    .execute();
  return pageOf(rows, start, order, (row) => ({
    item: toRecord(row),
    key: timed ? [row.at.toISOString(), row.seq] : [row.seq],
  }));
}

function recordsAfter([first = 0, seq]: readonly (string | number)[]): Expression<SqlBool> {
  if (seq === undefined) return sql<SqlBool>`seq < ${first}`;
  return sql<SqlBool>`(at, seq) < (${first}::timestamptz, ${seq})`;
}

function within({ from, to }: RecordRange): Expression<SqlBool> {
  const [least, most] = [from ? storedInstant(from) : '-infinity', to ? storedInstant(to) : 'infinity'];
  return sql<SqlBool>`at >= ${least}::timestamptz and at <= ${most}::timestamptz`;
}

/** Between which records those of a range lie, however the clock went. Without a range there is no last one. */
async function placeOf(db: Database, range: RecordRange): Promise<{ readonly first: number; readonly last: number }> {
  const { first, last } = await placeOfTimes(db, range);
  const { after = -1, through = Number.MAX_SAFE_INTEGER } = range;
  return { first: Math.max(first, after + 1), last: Math.min(last, through) };
}

async function placeOfTimes(
  db: Database,
  range: RecordRange,
): Promise<{ readonly first: number; readonly last: number }> {
  // An entry before the first is an edit that a reader of the whole must see.
  if (range.from === undefined && range.to === undefined) return { first: 0, last: Number.MAX_SAFE_INTEGER };
  const row = await db
    .selectFrom('records')
    .select((eb) => [eb.fn.min('seq').as('first'), eb.fn.max('seq').as('last')])
    .where(within(range))
    .executeTakeFirst();
  return { first: row?.first ?? 0, last: row?.last ?? -1 };
}

/** The database lets nothing go that is not covered by the anchor. */
async function removeThrough(tx: Database, { seq, hash }: ChainHead): Promise<number> {
  const entry = await tx
    .selectFrom('records')
    .select('seq')
    .where('seq', '=', seq)
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!entry) throw new Error(`record ${seq} with hash ${hash.slice(0, 12)} is not in the log`);
  await sql`
    insert into trueup.record_anchor (seq, hash) values (${seq}, ${hash})
    on conflict (single) do update set seq = excluded.seq, hash = excluded.hash`.execute(tx);
  let removed = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from trueup.records where seq in (
        select seq from trueup.records where seq <= ${seq} order by seq limit ${REMOVED_AT_ONCE})`.execute(tx);
    if (numAffectedRows === 0n) return removed;
    removed += Number(numAffectedRows);
  }
}

async function appendRecords(
  tx: Database,
  given: readonly NewRecord[],
  digest: Digest,
): Promise<readonly AuditRecord[]> {
  if (given.length === 0) return [];
  let head: ChainHead = await tx
    .selectFrom('record_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const appended: AuditRecord[] = [];
  for (const record of given) {
    const entry = chained(record, head, digest);
    appended.push(entry);
    head = entry;
  }
  await sql`
    insert into trueup.records (seq, action, subject_id, body, previous_hash, hash, at, account_id)
    select seq, action, subject_id, body::json, previous_hash, hash, at, account_id
    from json_to_recordset(${JSON.stringify(appended.map(toRow))}::json) as given (
      seq bigint, action text, subject_id text, body text, previous_hash text, hash text, at timestamptz,
      account_id text)`.execute(tx);
  await tx.updateTable('record_head').set({ seq: head.seq, hash: head.hash }).execute();
  return appended;
}

/**
 * What has a column of its own is not in the body, so that an edit of either is seen by the chain. The time is in both,
 * because a column does not keep its text.
 */
function toRow({ seq, at, actor, action, subject, detail, previousHash, hash }: AuditRecord) {
  const body = JSON.stringify({ at, actor, subjectKind: subject.kind, detail });
  return {
    seq,
    action,
    subject_id: subject.id,
    body,
    previous_hash: previousHash,
    hash,
    at,
    account_id: changedAccount({ action, detail }),
  };
}

function toRecord(row: {
  readonly seq: number;
  readonly action: string;
  readonly subject_id: string;
  readonly body: unknown;
  readonly previous_hash: string;
  readonly hash: string;
  readonly at: Date;
  readonly account_id: string | null;
}): AuditRecord {
  const body = row.body as Pick<AuditRecord, 'at' | 'actor' | 'detail'> & {
    readonly subjectKind: AuditRecord['subject']['kind'];
  };
  return {
    seq: row.seq,
    // An edited column would hide the record from a range: so it must be seen as an edit, too.
    at: Number(row.at) === Date.parse(body.at) && saysSame(row.account_id, body.detail) ? body.at : NO_TIME,
    actor: body.actor,
    action: row.action as AuditRecord['action'],
    subject: { kind: body.subjectKind, id: row.subject_id },
    detail: body.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** Most records have none in the column, nor do old ones; what stands there must be what was appended. */
const saysSame = (account: string | null, detail: unknown): boolean =>
  account === null || account === (detail as Partial<AuditRecord['detail']> | null | undefined)?.['accountId'];
