import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import { textOf } from '../text-of.ts';

/** The member at a path of an answer; undefined where there is none. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const key of path) {
    if (typeof key === 'number') found = Array.isArray(found) ? (found as readonly Json[])[key] : undefined;
    else found = isJsonObject(found) ? found[key] : undefined;
  }
  return found;
}

/** The text at a path; empty where there is none. */
export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path) ?? null;
  return found === null ? '' : textOf(found);
}

/** The maps of the list at a path; none where there is no list. */
export function mapsAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly JsonObject[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]).filter(isJsonObject) : [];
}

/** The texts of the list at a path; none where there is no list. */
export function textsAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly string[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]).filter((item) => typeof item === 'string') : [];
}
