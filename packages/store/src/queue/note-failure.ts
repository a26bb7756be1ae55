import type { Lease } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';

const SHORTEST_PAUSE_S = 2;
const LONGEST_PAUSE_S = 300;

/**
 * Remembers that a segment threw and gives its lease back: it stays due, and is left alone for a while, longer with
 * every time in a row. A failure long after the last one is a first one again.
 */
export async function noteFailure(db: Database, { executionId, epoch }: Lease): Promise<void> {
  await runRaw(
    db,
    `update trueup.executions as execution
    set lease_owner = null, lease_until = null, failures = now.failures, failed_at = clock_timestamp(),
      retry_at = clock_timestamp()
        + least(${LONGEST_PAUSE_S}, ${SHORTEST_PAUSE_S} * 2 ^ (now.failures - 1)) * interval '1 second'
    from (
      select id, case when failed_at > clock_timestamp() - ${2 * LONGEST_PAUSE_S} * interval '1 second'
        then least(failures + 1, 30) else 1 end as failures
      from trueup.executions where id = $1 and lease_epoch = $2 and lease_owner is not null for update
    ) as now
    where execution.id = now.id`,
    [executionId, epoch],
  );
}
