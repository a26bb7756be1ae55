import type { Asff } from '../finding/asff/asff.ts';
import { isJsonObject, type Json } from '../value/json.ts';

export type ChosenFindingValue =
  { readonly kind: 'value'; readonly value: Json } | { readonly kind: 'refused'; readonly problem: string };

/** `.Name`, `[0]` or `["a/b"]`; each can be read in one way only. */
const PART = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d{1,4})\]|\["([^"\\]{1,256})"\]/y;
const LONGEST_PATH = 512;

/**
 * What stands at a path of a finding's ASFF form, such as `Resources[0].Details.AwsS3Bucket.OwnerId`, or
 * `ProductFields["aws/config/ConfigRuleName"]`. What is missing is refused: a default would be a guess.
 */
export function chosenFindingValue(asff: Asff, path: string): ChosenFindingValue {
  const keys = keysOf(path);
  if (!keys) return { kind: 'refused', problem: `${path.slice(0, 80)} is no path: expected the form Resources[0].Id` };
  // It was read out of JSON; only its type says more.
  let value: Json | undefined = asff as unknown as Json;
  for (const key of keys) {
    value = step(value, key);
    if (value === undefined || value === null) return { kind: 'refused', problem: `the finding has no ${path}` };
  }
  return { kind: 'value', value };
}

function keysOf(path: string): readonly (string | number)[] | undefined {
  if (path === '' || path.length > LONGEST_PATH || path.startsWith('.')) return undefined;
  const keys: (string | number)[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < path.length) {
    const [match, name, index, quoted] = PART.exec(path) ?? [];
    if (match === undefined) return undefined;
    // Two names want a dot between them.
    if (name !== undefined && keys.length > 0 && !match.startsWith('.')) return undefined;
    keys.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
  }
  return keys;
}

function step(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === 'number') return Array.isArray(value) ? (value as readonly Json[])[key] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
