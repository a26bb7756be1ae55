/** Whether a value is made of the pieces in their order, with anything between them. Each piece is looked for once. */
export function wildcardMatches(pieces: readonly string[], value: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return value === first;
  const end = value.length - last.length;
  let at = first.length;
  if (at > end || !value.startsWith(first) || !value.endsWith(last)) return false;
  for (const piece of others) {
    const found = value.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
