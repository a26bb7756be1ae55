import { DEFAULT_PRIORITY_SETTINGS } from '@trueup/core';
import { writeBeginnings, type Beginning } from './automation/write-beginnings.ts';
import { writeEndings, type Ending } from './execute/write-endings.ts';
import { decidesBy } from './decide/decides-about.ts';
import { exceptionBook } from './decide/exception-book.ts';
import { countNonCompliant } from './decide/non-compliant.ts';
import { inBatches } from './in-batches.ts';
import { createEventBus } from './event/create-event-bus.ts';
import { publishingStore } from './event/publishing-store.ts';
import { compileRuleBook } from './finding/compile-rule-book.ts';
import type { EngineParts, OutsideParts } from './parts.ts';
import { policyCopy } from './policy-copy.ts';

/** The parts, with what many executions write at the same time written together. */
export interface BatchedParts extends EngineParts {
  readonly endings: (ending: Ending) => Promise<void>;
  readonly beginnings: (beginning: Beginning) => Promise<void>;
}

const MOST_AT_ONCE = 200;

export function batchedParts(given: OutsideParts): BatchedParts {
  const bus = createEventBus(given);
  const parts = {
    ...given,
    bus,
    rules: compileRuleBook(given),
    priorities: policyCopy(given, DEFAULT_PRIORITY_SETTINGS, ({ priority }) => priority ?? DEFAULT_PRIORITY_SETTINGS),
    exceptions: exceptionBook(),
    nonCompliant: countNonCompliant(),
    decides: decidesBy(given),
    store: publishingStore(given.store, bus, given.ids),
  };
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
