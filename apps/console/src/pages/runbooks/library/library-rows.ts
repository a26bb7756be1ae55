import type { ControlSummary, RemediationStanding, StoredDocument, TrackRecord } from '@trueup/api-contract';

interface Shared {
  /** Tells rows apart: a document may be named as a control is. */
  readonly key: string;
  readonly name: string;
  /** One for each control on which a line of the policy runs it. */
  readonly standings: readonly RemediationStanding[];
}
interface ControlRow extends Shared {
  readonly kind: 'control';
  readonly control: ControlSummary;
}
interface DocumentRow extends Shared {
  readonly kind: 'document';
  readonly document: StoredDocument;
}
/** A runbook of the library: a control's own, or a document that is stored here. */
export type LibraryRow = ControlRow | DocumentRow;

/** What the runbook of a control is called where executions and records name it. */
export const ownRunbookName = (controlId: string): string => `Trueup-${controlId}`;

export function libraryRows(
  controls: readonly ControlSummary[],
  documents: readonly StoredDocument[],
  standings: readonly RemediationStanding[],
): readonly LibraryRow[] {
  return [
    ...controls.map((control): LibraryRow => ({
      kind: 'control',
      key: `control:${control.id}`,
      name: control.id,
      control,
      standings: standingsOf(ownRunbookName(control.id), standings),
    })),
    ...documents.map((document): LibraryRow => ({
      kind: 'document',
      key: `document:${document.name}`,
      name: document.name,
      document,
      standings: standingsOf(document.name, standings),
    })),
  ];
}

/** The record is one of the runbook on a control: several lines of the policy share it. */
export function standingsOf(
  documentName: string,
  standings: readonly RemediationStanding[],
): readonly RemediationStanding[] {
  const own = standings.filter((one) => one.documentName === documentName);
  return own.filter((one, index) => own.findIndex(({ controlId }) => controlId === one.controlId) === index);
}

/** Of all controls together; in a row is as many as on the one that has fewest. Undefined: no line of the policy runs it. */
export function wholeRecord(standings: readonly RemediationStanding[]): TrackRecord | undefined {
  const [first, ...rest] = standings.map(({ record }) => record);
  if (first === undefined) return undefined;
  return rest.reduce<TrackRecord>(
    (sum, one) => ({
      runs: sum.runs + one.runs,
      verified: sum.verified + one.verified,
      undone: sum.undone + one.undone,
      failed: sum.failed + one.failed,
      verifiedInARow: Math.min(sum.verifiedInARow, one.verifiedInARow),
    }),
    first,
  );
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Rows in which every word of the filter stands somewhere. */
export function filteredRows(rows: readonly LibraryRow[], filter: string): readonly LibraryRow[] {
  const words = folded(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = folded(wordsOf(row).join(' '));
    return words.every((word) => text.includes(word));
  });
}

function wordsOf(row: LibraryRow): readonly string[] {
  const shared = [row.name, ...row.standings.flatMap(({ remediation, controlId }) => [remediation, controlId])];
  if (row.kind === 'document') {
    const { owner, targetType = '', tags } = row.document;
    return [...shared, owner, targetType, ...tags.flatMap(({ Key, Value }) => [Key, Value])];
  }
  const { title, description, risk, severity, resourceTypes, aliases = [] } = row.control;
  return [...shared, title, description, risk, severity, ...resourceTypes, ...aliases, ownRunbookName(row.name)];
}
