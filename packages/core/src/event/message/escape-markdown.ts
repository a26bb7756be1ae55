import { fitted } from './fitted.ts';
import { oneLine } from './one-line.ts';

/** Marks of emphasis, links, code, HTML, entities, and of the card's own `{{DATE(…)}}`. */
const MARK = /[\\`*_{}[\]()<>#~|&!]/;
/** What begins an item of a list. */
const ITEM = /^(\d*)([-+.])/;

/** For text of an Adaptive Card, which is a subset of CommonMark: a backslash makes a mark a plain character. */
export function escapeMarkdown(text: string, most: number): string {
  return fitted(oneLine(text), most - 1, (character) => (MARK.test(character) ? `\\${character}` : character)).replace(
    ITEM,
    String.raw`$1\$2`,
  );
}
