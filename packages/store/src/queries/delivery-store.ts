import type { Delivery, DeliveryProblem, EventStore } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import { inTransaction, runRaw, type Database } from '../connection/database.ts';
import { pageOf, pageStart } from './page.ts';

type DeliveryStore = Pick<
  EventStore,
  | 'addDeliveries'
  | 'claimDeliveries'
  | 'settleDelivery'
  | 'delivery'
  | 'deliveries'
  | 'retryDeliveries'
  | 'nextDeliveryMs'
  | 'removeDeliveriesEndedBefore'
>;

interface Row {
  readonly id: string;
  readonly bus: string;
  readonly rule: string;
  readonly status: string;
  readonly attempts: number;
  readonly created_at: Date;
  readonly due_at: Date;
  readonly ended_at: Date | null;
  readonly body: unknown;
  readonly problem: unknown;
}
const ROW = 'id, bus, rule, status, attempts, created_at, due_at, ended_at, body, problem';

/** The targets that wait, found by leaps over the index. */
const TARGETS = `
  with recursive targets (key) as (
    (select target_key from trueup.deliveries where status = 'pending' order by target_key limit 1)
    union all
    select (select target_key from trueup.deliveries
      where status = 'pending' and target_key > targets.key order by target_key limit 1)
    from targets where targets.key is not null
  )`;
const UNDER_WAY = `
  (select count(*) from trueup.deliveries as under_way
    where under_way.taken and under_way.target_key = targets.key and under_way.due_at > statement_timestamp())`;

/*
 * Each target gives at most its share, and the first of each come before the second of any: what fails slowly or waits
 * in great number at one keeps no other from its turn. `due_at` of what is taken is when its lease lapses.
 */
const CLAIM = `${TARGETS}, due as (
    select waiting.id, waiting.due_at, waiting.turn from targets cross join lateral (
      select id, due_at, row_number() over (order by due_at, id) as turn from trueup.deliveries
      where status = 'pending' and target_key = targets.key and due_at <= statement_timestamp()
      order by due_at, id
      limit greatest(0, least($1::int, $2::int - ${UNDER_WAY}))) as waiting
    where targets.key is not null
  ), chosen as (select id from due order by turn, due_at, id limit $1)
  update trueup.deliveries as delivery
  set taken = true, attempts = attempts + 1, due_at = statement_timestamp() + $3 * interval '1 millisecond'
  from chosen where delivery.id = chosen.id and delivery.status = 'pending'
  returning ${ROW.replaceAll(/\w+/g, 'delivery.$&')}`;

/** Any number. Who claims holds it, so that two do not both see a delivery, or the last free place of a target. */
const CLAIM_LOCK = 7_483_202;

/** A target that has its share under way is due again when a lease of those lapses. */
const NEXT = `${TARGETS}
  select extract(epoch from min(next.at) - statement_timestamp())::float8 * 1000 as ms
  from targets
  cross join lateral (select ${UNDER_WAY} as deliveries) as under_way
  cross join lateral (
    select min(due_at) as at from trueup.deliveries
    where status = 'pending' and target_key = targets.key
      and due_at > case when under_way.deliveries < $1::int then '-infinity' else statement_timestamp() end) as next
  where targets.key is not null`;
const NO_CAP = 2_147_483_647;

