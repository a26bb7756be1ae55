import type { Leaf, LeafTest, NumericTest, Scalar } from '../event-pattern.ts';

/** What a leaf can be filed under: a value that the event must hold, or the beginning of one, and so on. */
export type IndexKey =
  | { readonly table: 'exact'; readonly key: Scalar }
  | { readonly table: 'folded' | 'address' | 'part' | Affix; readonly key: string }
  | { readonly table: 'range'; readonly key: NumericTest }
  /** A leaf of another kind, which is tested once for all rules that have the same. */
  | { readonly table: 'tested'; readonly key: Leaf };

type Affix = 'prefix' | 'suffix' | 'folded-prefix' | 'folded-suffix';

/**
 * For each alternative of a leaf the keys that it can be filed under. An event for which the leaf holds has a value
 * that finds every key of one alternative, so one key of each is enough. None where it may hold without a value.
 */
export function filingChoices(leaf: Leaf): readonly (readonly IndexKey[])[] {
  if (leaf.acceptsAbsence) return [];
  for (const alternatives of leaf.tests) {
    const choices = alternatives.map(keysOf);
    if (choices.every((keys) => keys.length > 0)) return choices;
  }
  return [[{ table: 'tested', key: leaf }]];
}

function keysOf(test: LeafTest): readonly IndexKey[] {
  switch (test.kind) {
    case 'equals':
      return typeof test.value === 'object' && test.value !== null ? [] : [{ table: 'exact', key: test.value }];
    case 'equals-ignore-case':
      return [{ table: 'folded', key: test.folded }];
    case 'prefix':
    case 'suffix':
      return [{ table: test.ignoreCase ? `folded-${test.kind}` : test.kind, key: test.text }];
    case 'wildcard':
      return wildcardKeys(test.pieces);
    case 'numeric':
      return [{ table: 'range', key: test }];
    case 'cidr':
      return [{ table: 'address', key: test.bits }];
    default:
      return [];
  }
}

/** What stands before the first star, after the last, and the longest text between two. */
function wildcardKeys([first = '', ...others]: readonly string[]): readonly IndexKey[] {
  const last = others.pop();
  if (last === undefined) return [{ table: 'exact', key: first }];
  const part = others.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
  const keys: readonly IndexKey[] = [
    { table: 'suffix', key: last },
    { table: 'prefix', key: first },
    { table: 'part', key: part },
  ];
  return keys.filter(({ key }) => key !== '');
}

/** One value for equal keys of one path and table. */
export function keyIdentity({ table, key }: IndexKey): Scalar {
  switch (table) {
    case 'range':
      return `${key.lowIncluded} ${key.low} ${key.high} ${key.highIncluded}`;
    case 'tested':
      return JSON.stringify(key.tests);
    default:
      return key;
  }
}
