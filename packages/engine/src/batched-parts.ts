import { writeBeginnings, type Beginning } from './automation/write-beginnings.ts';
import { writeEndings, type Ending } from './execute/write-endings.ts';
import { inBatches } from './in-batches.ts';
import type { EngineParts } from './parts.ts';

/** The parts, with what many executions write at the same time written together. */
export interface BatchedParts extends EngineParts {
  readonly endings: (ending: Ending) => Promise<void>;
  readonly beginnings: (beginning: Beginning) => Promise<void>;
}

const MOST_AT_ONCE = 200;

export function batchedParts(parts: EngineParts): BatchedParts {
  return {
    ...parts,
    endings: inBatches(MOST_AT_ONCE, async (endings: readonly Ending[]) => {
      await parts.store.transaction((stores) => writeEndings(stores, endings));
      return endings.map(() => undefined);
    }),
    beginnings: inBatches(MOST_AT_ONCE, async (beginnings: readonly Beginning[]) => {
      await parts.store.transaction((stores) => writeBeginnings(stores, beginnings));
      return beginnings.map(() => undefined);
    }),
  };
}
