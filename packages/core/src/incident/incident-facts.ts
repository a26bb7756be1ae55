import type { Control } from '../control/control.ts';
import type { Execution } from '../execution/execution.ts';
import type { JournalEntry } from '../execution/journal.ts';
import type { FieldChange } from '../finding/automation-rule/automation-rule.ts';
import type { Finding } from '../finding/finding.ts';
import type { AuditRecord } from '../record/record.ts';
import type { Instant } from '../value/instant.ts';
import type { PreventiveMeasure } from './preventive-measure.ts';

/** All that is stored about a finding. */
export interface IncidentFacts {
  readonly finding: Finding;
  /** Absent: the library has none for this finding. */
  readonly control?: Pick<Control, 'description'>;
  readonly prevention?: PreventiveMeasure;
  readonly history: readonly HistoryOfFinding[];
  /** Its repairs and undos, with what they called. */
  readonly executions: readonly { readonly execution: Execution; readonly journal: readonly JournalEntry[] }[];
  /** Of the finding, its plans and its executions. */
  readonly records: readonly AuditRecord[];
}

/** One change of the finding, as its reporters and people made it. */
export interface HistoryOfFinding {
  readonly at: Instant;
  readonly created: boolean;
  readonly source: { readonly kind: string; readonly identity: string };
  readonly changes: readonly FieldChange[];
}
