import { canonicalJson, isJsonObject, type Json } from './json.ts';

/** One leaf that differs. `path` is a list of keys and indexes from the root. A missing side is absent. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly before?: Json;
  readonly after?: Json;
}

/** Stands in a plan for a value that only the change itself will produce. It equals anything in a comparison. */
export const KNOWN_AFTER_APPLY = '(known after apply)';

/**
 * Leaves in which two values differ. Lists are compared as sets of elements, because AWS returns most lists in no
 * promised order: an element only on one side is a difference at that list's path and its index on that side.
 */
export function differences(before: Json | undefined, after: Json | undefined): Difference[] {
  return compare(before, after, []);
}

type Path = readonly (string | number)[];

function compare(before: Json | undefined, after: Json | undefined, path: Path): Difference[] {
  if (before === KNOWN_AFTER_APPLY || after === KNOWN_AFTER_APPLY) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => compare(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (sameValue(before, after)) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function compareLists(before: readonly Json[], after: readonly Json[], path: Path): Difference[] {
  const unmatched = after.map((value, index) => ({ value, index }));
  const found: Difference[] = [];
  before.forEach((value, index) => {
    const at = unmatched.findIndex((other) => compare(value, other.value, path).length === 0);
    if (at >= 0) unmatched.splice(at, 1);
    else found.push({ path: [...path, index], before: value });
  });
  return [...found, ...unmatched.map(({ value, index }) => ({ path: [...path, index], after: value }))];
}

function sameValue(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(before) === canonicalJson(after);
}

/** `a.b[0].c`, for people. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
