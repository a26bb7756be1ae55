import type { Json } from '@trueup/api-contract';
import { isJsonObject, KNOWN_AFTER_APPLY } from '@trueup/core';
import { plain } from '../terminal/plain.ts';

/** A JSON value as indented lines: maps and lists a member a line, everything else as JSON writes it. */
export function valueLines(name: string, value: Json | undefined, indent: number): string[] {
  const before = ' '.repeat(indent);
  if (value === undefined) return [];
  if (Array.isArray(value) && value.length > 0) {
    return [`${before}${plain(name)}:`, ...value.flatMap((item: Json, at) => valueLines(`[${at}]`, item, indent + 2))];
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    return [
      `${before}${plain(name)}:`,
      ...Object.entries(value).flatMap(([key, member]) => valueLines(key, member, indent + 2)),
    ];
  }
  const shown = value === KNOWN_AFTER_APPLY ? value : JSON.stringify(value);
  return [`${before}${plain(name)}: ${plain(shown)}`];
}
