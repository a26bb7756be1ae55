import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';

/** Names and values in two columns; a fact without a value is left out. */
export function factsText(facts: readonly (readonly [string, string | undefined])[], { paint }: Look): string {
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `  ${paint.dim(name.padEnd(width))}  ${plain(value)}`).join('\n');
}
