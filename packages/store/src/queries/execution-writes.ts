import type { Clock, Execution, ExecutionId, Lease } from '@trueup/core';
import type { Database } from '../connection/database.ts';
import { inGroups } from '../connection/in-groups.ts';
import { retryLostRaces } from '../connection/retry-lost-races.ts';
import { codeOf } from '../store-unavailable.ts';
import { insertExecutions, prepareExecutions, type PreparedExecutions } from './insert-executions.ts';
import { releaseExecutions, wakeExecutions, type Release } from './wake-executions.ts';
import {
  prepareChange,
  writeChanges,
  type CancelWanted,
  type LeasedChange,
  type PreparedChange,
} from './write-changes.ts';

/** The writes that come often. */
export interface ExecutionWrites {
  insert(executions: readonly Execution[]): Promise<void>;
  /** Undefined: the lease was lost. */
  write(change: LeasedChange): Promise<CancelWanted | undefined>;
  /** False: the lease was lost. */
  release(release: Release): Promise<boolean>;
  wake(ids: readonly ExecutionId[]): Promise<void>;
}

/** One by one, in the transaction at hand. */
export function directWrites(db: Database, clock: Clock): ExecutionWrites {
  return {
    insert: (executions) => insertExecutions(db, [prepareExecutions(clock, executions)]),
    write: async (change) => (await writeChanges(db, [prepareChange(change)]))[0],
    release: async (release) => (await releaseExecutions(db, [release]))[0] ?? false,
    wake: (ids) => wakeExecutions(db, ids),
  };
}

const MOST_AT_ONCE = 200;
/** In characters. */
const HEAVIEST = 4_000_000;

/** Outside transactions: together with those of others. */
export function groupedWrites(db: Database, clock: Clock): ExecutionWrites {
  const common = { most: MOST_AT_ONCE, heaviest: HEAVIEST, mayTryAlone };
  const keyOf = ({ lease }: { readonly lease: Lease }): string => lease.executionId;
  const write = inGroups<PreparedChange, CancelWanted | undefined>({
    ...common,
    weightOf: ({ size }) => size,
    keyOf,
    run: (changes) => retryLostRaces(() => writeChanges(db, changes)),
  });
  const release = inGroups<Release, boolean>({
    ...common,
    weightOf: () => 1,
    keyOf,
    run: (releases) => retryLostRaces(() => releaseExecutions(db, releases)),
  });
  const insert = inGroups<PreparedExecutions, void>({
    ...common,
    weightOf: ({ size }) => size,
    run: (given) => forAll(given, insertExecutions(db, given)),
  });
  const wake = inGroups<readonly ExecutionId[], void>({
    ...common,
    weightOf: (ids) => ids.length,
    run: (given) =>
      forAll(
        given,
        retryLostRaces(() => wakeExecutions(db, given.flat())),
      ),
  });
  return {
    insert: async (executions) => insert(prepareExecutions(clock, executions)),
    write: async (change) => write(prepareChange(change)),
    release,
    wake,
  };
}

async function forAll(given: readonly unknown[], done: Promise<void>): Promise<readonly void[]> {
  await done;
  return given.map(() => undefined);
}

/** The server refused the statement and did nothing: 22 a wrong value, 23 a broken constraint, 40 a lost race, 54 a limit. */
function mayTryAlone(error: unknown): boolean {
  return /^(22|23|40|54)/.test(codeOf(error) ?? '');
}
