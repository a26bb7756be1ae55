import type { Asff } from './asff.ts';

/** Of one finding, in bytes of UTF-8 as compact JSON (user guide, BatchImportFindings: 240 KB). */
export const ASFF_LIMIT_BYTES = 240 * 1024;

/** Whether the finding keeps the limit on its size. */
export function fitsInFinding(asff: Asff): boolean {
  const text = JSON.stringify(asff);
  // No unit of UTF-16 takes more than three bytes, so that only large findings are counted out.
  return text.length * 3 <= ASFF_LIMIT_BYTES || utf8Length(text) <= ASFF_LIMIT_BYTES;
}

/** Of a JSON text: it has no half surrogate pairs, so each half is two of a pair's four bytes. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
