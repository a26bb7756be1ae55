import type { Instant } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';

const MOST_AT_ONCE = 500;

/**
 * Leaves first: a parent goes when its children are gone, and a child not before its parent has finished as long ago.
 * The repair that an undo names stays as long as the undo may still be carried out.
 */
const REMOVE = `
  with removable as (
    select id from trueup.executions as execution
    where phase = 'finished' and finished_at collate "C" < $1
      and not exists (select from trueup.executions as child where child.parent_id = execution.id)
      and not exists (
        select from trueup.executions as parent
        where parent.id = execution.parent_id and (parent.phase <> 'finished' or parent.finished_at collate "C" >= $1))
      and not exists (
        select from trueup.plans as plan
        where (plan.undoes = execution.id or plan.id = execution.plan_id)
          and (plan.status in ('ready', 'waiting-for-approval', 'approved')
            or exists (select from trueup.executions as carrying
              where carrying.plan_id = plan.id and carrying.phase <> 'finished')))
    order by finished_at collate "C"
    limit ${MOST_AT_ONCE}
    for update skip locked
  ), events as (
    delete from trueup.step_events where execution_id in (select id from removable)
  ), calls as (
    delete from trueup.journal where execution_id in (select id from removable)
  ), signals as (
    delete from trueup.signals where execution_id in (select id from removable)
  )
  delete from trueup.executions where id in (select id from removable) returning id`;

/** Tells how many were removed. */
export async function removeFinishedBefore(db: Database, at: Instant): Promise<number> {
  let removed = 0;
  for (;;) {
    const { length } = await runRaw(db, REMOVE, [at]);
    if (length === 0) return removed;
    removed += length;
  }
}
