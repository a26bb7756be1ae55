import type { EventPattern } from './event-pattern.ts';
import { parseJson } from './parse-json.ts';
import { PatternRefused } from './pattern-refused.ts';
import { readBranches } from './read-branches.ts';

/** PutRule's limit on EventPattern, in characters. */
const LONGEST_PATTERN = 4_096;

export interface InvalidPattern {
  readonly kind: 'invalid';
  /** `Event pattern is not valid. Reason: …`, with the place in the pattern and what may stand there. */
  readonly reason: string;
}

/**
 * Reads an event pattern: JSON text, or the object that it was parsed to. Text is better, since numbers that a double
 * cannot hold are lost in an object.
 *
 * Where EventBridge documents nothing: `exactly` is refused, since only documented operators are known to stay; a block
 * of one IPv4 address (`/32`) is accepted, of one IPv6 address (`/128`) refused; a field given beside `$or` and within
 * must pass both.
 */
export function compilePattern(source: unknown): EventPattern | InvalidPattern {
  try {
    const [value, length] = typeof source === 'string' ? [parsed(source), source.length] : [source, lengthOf(source)];
    if (length > LONGEST_PATTERN) throw new PatternRefused('', `it is longer than ${LONGEST_PATTERN} characters`);
    return { kind: 'pattern', branches: readBranches(value) };
  } catch (error) {
    if (error instanceof PatternRefused) return { kind: 'invalid', reason: error.message };
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new PatternRefused('', `it is not JSON (${(error as Error).message})`);
  }
}

/** Also finds what is no JSON: objects within themselves, and the like. */
function lengthOf(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch (error) {
    throw new PatternRefused('', `it cannot be written as JSON (${(error as Error).message})`);
  }
}
