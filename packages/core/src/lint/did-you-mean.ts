import type { Path } from '../runbook/document-source.ts';
import { meantName } from '../value/nearest-names.ts';
import type { Fix } from './diagnostic.ts';
import { replaceWord, type Written } from './edits.ts';

/** The end of a message about a name that does not exist. */
export function didYouMean(nearest: readonly string[]): string {
  return nearest.length === 0 ? '.' : `. Did you mean ${nearest.join(', ')}?`;
}

/** The repair of such a name, where one of the names near to `wanted` was certainly meant. */
export function writeMeant(
  written: Written,
  path: Path,
  part: 'key' | 'value',
  was: string,
  nearest: readonly string[],
  wanted = was,
): { readonly fix?: Fix } {
  const meant = meantName(wanted, nearest);
  return meant === undefined ? {} : writeName(written, path, part, was, meant);
}

export function writeName(
  written: Written,
  path: Path,
  part: 'key' | 'value',
  was: string,
  name: string,
): { readonly fix?: Fix } {
  const edits = replaceWord(written, path, part, was, name);
  return edits ? { fix: { description: `Write ${name}.`, edits } } : {};
}
