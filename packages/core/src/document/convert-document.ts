import { stringify } from 'yaml';
import { readSource } from '../runbook/document-source.ts';
import type { DocumentVersion } from './document.ts';

/**
 * A document's text in the other format, as GetDocument gives it. What it says stays the same, comments go. The text
 * was read before, so a fault is a bug.
 */
export function convertDocument(
  { content, format }: Pick<DocumentVersion, 'content' | 'format'>,
  wanted: DocumentVersion['format'],
): string {
  if (format === wanted) return content;
  const read = readSource(content);
  if (read.kind === 'invalid') throw new Error(`a stored document cannot be read: ${read.problems[0]?.message}`);
  if (wanted === 'JSON') return JSON.stringify(read.source.value, undefined, 2);
  return stringify(read.source.value, {
    // Scripts of several lines stay readable, and their indentation theirs.
    blockQuote: 'literal',
    lineWidth: 0,
    // Texts such as `yes` are quoted for readers of YAML 1.1, which boto3's neighbours are.
    compat: 'yaml-1.1',
  });
}
