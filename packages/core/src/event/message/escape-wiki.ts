import { fitted } from './fitted.ts';
import { oneLine } from './one-line.ts';

/** What Jira's renderer, on premises and in the cloud, takes a backslash away from. */
const MARK = /[-#*_+?^~|%{}[\]()!@]/;
/** Begins a heading or a quotation. */
const LINE_START = /^(?=(?:h[1-6]|bq)\.)/i;
const WORD_JOINER = '\u2060';

/** For Jira's wiki markup. After a backslash there is no escape, so one of the text's own is kept apart. */
export function escapeWiki(text: string, most: number): string {
  return fitted(oneLine(text).replace(LINE_START, WORD_JOINER), most, (character) => {
    if (character === '\\') return character + WORD_JOINER;
    return MARK.test(character) ? `\\${character}` : character;
  });
}
