import type { Json } from '../value/json.ts';

/** A value as the lists of strings that SSM's API gives it in (automation-documents, 3.6). */
export function wireStrings(value: Json): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(wireString) : [wireString(value)];
}

function wireString(value: Json): string {
  return typeof value === 'string' ? value : wireJson(value);
}

/** Compact JSON as the service's serialiser writes it: with these characters as escapes, so that it can stand in a page. */
export function wireJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[=<>&'\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
