import type { JsonObject } from '../../../value/json.ts';
import type { Leaf, Scalar } from '../event-pattern.ts';
import { leafHolds } from '../leaf-holds.ts';
import { matchesBranch } from '../matches-branch.ts';
import { memberAt, plainMemberAt } from '../member-at.ts';
import type { EventValues } from './event-values.ts';
import type { Entry, IndexNode, SlottedLeaf, Split } from './index-node.ts';

/** The positions of the rules that an event matches, in order. */
export function findMatches(root: IndexNode, event: JsonObject, values: EventValues): number[] {
  const matched = new Set<number>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { entry, leaves } of node.entries) {
      if (!matched.has(entry.position) && entryMatches(entry, leaves, event, values)) matched.add(entry.position);
    }
    if (node.splits.length <= values.touched.length) {
      for (const split of node.splits) follow(split, values.bySlot[split.slot], open);
    } else {
      for (const slot of values.touched) follow(node.bySlot.get(slot), values.bySlot[slot], open);
    }
  }
  return [...matched].sort((one, other) => one - other);
}

function follow(split: Split | undefined, value: Scalar | Scalar[] | undefined, open: IndexNode[]): void {
  if (split === undefined || value === undefined) return;
  if (!Array.isArray(value)) {
    for (const lookup of split.lookups) lookup(value, open);
    return;
  }
  const found: IndexNode[] = [];
  for (const lookup of split.lookups) for (const one of value) lookup(one, found);
  for (const node of new Set(found)) open.push(node);
}

/**
 * Each leaf by itself first. That is all there is to a branch where no leaf can hold in another element of an array
 * than its siblings; elsewhere the matcher has the last word.
 */
function entryMatches(entry: Entry, leaves: readonly SlottedLeaf[], event: JsonObject, values: EventValues): boolean {
  for (const { slot, leaf } of leaves) {
    if (!mayHold(leaf, values.bySlot[slot], values.ambiguous)) return false;
  }
  if (entry.whole && !values.ambiguous) return true;
  const member = values.dotted ? memberAt : plainMemberAt;
  return entry.branches.some((branch) => matchesBranch(branch, event, member));
}

function mayHold(leaf: Leaf, value: Scalar | Scalar[] | undefined, ambiguous: boolean): boolean {
  if (value === undefined || (ambiguous && leaf.acceptsAbsence)) return leaf.acceptsAbsence;
  return Array.isArray(value) ? value.some((one) => leafHolds(leaf, one)) : leafHolds(leaf, value);
}
