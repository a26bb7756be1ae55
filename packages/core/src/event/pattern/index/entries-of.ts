import type { EventPattern, Leaf, PatternBranch } from '../event-pattern.ts';
import type { Filing, FilingLeaf } from './build-index.ts';
import { filingChoices } from './index-key.ts';
import type { Entry, SlottedLeaf } from './index-node.ts';
import { knownKeys, type KnownKey } from './known-keys.ts';
import type { PathSlots } from './path-slots.ts';

/** A pattern with more branches is one entry. */
const MOST_ENTRIES = 64;

/** A leaf with the keys of each alternative, before one of them is chosen. */
interface OpenLeaf {
  readonly slotted: SlottedLeaf;
  readonly choices: readonly (readonly KnownKey[])[];
}

/** The entries of all rules, each with the leaves by which it can be filed. */
export function entriesOf(rules: readonly { readonly pattern: EventPattern }[], paths: PathSlots): Filing[] {
  const known = knownKeys();
  const open = rules.flatMap(({ pattern }, position) =>
    partsOf(pattern).map((part) => ({
      part,
      position,
      leaves: part.leaves.map((leaf): OpenLeaf => {
        const slot = paths.slotOf(leaf.path);
        return {
          slotted: { slot, leaf },
          choices: filingChoices(leaf).map((keys) => keys.map((key) => known(slot, key))),
        };
      }),
    })),
  );
  return open.map(({ part: { branches, whole }, position, leaves }) => {
    const entry: Entry = { position, branches, whole, leaves: leaves.map(({ slotted }) => slotted) };
    return { entry, leaves: leaves.flatMap(filingLeaves), copies: 1 };
  });
}

type Part = Pick<Entry, 'branches' | 'whole'> & { readonly leaves: readonly Leaf[] };

function partsOf({ branches }: EventPattern): Part[] {
  return branches.length <= MOST_ENTRIES
    ? branches.map((branch) => ({ leaves: branch.leaves, branches: [branch], whole: true }))
    : [{ leaves: commonLeaves(branches), branches, whole: false }];
}

/** Of several keys of an alternative the one that fewest leaves have. */
function filingLeaves({ slotted: { slot, leaf }, choices }: OpenLeaf): FilingLeaf[] {
  const rarest = choices.flatMap((keys) => keys.reduce((one, other) => (other.uses < one.uses ? other : one)));
  const keys = rarest.map(({ key }) => key);
  return keys.length === 0
    ? []
    : [{ slot, keys: keys.length === 1 ? keys : [...new Set(keys)], proven: isProven(leaf) }];
}

/** A wildcard is filed under a part of it, and of several lists one is filed. */
function isProven({ tests }: Leaf): boolean {
  return tests.length === 1 && !tests.flat().some(({ kind }) => kind === 'wildcard');
}

/** The leaves that stand in every branch: those that are outside of $or. */
function commonLeaves(branches: readonly PatternBranch[]): readonly Leaf[] {
  const [first, ...others] = branches;
  const alike = ({ path, tests }: Leaf, other: Leaf): boolean =>
    path.join('.') === other.path.join('.') &&
    tests.length === other.tests.length &&
    tests.every((alternatives, index) => alternatives === other.tests[index]);
  return (first?.leaves ?? []).filter((leaf) =>
    others.every((branch) => branch.leaves.some((other) => alike(leaf, other))),
  );
}
