import type { Json } from '../value/json.ts';

/** A value's JSON text has so many characters, escapes not counted, and is nested so deep. */
export interface ValueSize {
  readonly characters: number;
  readonly depth: number;
}

/**
 * The size of a value, counted no further than one step beyond `most`: however large a value is, so much is looked at.
 * Not recursive, because depth is what it is there to find out.
 */
export function sizeOf(value: Json, most: ValueSize): ValueSize {
  let characters = 0;
  let depth = 0;
  const left: (readonly [Json, number])[] = [[value, 0]];
  for (let next = left.pop(); next && characters <= most.characters && depth <= most.depth; next = left.pop()) {
    const [one, level] = next;
    depth = Math.max(depth, level);
    if (typeof one === 'string') characters += one.length + 2;
    else if (typeof one !== 'object' || one === null) characters += String(one).length;
    else {
      characters += 2;
      for (const [key, member] of membersOf(one)) {
        characters += key + 1;
        left.push([member, level + 1]);
        if (characters > most.characters) break;
      }
    }
  }
  return { characters, depth };
}

/** Members with the length of what stands before them. */
function* membersOf(value: Exclude<Json, string | number | boolean | null>): Generator<readonly [number, Json]> {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) yield [0, item];
  else {
    for (const [key, member] of Object.entries(value)) if (member !== undefined) yield [key.length + 3, member];
  }
}
