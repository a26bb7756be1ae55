import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';

/** Deeper than any of GuardDuty's members. */
const MOST_DEPTH = 8;

/**
 * Members as ProductFields, each under its path: `service/action/actionType`, an element of a list as `names.0_`. What
 * holds nothing is left out.
 */
export function flatFields(members: JsonObject, path: string, depth = 0): readonly (readonly [string, string])[] {
  return Object.entries(members).flatMap(([name, value]) => flat(value, `${path}/${name}`, depth));
}

function flat(value: Json | undefined, path: string, depth: number): readonly (readonly [string, string])[] {
  if (value === null || value === undefined || depth >= MOST_DEPTH) return [];
  if (Array.isArray(value)) {
    return value.flatMap((element: Json, index) => flat(element, `${path}.${index}_`, depth + 1));
  }
  return isJsonObject(value) ? flatFields(value, path, depth + 1) : [[path, String(value)]];
}
