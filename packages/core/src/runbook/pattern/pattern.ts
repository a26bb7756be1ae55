/** A Java regular expression, parsed. Characters are code points; flags have been worked into the sets. */
export type Pattern =
  | { readonly kind: 'character'; readonly among: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly part: Pattern;
      readonly least: number;
      readonly most: number;
      readonly manner: 'greedy' | 'lazy';
    }
  | { readonly kind: 'capture'; readonly group: number; readonly part: Pattern }
  /** Once it has matched, no other way is tried: `(?>X)` and possessive quantifiers. */
  | { readonly kind: 'atomic'; readonly part: Pattern }
  | { readonly kind: 'look'; readonly where: 'ahead' | 'behind'; readonly negative: boolean; readonly part: Pattern }
  | { readonly kind: 'anchor'; readonly at: Anchor }
  | { readonly kind: 'back-reference'; readonly group: number; readonly ignoreCase: boolean };

export type Anchor = 'start' | 'end' | 'last-line-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

export type CharacterSet = (character: string) => boolean;

/** Ends the reading of a pattern that this engine does not know. Caught where the reading began. */
export class PatternRefused extends Error {
  override readonly name = 'PatternRefused';
}
