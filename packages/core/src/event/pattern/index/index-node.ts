import type { Leaf, PatternBranch, Scalar } from '../event-pattern.ts';

/**
 * A node of the index. What is filed below stands either in `entries`, to be looked at one by one, or below the key of
 * one of its leaves: a split for each path, with the tables of the keys on it.
 */
export interface IndexNode {
  readonly entries: readonly Candidate[];
  readonly splits: readonly Split[];
  readonly bySlot: ReadonlyMap<number, Split>;
}

/** A path, by the number of its slot, and what finds the nodes for a value on it. */
export interface Split {
  readonly slot: number;
  readonly lookups: readonly Lookup[];
}

/** Adds the nodes below which a rule may match an event that holds the value. */
export type Lookup = (value: Scalar, found: IndexNode[]) => void;

/** An entry, with those of its leaves that must still be looked at where it stands. */
export interface Candidate {
  readonly entry: Entry;
  readonly leaves: readonly SlottedLeaf[];
}

/** A branch of a rule's pattern; of a pattern with very many branches, what they have in common. */
export interface Entry {
  /** Of the rule, in the order they were given in. */
  readonly position: number;
  readonly leaves: readonly SlottedLeaf[];
  /** One of them must match. */
  readonly branches: readonly PatternBranch[];
  /** Whether the leaves say all that a branch asks. */
  readonly whole: boolean;
}

export interface SlottedLeaf {
  readonly slot: number;
  readonly leaf: Leaf;
}
