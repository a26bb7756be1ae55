import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { parsedJson } from './coerce-output.ts';

export interface Invalid {
  readonly kind: 'invalid';
  readonly reason: string;
}

export const invalid = (reason: string): Invalid => ({ kind: 'invalid', reason });

/** The first of these inputs that is no text, or is empty. */
export function notText(inputs: JsonObject, keys: readonly string[]): Invalid | undefined {
  const key = keys.find((name) => typeof inputs[name] !== 'string' || inputs[name] === '');
  return key === undefined ? undefined : invalid(`Input "${key}" is not a text, or is empty`);
}

/** An input that was not given, or is the empty text of an absent reference. */
export function isAbsent(value: Json | undefined): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

/** A map, also as JSON text; absent: empty. Undefined: something else. */
export function mapOf(value: Json | undefined): JsonObject | undefined {
  if (isAbsent(value)) return {};
  const map = typeof value === 'string' ? parsedJson(value) : value;
  return isJsonObject(map) ? map : undefined;
}

export function textsOf(value: Json | undefined): readonly string[] | undefined {
  const list = typeof value === 'string' ? [value] : value;
  return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
}

export function mapsOf(value: Json | undefined): readonly JsonObject[] | undefined {
  const list = isJsonObject(value) ? [value] : value;
  return Array.isArray(list) && list.every(isJsonObject) ? list : undefined;
}
