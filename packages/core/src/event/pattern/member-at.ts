import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import { isRawNumber } from './raw-number.ts';

/** Finds what an object of the event holds under a name without dots. */
export type MemberAt = (object: JsonObject, name: string) => Json | undefined;

/** For objects without dotted names. */
export const plainMemberAt: MemberAt = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

/**
 * A dotted name is the same as nesting: `{"a.b": 1}` holds `{b: 1}` under `a`. What is given both ways is held
 * together, and a name that then has two values has them as an array would.
 */
export const memberAt: MemberAt = (object, name) => {
  const member = plainMemberAt(object, name);
  const start = `${name}.`;
  const dotted = Object.keys(object).filter((key) => key.startsWith(start));
  if (dotted.length === 0) return member;
  const below = dotted.map((key): [string, Json | undefined] => [key.slice(start.length), object[key]]);
  if (member === undefined) return Object.fromEntries(below);
  return isJsonObject(member) && !isRawNumber(member) ? joined(member, below) : [member, Object.fromEntries(below)];
};

function joined(object: JsonObject, entries: readonly [string, Json | undefined][]): JsonObject {
  const more = entries.map(([key, value]): [string, Json | undefined] => {
    const present = plainMemberAt(object, key);
    return [key, present === undefined || value === undefined ? (value ?? present) : [present, value]];
  });
  return Object.fromEntries([...Object.entries(object), ...more]);
}
