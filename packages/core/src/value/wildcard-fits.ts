/**
 * Whether a text fits a pattern in which `*` stands for any characters and `?` for one. Only the last star is ever tried
 * again, so the time is at most the product of both lengths.
 */
export function wildcardFits(pattern: string, text: string): boolean {
  let at = 0;
  let seen = 0;
  let star = -1;
  let from = 0;
  while (seen < text.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      from = seen;
      at += 1;
    } else if (wanted === '?' || wanted === text[seen]) {
      at += 1;
      seen += 1;
    } else if (star >= 0) {
      from += 1;
      at = star + 1;
      seen = from;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
