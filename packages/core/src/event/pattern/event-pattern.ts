import type { RawNumber } from './raw-number.ts';

/** What a leaf of an event may hold. */
export type Scalar = null | boolean | number | string | RawNumber;

/** One alternative of a leaf. */
export type LeafTest =
  | { readonly kind: 'equals'; readonly value: Scalar }
  /** `folded`: as foldCase gives it. */
  | { readonly kind: 'equals-ignore-case'; readonly folded: string }
  /** `text` is folded if case is ignored. */
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string; readonly ignoreCase: boolean }
  /** The literal texts around the stars: one more than there are stars. */
  | { readonly kind: 'wildcard'; readonly pieces: readonly string[] }
  | NumericTest
  /** The bits that the addresses of the block begin with, as addressBits gives them. */
  | { readonly kind: 'cidr'; readonly bits: string }
  | { readonly kind: 'exists' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'anything-but'; readonly excluded: readonly LeafTest[] };

/** Without a bound: -Infinity or Infinity. */
export interface NumericTest {
  readonly kind: 'numeric';
  readonly low: number;
  readonly lowIncluded: boolean;
  readonly high: number;
  readonly highIncluded: boolean;
}

/** The tests of one field. */
export interface Leaf {
  /** Names without dots, from the top of the event. */
  readonly path: readonly string[];
  /** One value must pass all lists, each by any of its tests. There is one list, but where a pattern names a field twice. */
  readonly tests: readonly (readonly LeafTest[])[];
  /** Whether every list has `{"exists": false}`. */
  readonly acceptsAbsence: boolean;
}

/** What a pattern asks of one place of the event: of its value, and of the members below. */
export interface PatternNode {
  readonly leaf: Leaf | undefined;
  readonly fields: ReadonlyMap<string, PatternNode>;
}

/** A pattern without $or: all its leaves must hold. */
export interface PatternBranch {
  readonly leaves: readonly Leaf[];
  readonly root: PatternNode;
}

/** A compiled event pattern: it matches where any of its branches does. */
export interface EventPattern {
  readonly kind: 'pattern';
  readonly branches: readonly PatternBranch[];
}
