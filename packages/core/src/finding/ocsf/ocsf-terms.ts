import type { ComplianceStatus, SeverityLabel, WorkflowStatus } from '../asff/asff.ts';

/** One value of an OCSF enum: its number and its caption, and what it is in ASFF. */
export interface Term<T> {
  readonly id: number;
  readonly caption: string;
  readonly asff: T;
}

export const VULNERABILITY_FINDING = 2002;
export const COMPLIANCE_FINDING = 2003;
export const DETECTION_FINDING = 2004;

export const CLASS_NAMES: Readonly<Record<number, string>> = {
  [VULNERABILITY_FINDING]: 'Vulnerability Finding',
  [COMPLIANCE_FINDING]: 'Compliance Finding',
  [DETECTION_FINDING]: 'Detection Finding',
};

/** severity_id. The last of an ASFF value is read only: ASFF has nothing above CRITICAL. */
export const SEVERITIES: readonly Term<SeverityLabel>[] = [
  { id: 1, caption: 'Informational', asff: 'INFORMATIONAL' },
  { id: 2, caption: 'Low', asff: 'LOW' },
  { id: 3, caption: 'Medium', asff: 'MEDIUM' },
  { id: 4, caption: 'High', asff: 'HIGH' },
  { id: 5, caption: 'Critical', asff: 'CRITICAL' },
  { id: 6, caption: 'Fatal', asff: 'CRITICAL' },
];

/** status_id of a finding. 5 (Archived) and 6 (Deleted) are about the record and stand in RECORD_ENDED. */
export const WORKFLOWS: readonly Term<WorkflowStatus>[] = [
  { id: 1, caption: 'New', asff: 'NEW' },
  { id: 2, caption: 'In Progress', asff: 'NOTIFIED' },
  { id: 3, caption: 'Suppressed', asff: 'SUPPRESSED' },
  { id: 4, caption: 'Resolved', asff: 'RESOLVED' },
];

export const ARCHIVED = { id: 5, caption: 'Archived', asff: 'ARCHIVED' } as const;
export const RECORD_ENDED = [ARCHIVED, { id: 6, caption: 'Deleted', asff: 'ARCHIVED' }] as const;

/** compliance.status_id. */
export const COMPLIANCE_STATUSES: readonly Term<ComplianceStatus>[] = [
  { id: 1, caption: 'Pass', asff: 'PASSED' },
  { id: 2, caption: 'Warning', asff: 'WARNING' },
  { id: 3, caption: 'Fail', asff: 'FAILED' },
  { id: 0, caption: 'Unknown', asff: 'NOT_AVAILABLE' },
];

/** The term by its number or, where the number says nothing (0, 99, absent), by its caption or ASFF name. */
export function termOf<T extends string>(
  terms: readonly Term<T>[],
  id: number | undefined,
  text: string | undefined,
): Term<T> | undefined {
  const wanted = text?.toUpperCase();
  return (
    terms.find((term) => term.id === id && id !== 0) ??
    terms.find((term) => term.caption.toUpperCase() === wanted || term.asff === wanted)
  );
}
