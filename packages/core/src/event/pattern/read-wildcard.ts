import { PatternRefused } from './pattern-refused.ts';

/**
 * EventBridge refuses wildcards that are too complex and says no more than to use fewer stars and fewer equal
 * characters after them. Recorded: `*:*:*:*:*:event-bus/*` is refused. So five stars before one character are too many.
 */
const MOST_STARS_BEFORE_ONE_CHARACTER = 4;

/** The literal texts around the stars. `\*` and `\\` stand for the characters themselves. */
export function readWildcard(text: string, place: string): readonly string[] {
  const pieces = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character !== '*') {
      if (character === '\\') at += 1;
      pieces.push(`${pieces.pop() ?? ''}${character === '\\' ? escaped(text.charAt(at), place) : character}`);
    } else if (text.charAt(at + 1) === '*') {
      throw new PatternRefused(place, 'must not hold two stars in a row');
    } else {
      pieces.push('');
    }
  }
  refuseTooComplex(pieces, place);
  return pieces;
}

function escaped(character: string, place: string): string {
  if (character === '*' || character === '\\') return character;
  throw new PatternRefused(place, String.raw`must hold no other escapes than \* and \\`);
}

function refuseTooComplex(pieces: readonly string[], place: string): void {
  const starts = pieces.slice(1).map((piece) => piece.charAt(0));
  for (const start of new Set(starts)) {
    if (start !== '' && starts.filter((other) => other === start).length > MOST_STARS_BEFORE_ONE_CHARACTER) {
      throw new PatternRefused(
        place,
        `is too complex: at most ${MOST_STARS_BEFORE_ONE_CHARACTER} stars may stand before the same character`,
      );
    }
  }
}
