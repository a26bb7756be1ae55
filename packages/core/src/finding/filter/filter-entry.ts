import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import { isBlank } from '../asff/read-value.ts';
import type { InvalidFilters } from './finding-filters.ts';

export const invalidAt = (field: string, reason: string): InvalidFilters => ({ kind: 'invalid', field, reason });

export const isInvalid = (value: unknown): value is InvalidFilters =>
  isJsonObject(value) && value['kind'] === 'invalid';

/**
 * One entry of a field's list: an object with some of these members and at least one. A member that is not known is
 * refused, since a condition that is left out lets more findings match than was meant.
 */
export function entryOf(value: Json | undefined, members: readonly string[], at: string): JsonObject | InvalidFilters {
  if (!isJsonObject(value)) return invalidAt(at, 'must be an object');
  const given = Object.keys(value).filter((name) => value[name] !== null && value[name] !== undefined);
  const unknown = given.find((name) => !members.includes(name));
  if (unknown !== undefined) return invalidAt(`${at}.${unknown.slice(0, 64)}`, `must be one of ${members.join(', ')}`);
  return given.length === 0 ? invalidAt(at, `must have ${members.join(', ')}`) : value;
}

export function textAt(entry: JsonObject, member: string, at: string): string | InvalidFilters {
  const text = entry[member];
  if (text === null || text === undefined) return invalidAt(`${at}.${member}`, 'is required');
  if (typeof text !== 'string') return invalidAt(`${at}.${member}`, 'must be a text');
  return isBlank(text) ? invalidAt(`${at}.${member}`, 'must not be blank') : text;
}

/** Reads each item; the first that is not valid is the result. */
export function readEach<T>(
  list: readonly Json[],
  at: string,
  read: (item: Json, at: string) => T | InvalidFilters,
): T[] | InvalidFilters {
  const kept: T[] = [];
  for (const [index, item] of list.entries()) {
    const one = read(item, `${at}[${index}]`);
    if (isInvalid(one)) return one;
    kept.push(one);
  }
  return kept;
}
