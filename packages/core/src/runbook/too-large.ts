import type { Json } from '../value/json.ts';
import { sizeOf, type ValueSize } from './value-size.ts';

/** Why an execution does not keep a value. Undefined: it does. */
export function tooLarge(value: Json, most: ValueSize): string | undefined {
  const { characters, depth } = sizeOf(value, most);
  if (characters > most.characters) return `larger than ${most.characters} characters of JSON`;
  return depth > most.depth ? `nested more than ${most.depth} deep` : undefined;
}
