import type { Scalar } from '../event-pattern.ts';
import { keyIdentity, type IndexKey } from './index-key.ts';

/** A key and how many leaves can be filed under it. */
export interface KnownKey {
  readonly key: IndexKey;
  uses: number;
}

/** Gives the same object for equal keys of one path, and counts how often it is asked for. */
export function knownKeys(): (slot: number, key: IndexKey) => KnownKey {
  const bySlot: Map<string, Map<Scalar, KnownKey>>[] = [];
  return (slot, key) => {
    const onPath = (bySlot[slot] ??= new Map<string, Map<Scalar, KnownKey>>());
    const inTable = onPath.get(key.table) ?? new Map<Scalar, KnownKey>();
    if (inTable.size === 0) onPath.set(key.table, inTable);
    const identity = keyIdentity(key);
    const known = inTable.get(identity) ?? { key, uses: 0 };
    if (known.uses === 0) inTable.set(identity, known);
    known.uses += 1;
    return known;
  };
}
