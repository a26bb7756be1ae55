import { byteLength } from '../byte-length.ts';

/** The beginning of a text that has at most so many bytes in UTF-8. */
export function cutToBytes(text: string, most: number): string {
  if (text.length <= most / 3 || byteLength(text) <= most) return text;
  let kept = '';
  let left = most;
  for (const character of text) {
    left -= byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
