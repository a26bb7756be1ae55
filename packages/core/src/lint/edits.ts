import type { DocumentSource, Path, Span } from '../runbook/document-source.ts';
import type { TextEdit } from './diagnostic.ts';

/** A document's text with the places of its parts. */
export interface Written {
  readonly text: string;
  readonly source: DocumentSource;
}

/** A word that needs no quotes and no escapes, in YAML and in JSON. */
const SAFE = /^[A-Za-z][\w.:-]*$/;

/** Nor does a word need them that differs from what is there in letters alone. */
function isSafe(word: string, was: string): boolean {
  const signs = (text: string): string => text.replace(/[A-Za-z]+/g, 'x');
  return SAFE.test(word) || signs(word) === signs(was);
}

/** Writes another word in the place of a key or a text, in the quotes it has. Undefined: that is not plainly possible. */
export function replaceWord(written: Written, path: Path, part: 'key' | 'value', was: string, word: string) {
  const span = written.source.spanOf(path, part);
  const slice = span && written.text.slice(span.start, span.end);
  if (!span || slice === undefined || !isSafe(word, was)) return undefined;
  const quote = slice.startsWith('"') || slice.startsWith("'") ? slice.charAt(0) : '';
  if (slice !== `${quote}${was}${quote}`) return undefined;
  return [edit(span, `${quote}${word}${quote}`)];
}

/** Writes a number or a Boolean in the place of the text that spells it. */
export function replaceText(written: Written, path: Path, was: string, literal: string): TextEdit[] | undefined {
  const span = written.source.spanOf(path, 'value');
  if (!span) return undefined;
  const slice = written.text.slice(span.start, span.end);
  return [was, `"${was}"`, `'${was}'`].includes(slice) ? [edit(span, literal)] : undefined;
}

/** Puts a plain number or Boolean into quotes, as `text`. */
export function quotePlain(written: Written, path: Path, text: string): TextEdit[] | undefined {
  const span = written.source.spanOf(path, 'value');
  if (!span || !/^[\w.]+$/.test(written.text.slice(span.start, span.end))) return undefined;
  return [edit(span, isJsonText(written.text) ? `"${text}"` : `'${text}'`)];
}

/** Takes a member out, with its line or its comma. */
export function removeMember({ text, source }: Written, path: Path): TextEdit[] | undefined {
  const [key, value] = [source.spanOf(path, 'key'), source.spanOf(path, 'value')];
  if (!key || !value || value.end < key.start) return undefined;
  const lineStart = text.lastIndexOf('\n', key.start - 1) + 1;
  const lineEnd = text.indexOf('\n', value.end);
  const after = text.slice(value.end, lineEnd < 0 ? text.length : lineEnd);
  const alone = text.slice(lineStart, key.start).trim() === '' && /^\s*(?:#.*)?$/.test(after);
  if (alone && !isJsonText(text)) return [{ start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' }];
  const before = /,\s*$/.exec(text.slice(0, key.start));
  if (before) return [{ start: before.index, end: value.end, text: '' }];
  const comma = /^\s*,\s*/.exec(text.slice(value.end));
  return comma ? [{ start: key.start, end: value.end + comma[0].length, text: '' }] : undefined;
}

/** Makes a map the only element of a list. */
export function wrapInList({ text, source }: Written, path: Path): TextEdit[] | undefined {
  const span = source.spanOf(path, 'value');
  if (!span) return undefined;
  if (text[span.start] === '{') {
    return [
      { start: span.start, end: span.start, text: '[' },
      { start: span.end, end: span.end, text: ']' },
    ];
  }
  const indent = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  if (indent.trim() !== '') return undefined;
  const edits: TextEdit[] = [{ start: span.start, end: span.start, text: '- ' }];
  const last = text.slice(span.start, span.end).trimEnd().length + span.start;
  for (let at = text.indexOf('\n', span.start); at >= 0 && at < last; at = text.indexOf('\n', at + 1)) {
    if (text[at + 1] !== '\n' && text[at + 1] !== '\r') edits.push({ start: at + 1, end: at + 1, text: '  ' });
  }
  return edits;
}

const edit = ({ start, end }: Span, text: string): TextEdit => ({ start, end, text });
const isJsonText = (text: string): boolean => text.trimStart().startsWith('{');
