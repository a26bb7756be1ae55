import type { ExecutionId, ResourceLockStore } from '@trueup/core';
import { sql } from 'kysely';
import type { Database } from '../connection/database.ts';

export function postgresResourceLockStore(db: Database): ResourceLockStore {
  return {
    async acquire(arn, executionId, at) {
      // Of two at once the second waits for the first's transaction and then finds its row, or none if it rolled back.
      const { rows } = await sql`
        insert into trueup.resource_locks as held (arn, execution_id, taken_at)
        values (${arn}, ${executionId}, ${at})
        on conflict (arn) do update set taken_at = held.taken_at where held.execution_id = excluded.execution_id
        returning arn`.execute(db);
      return rows.length === 1;
    },

    async release(arn, executionId) {
      await db.deleteFrom('resource_locks').where('arn', '=', arn).where('execution_id', '=', executionId).execute();
    },

    async holder(arn) {
      const row = await db
        .selectFrom('resource_locks')
        .select('execution_id')
        .where('arn', '=', arn)
        .executeTakeFirst();
      return row?.execution_id as ExecutionId | undefined;
    },

    async holders(arns) {
      const { rows } = await sql<{ arn: string; execution_id: ExecutionId }>`
        select arn, execution_id from trueup.resource_locks where arn = any(${[...arns]}::text[])`.execute(db);
      return new Map(rows.map((row) => [row.arn, row.execution_id]));
    },
  };
}
