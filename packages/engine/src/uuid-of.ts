import type { Digest } from '@trueup/core';

/** The same UUID for the same text: version 8, for ids of one's own making (RFC 9562, 5.8). */
export function uuidOf(digest: Digest, text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
