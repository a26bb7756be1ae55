import type { ExecutionChange, ExecutionId, Lease, NewRecord, Stores } from '@trueup/core';

/** One execution's end, as it is written with those of others. */
export interface Ending {
  readonly lease: Lease;
  readonly change: ExecutionChange;
  readonly records: readonly NewRecord[];
  readonly parent?: ExecutionId;
}

/** Writes the ends of several executions in one transaction. */
export async function writeEndings(stores: Stores, endings: readonly Ending[]): Promise<void> {
  // Everywhere in this order, parents before children before the end of the record chain: no two wait for each other.
  const parents = endings.flatMap(({ parent }) => parent ?? []);
  if (parents.length > 0) await stores.executions.wake([...new Set(parents)].sort());
  await stores.executions.writeAll(endings.map(({ lease, change }) => ({ lease, change })));
  await stores.records.append(endings.flatMap(({ records }) => records));
}
