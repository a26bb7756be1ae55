import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import { fitted } from './fitted.ts';
import { oneLine } from './one-line.ts';

/** Longer texts are cut: a message is read by people, and the event holds the whole. */
const MOST = 1_000;

type Step = string | number;

/** What is at a path of own members and elements. */
export function valueAt(value: Json | undefined, ...path: readonly Step[]): Json | undefined {
  return path.reduce<Json | undefined>((found, step) => {
    if (typeof step === 'number') return Array.isArray(found) ? (found as readonly Json[])[step] : undefined;
    return isJsonObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }, value);
}

/** A text or number for people, on one line; nothing when there is none or only space. */
export function textAt(value: Json | undefined, ...path: readonly Step[]): string | undefined {
  const found = valueAt(value, ...path);
  if (typeof found === 'number') return String(found);
  if (typeof found !== 'string') return undefined;
  // Cut first: a text may be as long as an event.
  return fitted(oneLine(found.slice(0, 4 * MOST)), MOST) || undefined;
}

export function objectAt(value: Json | undefined, ...path: readonly Step[]): JsonObject | undefined {
  const found = valueAt(value, ...path);
  return isJsonObject(found) ? found : undefined;
}

/** `2026-01-02 03:04:05 UTC`. The text itself when it is no instant in UTC. */
export function timeAt(value: Json | undefined, ...path: readonly Step[]): string | undefined {
  const text = textAt(value, ...path);
  const match = text === undefined ? null : /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/.exec(text);
  return match ? `${match[1] ?? ''} ${match[2] ?? ''} UTC` : text;
}
