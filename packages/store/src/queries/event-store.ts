import type { EventEnvelope, EventStore, PoisonMessage } from '@trueup/core';
import { sql } from 'kysely';
import { runRaw, type Database } from '../connection/database.ts';
import { deliveryStore } from './delivery-store.ts';
import { pageOf, pageStart } from './page.ts';
import { readableText } from './readable.ts';

export function postgresEventStore(db: Database): EventStore {
  return { ...deliveryStore(db), ...archiveStore(db), ...scheduleStore(db), ...poisonStore(db) };
}

function archiveStore(
  db: Database,
): Pick<EventStore, 'archive' | 'archived' | 'archivedCount' | 'removeArchivedBefore'> {
  return {
    async archive(archive, events) {
      if (events.length === 0) return;
      const bodies = events.map((event) => JSON.stringify(event));
      await runRaw(
        db,
        `insert into trueup.archived_events (archive, time, bytes, body)
         select $1, time, octet_length(body), body::json
         from unnest($2::timestamptz[], string_to_array($3::text, E'\\n')) as given (time, body)`,
        [archive, events.map(({ time }) => time), bodies.join('\n')],
      );
    },

    async archived(archive, { from, to, ...page }) {
      const start = pageStart(page, 'archived events', ['instant', 'number']);
      const [time, seq] = start.after ?? [];
      const rows = await runRaw<{ seq: number; at: string; body: EventEnvelope }>(
        db,
        `select seq, body, to_char(time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
         from trueup.archived_events
         where archive = $1 and ($2::timestamptz is null or time >= $2) and ($3::timestamptz is null or time < $3)
           and ($4::timestamptz is null or (time, seq) > ($4, $5::bigint))
         order by time, seq limit $6`,
        [archive, from ?? null, to ?? null, time ?? null, seq ?? null, start.limit + 1],
      );
      return pageOf(rows, start, 'archived events', (row) => ({ item: row.body, key: [row.at, row.seq] }));
    },

    async archivedCount(archive) {
      const [row] = await runRaw<{ events: number; bytes: number }>(
        db,
        'select count(*) as events, coalesce(sum(bytes), 0)::bigint as bytes from trueup.archived_events where archive = $1',
        [archive],
      );
      return row ?? { events: 0, bytes: 0 };
    },

    async removeArchivedBefore(archive, at) {
      const removed = await runRaw(
        db,
        'delete from trueup.archived_events where archive = $1 and time < $2 returning 1',
        [archive, at],
      );
      return removed.length;
    },
  };
}

function scheduleStore(db: Database): Pick<EventStore, 'takeTurn' | 'setTurn' | 'dueTurns'> {
  return {
    async takeTurn(rule, due, next) {
      const taken = await runRaw(
        db,
        next === undefined
          ? 'delete from trueup.schedules where rule = $1 and due_at = $2 returning 1'
          : 'update trueup.schedules set due_at = $3 where rule = $1 and due_at = $2 returning 1',
        next === undefined ? [rule, due] : [rule, due, next],
      );
      return taken.length > 0;
    },

    async setTurn(rule, next) {
      if (next === undefined) await db.deleteFrom('schedules').where('rule', '=', rule).execute();
      else
        await db
          .insertInto('schedules')
          .values({ rule, due_at: next })
          .onConflict((conflict) => conflict.column('rule').doUpdateSet({ due_at: next }))
          .execute();
    },

    async dueTurns(at) {
      const { rows } = await sql<{ rule: string; due: Date }>`
        select rule, due_at as due from trueup.schedules where due_at <= ${at}::timestamptz order by due_at`.execute(
        db,
      );
      return rows.map(({ rule, due }) => ({ rule, due: due.toISOString() }));
    },
  };
}

function poisonStore(db: Database): Pick<EventStore, 'addPoison' | 'poison' | 'poisonById' | 'removePoison'> {
  const messages = db
    .selectFrom('poison_messages')
    .select(['id', 'origin', 'body', 'reason', 'received_at as receivedAt']);
  const toMessage = (row: Omit<PoisonMessage, 'receivedAt'> & { readonly receivedAt: Date }): PoisonMessage => ({
    ...row,
    receivedAt: row.receivedAt.toISOString(),
  });
  return {
    async addPoison(given) {
      if (given.length === 0) return;
      await db
        .insertInto('poison_messages')
        .values(
          given.map(({ id, origin, body, reason, receivedAt }) => ({
            id,
            origin,
            body: readableText(body),
            reason: readableText(reason),
            received_at: receivedAt,
          })),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async poison(page) {
      const start = pageStart(page, 'poison messages', ['instant', 'string']);
      const [at, id] = start.after ?? [];
      const rows = await messages
        .$if(start.after !== undefined, (query) =>
          query.where(sql<boolean>`(received_at, id) < (${at}::timestamptz, ${id})`),
        )
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(start.limit + 1)
        .execute();
      return pageOf(rows.map(toMessage), start, 'poison messages', (item) => ({
        item,
        key: [item.receivedAt, item.id],
      }));
    },

    async poisonById(id) {
      const row = await messages.where('id', '=', id).executeTakeFirst();
      return row && toMessage(row);
    },

    async removePoison(id) {
      const { numDeletedRows } = await db.deleteFrom('poison_messages').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
