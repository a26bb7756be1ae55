export type InlinePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly pieces: readonly InlinePiece[] }
  | { readonly kind: 'paragraph'; readonly pieces: readonly InlinePiece[] }
  | { readonly kind: 'items'; readonly items: readonly (readonly InlinePiece[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly InlinePiece[])[];
      readonly rows: readonly (readonly (readonly InlinePiece[])[])[];
    };

/**
 * The blocks of a text in the part of Markdown that reports and READMEs use: headings, paragraphs, lists, tables and
 * code. Everything else stays text: there are no links, pictures or HTML in what comes out.
 */
export function readMarkdown(text: string): readonly Block[] {
  const lines = text.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const [block, next] = blockAt(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number): [Block, number] {
  const line = lines[at] ?? '';
  if (line.startsWith('```')) {
    const fence = fenceOf(line);
    const end = lines.findIndex((other, index) => index > at && other.startsWith(fence) && other.trim() === fence);
    const last = end < 0 ? lines.length : end;
    return [{ kind: 'code', text: lines.slice(at + 1, last).join('\n') }, last + 1];
  }
  const level = headingLevel(line);
  if (level > 0) return [{ kind: 'heading', level, pieces: readInline(line.slice(level).trim()) }, at + 1];
  if (isTableAt(lines, at)) {
    const end = endOf(lines, at + 2, (other) => other.startsWith('|'));
    const rows = lines.slice(at + 2, end).map(cellsOf);
    return [{ kind: 'table', head: cellsOf(line), rows }, end];
  }
  if (isItem(line)) {
    const end = endOf(lines, at, (other) => isItem(other) || other.startsWith('  '));
    return [{ kind: 'items', items: itemsOf(lines.slice(at, end)) }, end];
  }
  // Lines up to the next blank one, or to what begins a block of its own.
  const end = endOf(lines, at + 1, (other) => other.trim() !== '' && !beginsBlock(other));
  const whole = lines.slice(at, end).map((part) => part.trim());
  return [{ kind: 'paragraph', pieces: readInline(whole.join(' ')) }, end];
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line));
  return end < 0 ? lines.length : end;
}

const fenceOf = (line: string): string => '`'.repeat(line.length - line.replace(/^`+/, '').length);
const isItem = (line: string): boolean => line.startsWith('- ') || line.startsWith('* ') || /^\d{1,3}\. /.test(line);
const isTableAt = (lines: readonly string[], at: number): boolean =>
  (lines[at] ?? '').startsWith('|') && /^\|[\s:|-]+$/.test(lines[at + 1] ?? '');

const beginsBlock = (line: string): boolean => line.startsWith('```') || isItem(line) || headingLevel(line) > 0;

/** 0: it is none. */
function headingLevel(line: string): number {
  const level = line.length - line.replace(/^#+/, '').length;
  return level <= 6 && line[level] === ' ' ? level : 0;
}

function itemsOf(lines: readonly string[]): readonly (readonly InlinePiece[])[] {
  const items: string[] = [];
  for (const line of lines) {
    if (isItem(line)) items.push(line.slice(line.indexOf(' ') + 1));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items.map(readInline);
}

/** A bar after a backslash belongs to the text of its cell. */
function cellsOf(line: string): readonly (readonly InlinePiece[])[] {
  const cells: string[] = [''];
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  for (let at = 0; at < inner.length; at += 1) {
    const isEscaped = inner[at] === '\\' && inner[at + 1] === '|';
    if (inner[at] === '|') cells.push('');
    else cells.push(`${cells.pop() ?? ''}${isEscaped ? '|' : (inner[at] ?? '')}`);
    if (isEscaped) at += 1;
  }
  return cells.map((cell) => readInline(cell.trim()));
}

/** Code between backticks and words between double asterisks; a mark that is not closed is text. */
function readInline(text: string): readonly InlinePiece[] {
  const pieces: InlinePiece[] = [];
  const add = (kind: InlinePiece['kind'], part: string): void => {
    if (part !== '') pieces.push({ kind, text: part });
  };
  let rest = text;
  while (rest !== '') {
    const start = rest.search(/`|\*\*/);
    const mark = start < 0 ? '' : rest[start] === '`' ? fenceOf(rest.slice(start)) : '**';
    const end = start < 0 ? -1 : rest.indexOf(mark, start + mark.length);
    if (end < 0) {
      add('text', rest);
      break;
    }
    add('text', rest.slice(0, start));
    add(mark === '**' ? 'strong' : 'code', rest.slice(start + mark.length, end));
    rest = rest.slice(end + mark.length);
  }
  return pieces;
}
