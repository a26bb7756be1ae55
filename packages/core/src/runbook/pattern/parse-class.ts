import { ignoringCase, not, predefinedSet, propertySet } from './character-sets.ts';
import { peek, take, takeIf, takeUntil, type Cursor } from './cursor.ts';
import { PatternRefused, type CharacterSet } from './pattern.ts';

type Escaped =
  { readonly kind: 'character'; readonly character: string } | { readonly kind: 'set'; readonly set: CharacterSet };

const CONTROLS: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  a: '\u0007',
  e: '\u001B',
};

/** Reads what follows a backslash where a single character or a set of them may stand. */
export function parseEscape(cursor: Cursor): Escaped {
  const letter = take(cursor);
  if (!/^[A-Za-z0-9]$/.test(letter)) return { kind: 'character', character: letter };
  const control = CONTROLS[letter];
  if (control !== undefined) return { kind: 'character', character: control };
  const predefined = predefinedSet(letter);
  if (predefined) return { kind: 'set', set: predefined };
  switch (letter) {
    case 'p':
    case 'P': {
      const set = propertySet(takeIf(cursor, '{') ? takeUntil(cursor, '}') : take(cursor));
      return { kind: 'set', set: letter === 'p' ? set : not(set) };
    }
    case 'x':
      return character(takeIf(cursor, '{') ? takeUntil(cursor, '}') : take(cursor) + take(cursor), 16);
    case 'u':
      return character(take(cursor) + take(cursor) + take(cursor) + take(cursor), 16);
    case '0':
      return character(octalDigits(cursor), 8);
    default:
      throw new PatternRefused(`\\${letter} is not known`);
  }
}

function character(digits: string, radix: 8 | 16): Escaped {
  const code = (radix === 16 ? /^[0-9A-Fa-f]{1,6}$/ : /^[0-7]{1,3}$/).test(digits) ? parseInt(digits, radix) : Infinity;
  if (code > 0x10_ffff) throw new PatternRefused(`"${digits}" is not the number of a character`);
  return { kind: 'character', character: String.fromCodePoint(code) };
}

function octalDigits(cursor: Cursor): string {
  let digits = '';
  while (digits.length < 3 && /^[0-7]$/.test(peek(cursor) ?? '')) digits += take(cursor);
  return digits;
}

/** Reads a character class after its `[`, with Java's unions `[a[b]]` and intersections `[a&&b]`. */
export function parseClass(cursor: Cursor): CharacterSet {
  const negative = takeIf(cursor, '^');
  const operands: CharacterSet[][] = [[]];
  let first = true;
  while (first || peek(cursor) !== ']') {
    if (takeIf(cursor, '&&')) operands.push([]);
    else operands.at(-1)?.push(parseItem(cursor));
    first = false;
  }
  take(cursor);
  const set: CharacterSet = (one) => operands.every((sets) => sets.some((among) => among(one)));
  return negative ? not(set) : set;
}

function parseItem(cursor: Cursor): CharacterSet {
  const letter = take(cursor);
  if (letter === '[') return parseClass(cursor);
  const from = letter === '\\' ? parseEscape(cursor) : ({ kind: 'character', character: letter } as const);
  if (from.kind === 'set') return cased(cursor, from.set);
  const range = peek(cursor) === '-' && ![']', '[', undefined].includes(peek(cursor, 1));
  if (!range) return cased(cursor, (one) => one === from.character);
  take(cursor);
  const last = take(cursor);
  const to = last === '\\' ? parseEscape(cursor) : ({ kind: 'character', character: last } as const);
  if (to.kind === 'set') throw new PatternRefused('a range ends with a set of characters');
  return cased(cursor, between(from.character, to.character));
}

function between(from: string, to: string): CharacterSet {
  const low = from.codePointAt(0) ?? 0;
  const high = to.codePointAt(0) ?? 0;
  if (low > high) throw new PatternRefused(`the range ${from}-${to} is empty`);
  return (one) => {
    const code = one.codePointAt(0) ?? 0;
    return low <= code && code <= high;
  };
}

/** The set under the flags that hold here. */
export function cased(cursor: Cursor, set: CharacterSet): CharacterSet {
  return cursor.flags.ignoreCase ? ignoringCase(set) : set;
}
