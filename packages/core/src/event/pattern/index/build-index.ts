import type { IndexKey } from './index-key.ts';
import type { Candidate, Entry, IndexNode, Split } from './index-node.ts';
import { makeLookup } from './make-lookup.ts';

/** A leaf by which an entry can be filed. Equal keys of one path are one object. */
export interface FilingLeaf {
  readonly slot: number;
  readonly keys: readonly IndexKey[];
  /** Whether the leaf holds for some value of an event, wherever one of the keys is found for that. */
  readonly proven: boolean;
}

/** An entry with the leaves that it can be filed by. */
export interface Filing {
  readonly entry: Entry;
  readonly leaves: readonly FilingLeaf[];
  /** In how many places the entry stands already. */
  readonly copies: number;
}

/** So few entries are looked at one by one as fast as they are found. */
const FEW = 6;
/** An entry with several alternatives stands under each of them; not in more places than this. */
const MOST_COPIES = 64;
/** Paths that are chosen for all entries together; after that each entry is filed by its own rarest key. */
const SHARED_PATHS = 8;

/** The share of entries under keys of a table that an event leads to beside those of its own value. */
const OTHERS_FOUND: Partial<Record<IndexKey['table'], number>> = { range: 0.3, tested: 0.7 };
/** What it costs to test a leaf, in entries looked at. */
const COST_OF_TEST = 0.3;

/** What another place for an entry costs, likewise. */
const COST_OF_COPY = 0.02;

const NO_SPLITS: ReadonlyMap<number, Split> = new Map();

/**
 * Files entries by the path that tells most of them apart, what remains by the next path, and so on; and what stands
 * under one key again, by the paths that are not `used` above it.
 */
export function buildIndex(filings: readonly Filing[], used: readonly number[] = []): IndexNode {
  const splits: Split[] = [];
  let remaining = filings;
  while (remaining.length > FEW && splits.length < SHARED_PATHS) {
    const slot = bestSlot(remaining, used);
    if (slot === undefined) break;
    const filed = remaining.filter((filing) => leafOn(filing, slot) !== undefined);
    splits.push(splitOf(slot, filed, used));
    remaining = remaining.filter((filing) => leafOn(filing, slot) === undefined);
  }
  if (remaining.length > FEW) remaining = fileByRarest(remaining, splits, used);
  return {
    entries: remaining.map((filing) => candidateOf(filing, used)),
    splits,
    bySlot: splits.length === 0 ? NO_SPLITS : new Map(splits.map((split) => [split.slot, split])),
  };
}

function candidateOf({ entry, leaves }: Filing, used: readonly number[]): Candidate {
  const proven = leaves.filter((leaf) => leaf.proven && used.includes(leaf.slot)).map(({ slot }) => slot);
  return { entry, leaves: entry.leaves.filter(({ slot }) => !proven.includes(slot)) };
}

const mayFile = (filing: Filing, leaf: FilingLeaf): boolean => filing.copies * leaf.keys.length <= MOST_COPIES;

function leafOn(filing: Filing, slot: number): FilingLeaf | undefined {
  const leaf = filing.leaves.find((candidate) => candidate.slot === slot);
  return leaf !== undefined && mayFile(filing, leaf) ? leaf : undefined;
}

/** What can be filed by one path: how many entries, and how many under each key. */
interface PathCount {
  entries: number;
  readonly underKey: Map<IndexKey, number>;
}

function countKeys(filings: readonly Filing[], used: readonly number[]): Map<number, PathCount> {
  const counts = new Map<number, PathCount>();
  for (const filing of filings) {
    for (const leaf of filing.leaves) {
      if (used.includes(leaf.slot) || !mayFile(filing, leaf)) continue;
      const count = counts.get(leaf.slot) ?? { entries: 0, underKey: new Map<IndexKey, number>() };
      if (count.entries === 0) counts.set(leaf.slot, count);
      count.entries += 1;
      for (const key of leaf.keys) count.underKey.set(key, (count.underKey.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The path by which the fewest entries remain to be looked at. */
function bestSlot(filings: readonly Filing[], used: readonly number[]): number | undefined {
  let best: number | undefined;
  let most = 1;
  for (const [slot, count] of countKeys(filings, used)) {
    const gain = gainOf(count);
    if (gain > most) [best, most] = [slot, gain];
  }
  return best;
}

/**
 * How many entries need not be looked at, as far as can be told: values are thought to occur as often as they are asked
 * for, and half of the events to hold none of them.
 */
function gainOf({ entries, underKey }: PathCount): number {
  let total = 0;
  let squares = 0;
  let found = 0;
  for (const [{ table }, count] of underKey) {
    total += count;
    const share = OTHERS_FOUND[table];
    if (share === undefined) squares += count * count;
    else found += share * count + (table === 'tested' ? COST_OF_TEST : 0);
  }
  return entries - squares / (2 * total) - found - COST_OF_COPY * (total - entries);
}

function splitOf(slot: number, filings: readonly Filing[], used: readonly number[]): Split {
  const byKey = new Map<IndexKey, Filing[]>();
  for (const filing of filings) {
    const { keys = [] } = leafOn(filing, slot) ?? {};
    const below = keys.length === 1 ? filing : { ...filing, copies: filing.copies * keys.length };
    for (const key of keys) {
      const under = byKey.get(key);
      if (under === undefined) byKey.set(key, [below]);
      else under.push(below);
    }
  }
  const byTable = Map.groupBy(byKey, ([{ table }]) => table);
  const usedBelow = [...used, slot];
  const lookups = Array.from(byTable, ([table, filed]) =>
    makeLookup(
      table,
      filed.map(([{ key }, under]) => [key, buildIndex(under, usedBelow)]),
    ),
  );
  return { slot, lookups };
}

/** Adds a split for each path by which an entry is told apart best. Returns the entries that cannot be filed. */
function fileByRarest(filings: readonly Filing[], splits: Split[], used: readonly number[]): readonly Filing[] {
  const taken = new Set([...used, ...splits.map(({ slot }) => slot)]);
  const counts = countKeys(filings, used);
  const bySlot = Map.groupBy(filings, (filing) => {
    const costs = filing.leaves.flatMap((leaf) => {
      const { slot, keys } = leaf;
      if (taken.has(slot) || !mayFile(filing, leaf) || keys.some(({ table }) => table === 'tested')) return [];
      return [{ slot, cost: keys.reduce((sum, key) => sum + (counts.get(slot)?.underKey.get(key) ?? 0), 0) }];
    });
    return costs.reduce((least, cost) => (least && least.cost <= cost.cost ? least : cost), costs[0])?.slot;
  });
  for (const [slot, filed] of bySlot) if (slot !== undefined) splits.push(splitOf(slot, filed, used));
  return bySlot.get(undefined) ?? [];
}
