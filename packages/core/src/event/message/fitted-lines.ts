/** The first lines that are not empty, as many as fit; a line of an ellipsis stands for those left out. */
export function fittedLines(
  lines: readonly string[],
  most: { readonly lines: number; readonly characters: number },
): string[] {
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines) {
    if (line === '') continue;
    characters += line.length + 1;
    // Two for the ellipsis and the end of its line.
    if (kept.length === most.lines - 1 || characters + 2 > most.characters) return [...kept, '…'];
    kept.push(line);
  }
  return kept;
}
