import type { Json, JsonObject } from '../../value/json.ts';

/** A value that is no array. */
export type Element = null | boolean | number | string | JsonObject;

/** The elements of an array, those of arrays within it too. Without recursion: an event may nest them without end. */
export function elementsOf(array: readonly Json[]): readonly Element[] {
  if (!array.some((item) => Array.isArray(item))) return array as readonly Element[];
  const elements: Element[] = [];
  const open: { readonly items: readonly Json[]; at: number }[] = [{ items: array, at: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const item = top.items[top.at];
    top.at += 1;
    if (top.at > top.items.length) open.pop();
    else if (isArray(item)) open.push({ items: item, at: 0 });
    else if (item !== undefined) elements.push(item);
  }
  return elements;
}

const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
