import { CST, Lexer } from 'yaml';

/**
 * How deep a text nests, counted on its tokens up to one more than `most`: composing nodes is recursive, and its stack
 * is not for a caller's text to fill. Flow collections count while they are open, `- - -` and `? ? ?` on their line.
 */
export function nestingOf(text: string, most: number): number {
  let open = 0;
  let onLine = 0;
  let deepest = 0;
  for (const token of new Lexer().lex(text)) {
    switch (CST.tokenType(token)) {
      case 'flow-map-start':
      case 'flow-seq-start':
        open += 1;
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        open = Math.max(open - 1, 0);
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        onLine += 1;
        break;
      case 'newline':
        onLine = 0;
        break;
      default:
    }
    deepest = Math.max(deepest, open + onLine);
    if (deepest > most) return deepest;
  }
  return deepest;
}
