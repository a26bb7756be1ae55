import type { ExecutionId, Instant, Lease, Signal } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { DUE_CHANNEL } from '../queue/due-channel.ts';

/*
 * A wake-up counts. Who releases an execution names the count at its claim: when it is no longer the same, the
 * execution is due at once. So a wake-up that comes while the execution is held, or is just being released, is not
 * lost, whichever of the two gets the row first.
 */

const WOKEN = `due_at = least(due_at, clock_timestamp()), wakes = wakes + 1`;
const TELL = `lateral (select pg_notify('${DUE_CHANNEL}', '') as told) as notice`;

export async function wakeExecutions(db: Database, ids: readonly ExecutionId[]): Promise<void> {
  if (ids.length === 0) return;
  await runRaw(
    db,
    `with woken as (
      update trueup.executions set ${WOKEN} where id = any($1::text[]) and phase <> 'finished' returning id
    )
    select id, told from woken, ${TELL}`,
    // PostgreSQL locks them in the order in which it finds them: two who meet may cross, and one is tried again.
    [[...new Set(ids)]],
  );
}

/** The first request counts. */
export async function requestCancel(db: Database, id: ExecutionId, at: Instant): Promise<void> {
  await runRaw(
    db,
    `with woken as (
      update trueup.executions set cancel_requested_at = coalesce(cancel_requested_at, $2), ${WOKEN}
      where id = $1 and phase <> 'finished' returning id
    )
    select id, told from woken, ${TELL}`,
    [id, at],
  );
}

/**
 * What runs in the account, or repairs or undoes a finding of the control, with all that it has started. A run knows
 * its control also where the finding is gone. Those that are to be cancelled already are left out.
 */
const CANCEL_ALL = `
  with recursive wanted (id) as (
    select id from trueup.executions as execution
    where phase <> 'finished'
      and ($1::text is null or account_id = $1)
      and ($2::text is null
        or exists (select from trueup.runs as run where run.id = execution.id and run.control_id = $2)
        or exists (select from trueup.findings as finding
          where finding.id = execution.finding_id and finding.control_id = $2))
    union
    select child.id from trueup.executions as child join wanted on child.parent_id = wanted.id
  ), open as (
    select execution.id from trueup.executions as execution join wanted using (id)
    where phase <> 'finished' and cancel_requested_at is null
    -- In one order, so that two who cancel the same ones wait for each other and never cross.
    order by execution.id
    for update of execution
  ), woken as (
    update trueup.executions as execution set cancel_requested_at = $3, ${WOKEN}
    from open where execution.id = open.id returning execution.id
  )
  select id, told from woken, ${TELL} order by id`;

export async function requestCancelAll(
  db: Database,
  { accountId, controlId }: { readonly accountId?: string; readonly controlId?: string },
  at: Instant,
): Promise<readonly ExecutionId[]> {
  const rows = await runRaw<{ id: ExecutionId }>(db, CANCEL_ALL, [accountId ?? null, controlId ?? null, at]);
  return rows.map(({ id }) => id);
}

export async function addSignal(db: Database, id: ExecutionId, signal: Signal): Promise<boolean> {
  const told = await runRaw(
    db,
    `with signalled as (
      update trueup.executions set signals_length = signals_length + 1, ${WOKEN}
      where id = $1 and phase <> 'finished' returning id, signals_length
    ), added as (
      insert into trueup.signals (execution_id, seq, body) select id, signals_length, $2::json from signalled
    )
    select id, told from signalled, ${TELL}`,
    [id, JSON.stringify(signal)],
  );
  return told.length > 0;
}

export interface Release {
  readonly lease: Lease;
  readonly wakeAt?: Instant;
  /** From now to `wakeAt`. */
  readonly delayMs?: number;
}

const RELEASE = `
  with released as (
    update trueup.executions as execution
    set lease_owner = null, lease_until = null, wake_at = given.wake_at,
      due_at = case when wakes > given.claimed_wakes then clock_timestamp()
        else clock_timestamp() + given.delay_ms * interval '1 millisecond' end
    from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::float8[])
      as given (id, epoch, claimed_wakes, wake_at, delay_ms)
    where execution.id = given.id and lease_epoch = given.epoch and lease_owner is not null
    returning execution.id, execution.wakes > given.claimed_wakes as woken
  )
  select id, told from released left join lateral (select pg_notify('${DUE_CHANNEL}', '') as told where woken) as notice on true`;

/** True for each that was held, in order. No execution may be named twice. */
export async function releaseExecutions(db: Database, releases: readonly Release[]): Promise<readonly boolean[]> {
  const released = await runRaw<{ id: string }>(db, RELEASE, [
    releases.map(({ lease }) => lease.executionId),
    releases.map(({ lease }) => lease.epoch),
    releases.map(({ lease }) => lease.wakes),
    releases.map(({ wakeAt }) => wakeAt ?? null),
    releases.map(({ delayMs }) => delayMs ?? null),
  ]);
  const ids = new Set(released.map(({ id }) => id));
  return releases.map(({ lease }) => ids.has(lease.executionId));
}
