import {
  parseRunbook,
  type Control,
  type LibraryEntry,
  type Plan,
  type ParsedRunbook,
  type Policy,
  type RunbookDocument,
} from '@trueup/core';
import { PolicyUnreadable } from './parts.ts';

/** The control of an id or of one of its aliases. */
export function entryOf(catalogue: readonly LibraryEntry[], id: string): LibraryEntry | undefined {
  return (
    catalogue.find((entry) => entry.control.id === id) ??
    catalogue.find((entry) => entry.control.aliases?.includes(id) ?? false)
  );
}

/** What the policy settles for a control. The policy was validated when it was read, so a fault is reported as such. */
export function parametersOf(control: Control, policy: Policy): Readonly<Record<string, never>> {
  const parsed = control.parameters.safeParse(policy.parameters[control.id] ?? {});
  if (parsed.success) return parsed.data as Readonly<Record<string, never>>;
  const first = parsed.error.issues[0];
  throw new PolicyUnreadable(
    `policy: parameters.${control.id}${first ? `.${first.path.join('.')}: ${first.message}` : ' are not valid'}`,
  );
}

const parsedDocuments = new Map<string, ParsedRunbook>();
const PARSED_DOCUMENTS_KEPT = 200;

/** A document's text, parsed. The same text is parsed once. */
export function parsedDocument(text: string): ParsedRunbook {
  const known = parsedDocuments.get(text);
  if (known) return known;
  const parsed = parseRunbook(text);
  if (parsedDocuments.size >= PARSED_DOCUMENTS_KEPT) parsedDocuments.clear();
  parsedDocuments.set(text, parsed);
  return parsed;
}

/** A stored document. It was valid when it was stored, so a fault is a bug. */
export function documentOf(text: string): RunbookDocument {
  const parsed = parsedDocument(text);
  if (parsed.kind === 'document') return parsed.document;
  const [problem] = parsed.problems;
  throw new Error(`a stored runbook is invalid: line ${problem?.line}: ${problem?.message}`);
}

/** The name under which `aws:executeAutomation` finds a runbook of the library. */
export function runbookByName(catalogue: readonly LibraryEntry[], name: string): string | undefined {
  const [, id, undo] = /^Trueup-(.+?)(-Undo)?$/.exec(name) ?? [];
  const entry = id === undefined ? undefined : entryOf(catalogue, id);
  return undo === undefined ? entry?.runbook : entry?.undoRunbook;
}

/** The same the other way round. */
export function runbookName({ controlId, kind }: Pick<Plan, 'controlId' | 'kind'>): string {
  return `Trueup-${controlId}${kind === 'undo' ? '-Undo' : ''}`;
}
