import type { Json, JsonObject } from '@trueup/api-contract';

/** JSON on lines whose keys are in order: two of them differ only where their values do. */
export function sortedJson(value: Json): string {
  return JSON.stringify(sorted(value), undefined, 2);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).flatMap(([key, member]): [string, Json][] =>
    member === undefined ? [] : [[key, sorted(member)]],
  );
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
