import { isJsonObject, type JsonObject } from '@trueup/core';

/** Services that take JSON only get a plain text as a JSON string. */
export function jsonText(body: string): string {
  return parsed(body).kind === 'json' ? body : JSON.stringify(body);
}

export function jsonObject(body: string): JsonObject | undefined {
  const read = parsed(body);
  return read.kind === 'json' && isJsonObject(read.value) ? read.value : undefined;
}

function parsed(text: string): { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'text' } {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text' };
  }
}
