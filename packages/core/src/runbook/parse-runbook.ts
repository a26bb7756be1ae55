import type { ParsedRunbook } from './document.ts';
import { readSource } from './document-source.ts';
import { collectFaults } from './faults.ts';
import { readDocument } from './read-document.ts';

/**
 * Reads an Automation document, YAML or JSON. Every problem is told with its place, in SSM's wording where it is known
 * (automation-documents, 1.8.1). Never throws, whatever the text. Actions that this engine does not perform are problems.
 */
export function parseRunbook(text: string): ParsedRunbook {
  const read = readSource(text);
  if (read.kind === 'invalid') return read;
  const faults = collectFaults(read.source.placeOf);
  const document = readDocument(faults, read.source.value);
  const { problems, warnings } = faults;
  if (document && problems.length === 0) return { kind: 'document', document, warnings };
  return { kind: 'invalid', problems: [...problems].sort((one, other) => one.line - other.line) };
}