export function deliveryStore(db: Database): DeliveryStore {
  return {
    addDeliveries: (given) => addDeliveries(db, given),

    async claimDeliveries({ limit, perTarget, leaseMs }) {
      return inTransaction(db, async (tx) => {
        await runRaw(tx, 'select pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
        return (await runRaw<Row>(tx, CLAIM, [limit, perTarget, leaseMs])).map(toDelivery);
      });
    },

    settleDelivery: (id, outcome) => settleDelivery(db, id, outcome),

    async delivery(id) {
      const [row] = await runRaw<Row>(db, `select ${ROW} from trueup.deliveries where id = $1`, [id]);
      return row && toDelivery(row);
    },

    async deliveries({ statuses, rule, bus, ...page }) {
      const start = pageStart(page, 'deliveries', ['instant', 'string']);
      const [at, id] = start.after ?? [];
      const rows = await db
        .selectFrom('deliveries')
        .select(['id', 'bus', 'rule', 'status', 'attempts', 'created_at', 'due_at', 'ended_at', 'body', 'problem'])
        .$if(statuses !== undefined, (query) =>
          query.where(sql<SqlBool>`status = any(${[...(statuses ?? [])]}::text[])`),
        )
        .$if(rule !== undefined, (query) => query.where('rule', '=', rule ?? ''))
        .$if(bus !== undefined, (query) => query.where('bus', '=', bus ?? ''))
        .$if(start.after !== undefined, (query) =>
          query.where(sql<SqlBool>`(created_at, id) < (${at}::timestamptz, ${id})`),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(start.limit + 1)
        .execute();
      return pageOf(rows.map(toDelivery), start, 'deliveries', (item) => ({ item, key: [item.createdAt, item.id] }));
    },

    async retryDeliveries(ids, at) {
      const retried = await runRaw(
        db,
        `update trueup.deliveries
         set status = 'pending', attempts = 0, taken = false, ended_at = null, due_at = $2, created_at = $2
         where id = any($1::text[]) and status = 'dead' returning 1`,
        [[...ids], at],
      );
      return retried.length;
    },

    async nextDeliveryMs(most, perTarget = NO_CAP) {
      const [row] = await runRaw<{ ms: number | null }>(db, NEXT, [perTarget]);
      return Math.min(most, Math.max(0, Math.ceil(row?.ms ?? most)));
    },

    async removeDeliveriesEndedBefore(at) {
      const removed = await runRaw(
        db,
        `delete from trueup.deliveries where status <> 'pending' and ended_at < $1 returning 1`,
        [at],
      );
      return removed.length;
    },
  };
}

async function addDeliveries(db: Database, given: readonly Delivery[]): Promise<void> {
  if (given.length === 0) return;
  const bodies = given.map(({ ruleArn, target, event }) => JSON.stringify({ ruleArn, target, event }));
  await runRaw(
    db,
    `insert into trueup.deliveries (id, bus, rule, target_key, status, attempts, created_at, due_at, body)
     select id, bus, rule, target_key, 'pending', 0, created_at, due_at, body::json
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
       string_to_array($7::text, E'\\n')) as given (id, bus, rule, target_key, created_at, due_at, body)
     on conflict (id) do nothing`,
    [
      given.map(({ id }) => id),
      given.map(({ bus }) => bus),
      given.map(({ rule }) => rule),
      given.map(({ ruleArn, target }) => `${ruleArn}/${target.id}`),
      given.map(({ createdAt }) => createdAt),
      given.map(({ dueAt }) => dueAt),
      bodies.join('\n'),
    ],
  );
}

async function settleDelivery(
  db: Database,
  id: string,
  outcome: Parameters<EventStore['settleDelivery']>[1],
): Promise<void> {
  switch (outcome.kind) {
    case 'delivered':
      await runRaw(
        db,
        `update trueup.deliveries set status = 'delivered', taken = false, ended_at = $2, problem = null where id = $1 and status = 'pending'`,
        [id, outcome.at],
      );
      return;
    case 'again':
      await runRaw(
        db,
        `update trueup.deliveries set taken = false, due_at = $2, problem = $3::text::json
         where id = $1 and status = 'pending'`,
        [id, outcome.dueAt, JSON.stringify(outcome.problem)],
      );
      return;
    case 'dead':
      await runRaw(
        db,
        `update trueup.deliveries set status = 'dead', taken = false, ended_at = $2, problem = $3::text::json
         where id = $1 and status = 'pending'`,
        [id, outcome.at, JSON.stringify(outcome.problem)],
      );
  }
}

function toDelivery(row: Row): Delivery {
  const { ruleArn, target, event } = row.body as Pick<Delivery, 'ruleArn' | 'target' | 'event'>;
  return {
    id: row.id,
    bus: row.bus,
    rule: row.rule,
    ruleArn,
    target,
    event,
    status: row.status as Delivery['status'],
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    ...(row.problem === null ? {} : { problem: row.problem as DeliveryProblem }),
  };
}
