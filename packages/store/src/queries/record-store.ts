import { chained, type AuditRecord, type ChainHead, type Digest, type NewRecord, type RecordStore } from '@trueup/core';
import { sql } from 'kysely';
import { inTransaction, type Database } from '../connection/database.ts';
import { pageOf, pageStart } from './page.ts';

/** How many records `all` holds in memory at once. */
const CHUNK = 1000;

export function postgresRecordStore(db: Database, digest: Digest): RecordStore {
  const records = db.selectFrom('records').selectAll();
  return {
    append: (given) => inTransaction(db, (tx) => appendRecords(tx, given, digest)),

    async list({ actions, subjectId, ...page }) {
      const start = pageStart(page, 'records', ['number']);
      let query = records.orderBy('seq', 'desc');
      if (actions) query = query.where((eb) => eb('action', '=', eb.fn.any(eb.val([...actions]))));
      if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId);
      if (start.after) query = query.where('seq', '<', Number(start.after[0]));
      return pageOf(await query.limit(start.limit + 1).execute(), start, 'records', (row) => ({
        item: toRecord(row),
        key: [row.seq],
      }));
    },

    async *all() {
      for (let last = -1; ;) {
        const rows = await records.where('seq', '>', last).orderBy('seq').limit(CHUNK).execute();
        yield* rows.map(toRecord);
        const end = rows.at(-1);
        if (!end) return;
        last = end.seq;
      }
    },

    async head() {
      return db.selectFrom('record_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
    },
  };
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
    insert into trueup.records (seq, action, subject_id, body, previous_hash, hash)
    select seq, action, subject_id, body::json, previous_hash, hash
    from json_to_recordset(${JSON.stringify(appended.map(toRow))}::json) as given (
      seq bigint, action text, subject_id text, body text, previous_hash text, hash text)`.execute(tx);
  await tx.updateTable('record_head').set({ seq: head.seq, hash: head.hash }).execute();
  return appended;
}

/** What has a column of its own is not in the body, so that an edit of either is seen by the chain. */
function toRow({ seq, at, actor, action, subject, detail, previousHash, hash }: AuditRecord) {
  const body = JSON.stringify({ at, actor, subjectKind: subject.kind, detail });
  return { seq, action, subject_id: subject.id, body, previous_hash: previousHash, hash };
}

function toRecord(row: {
  readonly seq: number;
  readonly action: string;
  readonly subject_id: string;
  readonly body: unknown;
  readonly previous_hash: string;
  readonly hash: string;
}): AuditRecord {
  const body = row.body as Pick<AuditRecord, 'at' | 'actor' | 'detail'> & {
    readonly subjectKind: AuditRecord['subject']['kind'];
  };
  return {
    seq: row.seq,
    at: body.at,
    actor: body.actor,
    action: row.action as AuditRecord['action'],
    subject: { kind: body.subjectKind, id: row.subject_id },
    detail: body.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
