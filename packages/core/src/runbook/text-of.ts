import type { Json } from '../value/json.ts';

/** A value inside a longer text (automation-documents, 3.2): strings as they are, all else as compact JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
