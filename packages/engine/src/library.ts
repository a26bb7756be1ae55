import { parseRunbook, type Control, type LibraryEntry, type Policy, type RunbookDocument } from '@trueup/core';
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

const parsedDocuments = new Map<string, RunbookDocument>();
const PARSED_DOCUMENTS_KEPT = 200;

/** A stored document, parsed. It was valid when it was stored, so a fault is a bug. */
export function documentOf(text: string): RunbookDocument {
  const known = parsedDocuments.get(text);
  if (known) return known;
  const parsed = parseRunbook(text);
  if (parsed.kind === 'invalid') {
    const [problem] = parsed.problems;
    throw new Error(`a stored runbook is invalid: line ${problem?.line}: ${problem?.message}`);
  }
  if (parsedDocuments.size >= PARSED_DOCUMENTS_KEPT) parsedDocuments.clear();
  parsedDocuments.set(text, parsed.document);
  return parsed.document;
}

/** The name under which `aws:executeAutomation` finds a runbook of the library. */
export function runbookByName(catalogue: readonly LibraryEntry[], name: string): string | undefined {
  const [, id, undo] = /^Trueup-(.+?)(-Undo)?$/.exec(name) ?? [];
  const entry = id === undefined ? undefined : entryOf(catalogue, id);
  return undo === undefined ? entry?.runbook : entry?.undoRunbook;
}
