import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import type { Path } from './document-source.ts';
import type { Faults } from './faults.ts';

/** Members of a document are absent, null (a key with nothing behind it) or of the type asked for; else a fault. */
export function readText(faults: Faults, of: JsonObject, key: string, path: Path): string | undefined {
  const value = of[key] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  faults.problem([...path, key], `"${key}" is not a text.`);
  return undefined;
}

/** Also as a text, such as `"600"` (automation-documents, 2.1). */
export function readInteger(
  faults: Faults,
  of: JsonObject,
  key: string,
  path: Path,
  least: number,
): number | undefined {
  const value = of[key] ?? undefined;
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= least) return number;
  faults.problem([...path, key], `"${key}" is not an integer of ${least} or more.`);
  return undefined;
}

/** Also as a text, such as `"true"` (automation-documents, 2.1). */
export function readBoolean(faults: Faults, of: JsonObject, key: string, path: Path): boolean | undefined {
  const value = of[key] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  faults.problem([...path, key], `"${key}" is neither true nor false.`);
  return undefined;
}

export function readList(faults: Faults, of: JsonObject, key: string, path: Path): readonly Json[] | undefined {
  const value = of[key] ?? undefined;
  if (value === undefined || Array.isArray(value)) return value as readonly Json[] | undefined;
  faults.problem([...path, key], `"${key}" is not a list.`);
  return undefined;
}

export function readMap(faults: Faults, of: JsonObject, key: string, path: Path): JsonObject | undefined {
  const value = of[key] ?? undefined;
  if (value === undefined || isJsonObject(value)) return value;
  faults.problem([...path, key], `"${key}" is not a map.`);
  return undefined;
}

export function refuseUnknown(
  faults: Faults,
  of: JsonObject,
  known: readonly string[],
  where: string,
  path: Path,
): void {
  for (const key of Object.keys(of).filter((name) => !known.includes(name))) {
    faults.problem([...path, key], `Unknown property "${key}" in ${where}. Accepted: ${known.join(', ')}.`, 'key');
  }
}
