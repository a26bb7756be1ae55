import { LINE_TERMINATORS, not } from './character-sets.ts';
import { expect, peek, take, takeIf, takeUntil, type Cursor, type Flags } from './cursor.ts';
import { cased, parseClass, parseEscape } from './parse-class.ts';
import { PatternRefused, type Anchor, type CharacterSet, type Pattern } from './pattern.ts';

export type ParsedPattern =
  { readonly kind: 'pattern'; readonly pattern: Pattern } | { readonly kind: 'refused'; readonly reason: string };

const MOST_GROUPS = 200;

/** Reads a Java regular expression (java.util.regex.Pattern). What this engine does not know is refused by name. */
export function parsePattern(text: string): ParsedPattern {
  const cursor: Cursor = {
    characters: [...text],
    at: 0,
    flags: { ignoreCase: false, dotAll: false, multiLine: false },
    groups: 0,
    names: new Map(),
  };
  try {
    const pattern = parseChoice(cursor, 0);
    if (cursor.at < cursor.characters.length) throw new PatternRefused('")" closes nothing');
    return { kind: 'pattern', pattern };
  } catch (error) {
    if (error instanceof PatternRefused) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

function parseChoice(cursor: Cursor, depth: number): Pattern {
  if (depth > MOST_GROUPS) throw new PatternRefused(`groups are nested more than ${MOST_GROUPS} deep`);
  const { flags } = cursor;
  const options: Pattern[] = [];
  do options.push(parseSequence(cursor, depth));
  while (takeIf(cursor, '|'));
  cursor.flags = flags;
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'choice', options };
}

function parseSequence(cursor: Cursor, depth: number): Pattern {
  const parts: Pattern[] = [];
  for (let next = peek(cursor); next !== undefined && next !== '|' && next !== ')'; next = peek(cursor)) {
    const atoms = takeIf(cursor, '\\Q') ? parseQuotation(cursor) : parseAtom(cursor, depth);
    const last = atoms.pop();
    parts.push(...atoms, ...(last ? [parseQuantifiers(cursor, last)] : []));
  }
  return { kind: 'sequence', parts };
}

function parseQuotation(cursor: Cursor): Pattern[] {
  const literals: Pattern[] = [];
  while (peek(cursor) !== undefined && !takeIf(cursor, '\\E')) literals.push(literal(cursor, take(cursor)));
  return literals;
}

const character = (among: CharacterSet): Pattern => ({ kind: 'character', among });
const literal = (cursor: Cursor, one: string): Pattern => character(cased(cursor, (other) => other === one));
const anchor = (at: Anchor): Pattern => ({ kind: 'anchor', at });

/** One part, or none where flags are set. */
function parseAtom(cursor: Cursor, depth: number): Pattern[] {
  const part = parsePart(cursor, depth);
  return part ? [part] : [];
}

function parsePart(cursor: Cursor, depth: number): Pattern | undefined {
  const { multiLine, dotAll } = cursor.flags;
  const one = take(cursor);
  switch (one) {
    case '(':
      return parseGroup(cursor, depth);
    case '[':
      return character(parseClass(cursor));
    case '.':
      return character(dotAll ? () => true : not(LINE_TERMINATORS));
    case '^':
      return anchor(multiLine ? 'line-start' : 'start');
    case '$':
      return anchor(multiLine ? 'line-end' : 'last-line-end');
    case '\\':
      return parseEscapedAtom(cursor);
    case '*':
    case '+':
    case '?':
    case '{':
      throw new PatternRefused(`"${one}" repeats nothing`);
    default:
      return literal(cursor, one);
  }
}

const ANCHORS: Readonly<Record<string, Anchor>> = {
  A: 'start',
  z: 'end',
  Z: 'last-line-end',
  b: 'word-edge',
  B: 'no-word-edge',
};

function parseEscapedAtom(cursor: Cursor): Pattern {
  const next = peek(cursor) ?? '';
  const at = ANCHORS[next];
  if (at !== undefined) {
    take(cursor);
    return anchor(at);
  }
  if (takeIf(cursor, 'k<')) {
    const name = takeUntil(cursor, '>');
    return backReference(cursor, cursor.names.get(name), name);
  }
  if (/^[1-9]$/.test(next)) return numberedReference(cursor);
  const escaped = parseEscape(cursor);
  return escaped.kind === 'set' ? character(cased(cursor, escaped.set)) : literal(cursor, escaped.character);
}

/** Java takes as many digits as there are groups for. */
function numberedReference(cursor: Cursor): Pattern {
  let group = Number(take(cursor));
  while (/^\d$/.test(peek(cursor) ?? '') && group * 10 + Number(peek(cursor)) <= cursor.groups) {
    group = group * 10 + Number(take(cursor));
  }
  return backReference(cursor, group <= cursor.groups ? group : undefined, String(group));
}

function backReference(cursor: Cursor, group: number | undefined, name: string): Pattern {
  if (group === undefined) throw new PatternRefused(`there is no group ${name} before its reference`);
  return { kind: 'back-reference', group, ignoreCase: cursor.flags.ignoreCase };
}

function parseGroup(cursor: Cursor, depth: number): Pattern | undefined {
  const inner = (): Pattern => {
    const part = parseChoice(cursor, depth + 1);
    expect(cursor, ')');
    return part;
  };
  if (!takeIf(cursor, '?')) return capture(cursor, inner);
  if (takeIf(cursor, ':')) return inner();
  if (takeIf(cursor, '>')) return { kind: 'atomic', part: inner() };
  if (takeIf(cursor, '=')) return { kind: 'look', where: 'ahead', negative: false, part: inner() };
  if (takeIf(cursor, '!')) return { kind: 'look', where: 'ahead', negative: true, part: inner() };
  if (takeIf(cursor, '<=')) return { kind: 'look', where: 'behind', negative: false, part: inner() };
  if (takeIf(cursor, '<!')) return { kind: 'look', where: 'behind', negative: true, part: inner() };
  if (takeIf(cursor, '<')) {
    const name = takeUntil(cursor, '>');
    cursor.names.set(name, cursor.groups + 1);
    return capture(cursor, inner);
  }
  const { flags } = cursor;
  cursor.flags = parseFlags(cursor);
  if (takeIf(cursor, ')')) return undefined;
  expect(cursor, ':');
  const part = inner();
  cursor.flags = flags;
  return part;
}

function capture(cursor: Cursor, inner: () => Pattern): Pattern {
  cursor.groups += 1;
  const group = cursor.groups;
  return { kind: 'capture', group, part: inner() };
}

const FLAGS: Readonly<Record<string, keyof Flags>> = { i: 'ignoreCase', s: 'dotAll', m: 'multiLine' };

function parseFlags(cursor: Cursor): Flags {
  const changed: Partial<Record<keyof Flags, boolean>> = {};
  let on = true;
  for (let next = peek(cursor); next !== ')' && next !== ':'; next = peek(cursor)) {
    const letter = take(cursor);
    const flag = FLAGS[letter];
    if (letter === '-') on = false;
    else if (flag) changed[flag] = on;
    else throw new PatternRefused(`the flag "${letter}" is not supported; supported are i, m and s`);
  }
  return { ...cursor.flags, ...changed };
}

function parseQuantifiers(cursor: Cursor, part: Pattern): Pattern {
  const bounds = parseBounds(cursor);
  if (!bounds) return part;
  const manner = takeIf(cursor, '?') ? 'lazy' : 'greedy';
  const repeat: Pattern = { kind: 'repeat', part, ...bounds, manner };
  const possessive = manner === 'greedy' && takeIf(cursor, '+');
  return possessive ? { kind: 'atomic', part: repeat } : repeat;
}

function parseBounds(cursor: Cursor): { readonly least: number; readonly most: number } | undefined {
  if (takeIf(cursor, '*')) return { least: 0, most: Infinity };
  if (takeIf(cursor, '+')) return { least: 1, most: Infinity };
  if (takeIf(cursor, '?')) return { least: 0, most: 1 };
  if (!takeIf(cursor, '{')) return undefined;
  const written = takeUntil(cursor, '}');
  const [, low, comma, high] = /^(\d{1,9})(,?)(\d{1,9})?$/.exec(written) ?? [];
  if (low === undefined || (comma === '' && high !== undefined)) {
    throw new PatternRefused(`{${written}} is not a repetition`);
  }
  const least = Number(low);
  const most = comma === '' ? least : high === undefined ? Infinity : Number(high);
  if (most < least) throw new PatternRefused(`{${written}} repeats less than its least`);
  return { least, most };
}
