/** NUL, and halves of surrogate pairs: PostgreSQL keeps them in json but cannot read them out of it, nor keep them in text. */
const UNREADABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MAY_HOLD_ESCAPES = /\\u(?:0000|d[89a-f])/i;

/** The text with U+FFFD for what PostgreSQL cannot hold. */
export function readableText(text: string): string {
  return text.replace(UNREADABLE, '\ufffd');
}

/** JSON of a value whose texts and names SQL can read, each unreadable character replaced by U+FFFD. */
export function readableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return MAY_HOLD_ESCAPES.test(json) ? JSON.stringify(readable(JSON.parse(json))) : json;
}

function readable(value: unknown): unknown {
  if (typeof value === 'string') return readableText(value);
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [readableText(name), readable(member)]));
}
