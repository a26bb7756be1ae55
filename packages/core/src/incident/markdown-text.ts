/** Line breaks, control characters, and marks that turn the direction of text or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

const oneLine = (text: string): string => text.replace(UNSEEN, ' ').trim();

/** What GFM makes a link of by itself: addresses of pages and of mail (GFM, autolinks). */
const LINKING = /:(?=\/\/)|@|(?<=www)\./gi;

/** Prose in Markdown: what it says is shown as it is, and never read as markup, nor made a link of. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>|#~&!]/g, String.raw`\$&`)
    .replace(LINKING, String.raw`\$&`);
}

/**
 * A name or value that someone else chose, as code. In a table `|` is escaped within code too (GFM, tables). A backslash
 * before it is kept apart: the two could be read as one escape, and the cell would end within the code.
 */
export function markdownCode(text: string): string {
  const line = oneLine(text)
    .replaceAll(String.raw`\|`, String.raw`\ |`)
    .replaceAll('|', String.raw`\|`);
  if (line === '') return '–';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of code, whatever stands in it. */
export function markdownBlock(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** A table; its cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
