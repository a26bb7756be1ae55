import type { JsonObject } from '../../value/json.ts';
import type { EventEnvelope } from '../event.ts';
import type { EventPattern } from './event-pattern.ts';
import { buildIndex } from './index/build-index.ts';
import { entriesOf } from './index/entries-of.ts';
import { readEventValues, type EventValues } from './index/event-values.ts';
import { findMatches } from './index/find-matches.ts';
import { pathSlots } from './index/path-slots.ts';

export interface PatternIndex<Id> {
  /** The rules that an event matches, in the order they were given in. */
  match(event: EventEnvelope | JsonObject): Id[];
}

/**
 * Matches an event with many patterns at once, at a cost that depends on those that may match and little on how many
 * there are. It does not change: when a rule does, make a new one of the compiled patterns, which is fast.
 */
export function patternIndex<Id>(
  rules: Iterable<{ readonly id: Id; readonly pattern: EventPattern }>,
): PatternIndex<Id> {
  const given = [...rules];
  const paths = pathSlots();
  const root = buildIndex(entriesOf(given, paths));
  const values: EventValues = { bySlot: [], touched: [], ambiguous: false, dotted: false };
  return {
    match(event) {
      readEventValues(paths.root, event as JsonObject, values);
      return findMatches(root, event as JsonObject, values).map(
        (position) => (given[position] as { readonly id: Id }).id,
      );
    },
  };
}
