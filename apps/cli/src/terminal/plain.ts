/**
 * Text of others made safe for a terminal. Names and tags come from whoever may write in the account: an escape
 * sequence could hide a line, and a bidirectional override could turn it around.
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
