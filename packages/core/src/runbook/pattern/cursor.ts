import { PatternRefused } from './pattern.ts';

export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiLine: boolean;
}

/** Where the reading of a pattern stands. */
export interface Cursor {
  readonly characters: readonly string[];
  at: number;
  flags: Flags;
  groups: number;
  readonly names: Map<string, number>;
}

export const peek = (cursor: Cursor, ahead = 0): string | undefined => cursor.characters[cursor.at + ahead];

/** The next character, which the pattern cannot end before. */
export function take(cursor: Cursor): string {
  const character = cursor.characters[cursor.at];
  if (character === undefined) throw new PatternRefused('the pattern ends too early');
  cursor.at += 1;
  return character;
}

export function takeIf(cursor: Cursor, text: string): boolean {
  const length = [...text].length;
  if (cursor.characters.slice(cursor.at, cursor.at + length).join('') !== text) return false;
  cursor.at += length;
  return true;
}

export function expect(cursor: Cursor, text: string): void {
  if (!takeIf(cursor, text)) throw new PatternRefused(`"${text}" is missing`);
}

export function takeUntil(cursor: Cursor, end: string): string {
  let taken = '';
  while (!takeIf(cursor, end)) taken += take(cursor);
  return taken;
}
