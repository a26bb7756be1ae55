/**
 * A text escaped character by character, of at most `most` UTF-16 units; what is left out shows as an ellipsis. No
 * character and no escape is cut in two.
 */
export function fitted(
  text: string,
  most: number,
  escape: (character: string) => string = (character) => character,
  ellipsis = '…',
): string {
  let whole = '';
  let kept = '';
  for (const character of text) {
    const next = whole + escape(character);
    if (next.length > most) return kept + ellipsis;
    whole = next;
    if (whole.length <= most - ellipsis.length) kept = whole;
  }
  return whole;
}
