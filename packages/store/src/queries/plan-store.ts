import { NO_LINE, type Approval, type Plan, type PlanStatus, type PlanStore } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import type { Database } from '../connection/database.ts';
import { olderThan } from './newest-first.ts';
import { pageOf, pageStart } from './page.ts';

export function postgresPlanStore(db: Database): PlanStore {
  const plans = db.selectFrom('plans').select(['body', 'status']);
  return {
    async insert(plan) {
      const { id, findingId, status, createdAt, expiresAt, undoes = null } = plan;
      await db
        .insertInto('plans')
        .values({
          id,
          finding_id: findingId,
          status,
          created_at: createdAt,
          expires_at: expiresAt,
          undoes,
          body: JSON.stringify(plan),
        })
        .execute();
    },

    async byId(id) {
      const row = await plans.where('id', '=', id).executeTakeFirst();
      return row && toPlan(row);
    },

    async setStatus(id, status) {
      const { numUpdatedRows } = await db
        .updateTable('plans')
        .set({ status })
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw new Error(`there is no plan '${id}'`);
    },

    async list({ statuses, findingId, ...page }) {
      const start = pageStart(page, 'plans', ['instant', 'string']);
      let query = plans.orderBy('created_at', 'desc').orderBy('id', 'desc');
      if (statuses) query = query.where((eb) => eb('status', '=', eb.fn.any(eb.val([...statuses]))));
      if (findingId !== undefined) query = query.where('finding_id', '=', findingId);
      if (start.after) query = query.where(olderThan('created_at', start.after));
      return pageOf(await query.limit(start.limit + 1).execute(), start, 'plans', (row) => {
        const item = toPlan(row);
        return { item, key: [item.createdAt, item.id] };
      });
    },

    async lapsed(at, limit) {
      const rows = await plans
        .where(sql<SqlBool>`expires_at <= ${at}::timestamptz`)
        // As the index has it.
        .where(sql<SqlBool>`status in ('ready', 'waiting-for-approval', 'approved')`)
        .orderBy('expires_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toPlan);
    },

    async addApproval(approval) {
      await db
        .insertInto('approvals')
        .values({ plan_id: approval.planId, body: JSON.stringify(approval) })
        .execute();
    },

    async approvals(id) {
      const rows = await db.selectFrom('approvals').select('body').where('plan_id', '=', id).orderBy('seq').execute();
      return rows.map((row) => row.body as Approval);
    },
  };
}

/** Everything in a plan but its status is as it was inserted. */
/** Plans of version 3 were made when there was no other way. */
const OF_BEFORE = { remediation: NO_LINE, approvalsNeeded: 1, judgedBy: 'configuration' } as const;

function toPlan({ body, status }: { readonly body: unknown; readonly status: string }): Plan {
  return { ...OF_BEFORE, ...(body as Plan), status: status as PlanStatus };
}
