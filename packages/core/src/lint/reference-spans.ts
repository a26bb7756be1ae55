import type { Path, Span } from '../runbook/document-source.ts';
import type { Written } from './edits.ts';

/** Where a reference of this name stands within the text at a path. */
export type SpanOfReference = (path: Path, name: string) => Span | undefined;

/** Every text is searched once, whatever is asked of it. */
export function referenceSpans({ text, source }: Written): SpanOfReference {
  const byText = new Map<number, ReadonlyMap<string, Span>>();
  return (path, name) => {
    const around = source.spanOf(path, 'value');
    if (!around) return undefined;
    const known = byText.get(around.start) ?? referencesWithin(text, around);
    byText.set(around.start, known);
    return known.get(name);
  };
}

/** The first reference of each name. */
function referencesWithin(text: string, { start, end }: Span): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  for (const match of text.slice(start, end).matchAll(/\{\{\s*([^\s{}]+)\s*\}\}/g)) {
    const at = start + match.index;
    const name = match[1] ?? '';
    if (!found.has(name)) found.set(name, { start: at, end: at + match[0].length });
  }
  return found;
}
