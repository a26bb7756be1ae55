import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../value/json.ts';

/**
 * What of `whole` is not in `part`, in the same shape, so that withLeftovers(part, leftovers(whole, part)) is `whole`.
 * A list whose elements differ is left over element by element, with {} for one that is all there.
 */
export function leftovers(whole: JsonObject, part: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(whole).flatMap(([name, value]): [string, Json][] => {
      if (value === undefined) return [];
      const left = leftoverOf(value, Object.hasOwn(part, name) ? part[name] : undefined);
      return left === undefined ? [] : [[name, left]];
    }),
  );
}

function leftoverOf(whole: Json, part: Json | undefined): Json | undefined {
  if (part === undefined) return whole;
  if (canonicalJson(whole) === canonicalJson(part)) return undefined;
  if (isJsonObject(whole) && isJsonObject(part)) return hasNoMore(part, whole) ? leftovers(whole, part) : whole;
  if (isObjects(whole) && isObjects(part) && whole.length === part.length) {
    if (!part.every((one, index) => hasNoMore(one, whole[index] ?? {}))) return whole;
    return whole.map((one, index) => leftovers(one, part[index] ?? {}));
  }
  return whole;
}

export function withLeftovers(part: JsonObject, left: JsonObject): JsonObject {
  return Object.fromEntries([
    ...Object.entries(part),
    ...Object.entries(left).map(([name, value]): [string, Json | undefined] => [
      name,
      value === undefined ? undefined : joined(Object.hasOwn(part, name) ? part[name] : undefined, value),
    ]),
  ]);
}

function joined(part: Json | undefined, left: Json): Json {
  if (isJsonObject(part) && isJsonObject(left)) return withLeftovers(part, left);
  if (isObjects(part) && isObjects(left) && part.length === left.length) {
    return part.map((one, index) => withLeftovers(one, left[index] ?? {}));
  }
  return left;
}

const isObjects = (value: Json | undefined): value is readonly JsonObject[] =>
  Array.isArray(value) && value.every(isJsonObject);

/** Deeper members may still differ; they are compared when it is their turn. */
const hasNoMore = (part: JsonObject, whole: JsonObject): boolean =>
  Object.keys(part).every((name) => Object.hasOwn(whole, name));
