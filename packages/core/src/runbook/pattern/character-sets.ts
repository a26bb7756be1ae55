import { PatternRefused, type CharacterSet } from './pattern.ts';

const within =
  (form: RegExp): CharacterSet =>
  (character) =>
    form.test(character);
export const not =
  (set: CharacterSet): CharacterSet =>
  (character) =>
    !set(character);

export const LINE_TERMINATORS: CharacterSet = within(/^[\n\r\u0085\u2028\u2029]$/);

/** Java's predefined classes are ASCII, unlike some of JavaScript's. */
const PREDEFINED: Readonly<Record<string, CharacterSet>> = {
  d: within(/^[0-9]$/),
  w: within(/^[A-Za-z0-9_]$/),
  s: within(/^[\t\n\v\f\r ]$/),
  h: within(/^[\t \u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]$/),
  v: within(/^[\n\v\f\r\u0085\u2028\u2029]$/),
};

const POSIX: Readonly<Record<string, CharacterSet>> = {
  Alnum: within(/^[A-Za-z0-9]$/),
  Alpha: within(/^[A-Za-z]$/),
  ASCII: (character) => character <= '\u007F',
  Blank: within(/^[\t ]$/),
  Cntrl: (character) => character < ' ' || character === '\u007F',
  Digit: within(/^[0-9]$/),
  Graph: within(/^[!-~]$/),
  Lower: within(/^[a-z]$/),
  Print: within(/^[ -~]$/),
  Punct: within(/^[!-/:-@[-`{-~]$/),
  Space: within(/^[\t\n\v\f\r ]$/),
  Upper: within(/^[A-Z]$/),
  XDigit: within(/^[0-9A-Fa-f]$/),
};

/** `\d` and its like, by letter; a capital letter is the complement. */
export function predefinedSet(letter: string): CharacterSet | undefined {
  const set = PREDEFINED[letter.toLowerCase()];
  return set && (letter === letter.toLowerCase() ? set : not(set));
}

/** `\p{name}`: a POSIX class, a general category (`L`, `IsLu`), a script or a binary property (`IsLatin`). */
export function propertySet(name: string): CharacterSet {
  const posix = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
  if (posix) return posix;
  const [, key, value = ''] = /^(?:(sc|script|gc|general_category)=|Is)?(\w+)$/i.exec(name) ?? [];
  const script = key !== undefined && key.startsWith('sc');
  for (const property of script ? [`Script=${value}`] : [value, `Script=${value}`]) {
    try {
      return within(new RegExp(`^\\p{${property}}$`, 'u'));
    } catch {
      // Not a property of that kind: the next one is tried, and at last the name is refused.
      continue;
    }
  }
  throw new PatternRefused(`\\p{${name}} is not known`);
}

/** Java ignores case in ASCII only, unless told otherwise. */
export function ignoringCase(set: CharacterSet): CharacterSet {
  return (character) => set(character) || set(otherCase(character));
}

export function otherCase(character: string): string {
  if (/^[a-z]$/.test(character)) return character.toUpperCase();
  return /^[A-Z]$/.test(character) ? character.toLowerCase() : character;
}
