import type { Json } from '../../value/json.ts';

/** The value that a text is; broken when the text is no JSON. */
export function readJson(text: string): { readonly kind: 'json'; readonly value: Json } | { readonly kind: 'broken' } {
  try {
    return { kind: 'json', value: JSON.parse(text) as Json };
  } catch {
    return { kind: 'broken' };
  }
}

/** Whether a text may stand within the quotes of a JSON string as it is. */
export function isStringContent(text: string): boolean {
  return readJson(`"${text}"`).kind === 'json';
}

/** Whether every line that is not empty is a text in double quotes. */
export function isQuotedLines(text: string): boolean {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .every((line) => {
      const read = readJson(line);
      return read.kind === 'json' && typeof read.value === 'string';
    });
}
