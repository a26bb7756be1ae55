import { parseRunbook, type DocumentProblem, type DocumentVersion, type RunbookDocument } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';

export interface GivenContent {
  readonly content: string;
  readonly format: DocumentVersion['format'];
}

export type CheckedContent = { readonly kind: 'checked'; readonly document: RunbookDocument } | Refused;

/** 64 KB (automation-documents, 1.1). */
const MOST_BYTES = 65_536;
const PROBLEMS_TOLD = 5;

/** Whether a text may be stored (automation-documents, 1.8.1). */
export function checkContent({ content, format }: GivenContent): CheckedContent {
  const bytes = Buffer.byteLength(content);
  if (bytes > MOST_BYTES) {
    return refused('document-too-large', `The document has ${bytes} bytes; it may have ${MOST_BYTES}.`);
  }
  if (format === 'JSON' && !isJson(content)) return refused('invalid-document', 'JSON not well-formed.');
  const parsed = parseRunbook(content);
  if (parsed.kind === 'document') return { kind: 'checked', document: parsed.document };
  const schema = parsed.problems.find(({ path }) => path === 'schemaVersion');
  if (schema) return refused('schema-version', schema.message);
  const told = parsed.problems.slice(0, PROBLEMS_TOLD).map(problemText);
  const more = parsed.problems.length - told.length;
  return refused('invalid-document', [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' '));
}

function problemText({ message, line, column }: DocumentProblem): string {
  return `${/[.!]$/.test(message) ? message.slice(0, -1) : message} (line ${line}, column ${column}).`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON when it begins with a brace, as documents are read. */
export function formatOf(content: string): DocumentVersion['format'] {
  return content.trimStart().startsWith('{') ? 'JSON' : 'YAML';
}
