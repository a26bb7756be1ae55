/** Where a placeholder stands: alone as a JSON value, within quotes, or as a key of a JSON object. */
type Place = 'value' | 'string' | 'key';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string; readonly place: Place };

export interface InputTemplate {
  /** json: what comes of it is JSON or not delivered. text: quoted lines. */
  readonly form: 'json' | 'text';
  readonly parts: readonly TemplatePart[];
}

const PLACEHOLDER = /<([\w.-]+)>/y;
const SPACE = /[ \t\r\n]/;
/** What may have space around it, or the end of the text. */
const STRUCTURE = /^[{}[\]:,"]?$/;

/** Reads a template once, from left to right. Of JSON, as AWS delivers it, without the space between tokens. */
export function parseInputTemplate(text: string): InputTemplate {
  const form = /^\s*[[{]/.test(text) ? 'json' : 'text';
  const reader: Reader = { text, form, at: 0, parts: [], literal: '', quoteAt: undefined };
  while (reader.at < text.length) {
    if (!readPlaceholder(reader)) readCharacter(reader);
  }
  flush(reader);
  return { form, parts: reader.parts };
}

interface Reader {
  readonly text: string;
  readonly form: 'json' | 'text';
  readonly parts: TemplatePart[];
  at: number;
  /** What has been read since the last placeholder. */
  literal: string;
  /** Within quotes: how many parts there were when they opened. */
  quoteAt: number | undefined;
}

function readPlaceholder(reader: Reader): boolean {
  PLACEHOLDER.lastIndex = reader.at;
  const match = PLACEHOLDER.exec(reader.text);
  if (!match) return false;
  flush(reader);
  reader.at += match[0].length;
  reader.parts.push({ kind: 'placeholder', name: match[1] ?? '', place: placeOf(reader) });
  return true;
}

function placeOf(reader: Reader): Place {
  if (reader.quoteAt !== undefined) return 'string';
  return beforeColon(reader) ? 'key' : 'value';
}

function readCharacter(reader: Reader): void {
  const { text, at, quoteAt } = reader;
  const character = text.charAt(at);
  reader.at += 1;
  if (character === '\\' && quoteAt !== undefined) {
    reader.literal += character + text.charAt(reader.at);
    reader.at += 1;
    return;
  }
  if (quoteAt === undefined && reader.form === 'json' && SPACE.test(character)) {
    readSpace(reader);
    return;
  }
  reader.literal += character;
  if (character === '"') toggleQuotes(reader);
}

/** Space that keeps two tokens apart stays, so that nothing becomes JSON by losing it. */
function readSpace(reader: Reader): void {
  const { text } = reader;
  const before = text.charAt(reader.at - 2);
  while (SPACE.test(text.charAt(reader.at))) reader.at += 1;
  const apart = STRUCTURE.test(before) || STRUCTURE.test(text.charAt(reader.at));
  if (!apart) reader.literal += ' ';
}

function toggleQuotes(reader: Reader): void {
  if (reader.quoteAt === undefined) {
    flush(reader);
    reader.quoteAt = reader.parts.length;
    return;
  }
  const opened = reader.quoteAt;
  reader.quoteAt = undefined;
  if (!beforeColon(reader)) return;
  for (const [index, part] of reader.parts.entries()) {
    if (index >= opened && part.kind === 'placeholder') reader.parts[index] = { ...part, place: 'key' };
  }
}

const beforeColon = ({ form, text, at }: Reader): boolean =>
  form === 'json' && text.slice(at).trimStart().startsWith(':');

function flush(reader: Reader): void {
  if (reader.literal !== '') reader.parts.push({ kind: 'text', text: reader.literal });
  reader.literal = '';
}
