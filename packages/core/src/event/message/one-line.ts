/** Line ends and other control characters, which end headers and break layouts. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** Characters that are not seen: they turn the direction of text, or hide in a name that looks like another. */
const UNSEEN = /\p{Cf}/gu;

/** A text of someone else on one line of characters that are seen. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '').replace(CONTROLS, ' ').trim();
}
