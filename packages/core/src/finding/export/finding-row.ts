import type { ComplianceStatus, RecordState, SeverityLabel, WorkflowStatus } from '../asff/asff.ts';

/** A finding as it leaves in a table: flat, and with nothing that only the product needs. */
export interface FindingRow {
  readonly id: string;
  /** Such as `S3.8`; absent where the finding is about no known control. */
  readonly control?: string;
  readonly title: string;
  readonly severity: SeverityLabel;
  /** 0 to 1000. */
  readonly priority: number;
  readonly compliance?: ComplianceStatus;
  readonly workflow: WorkflowStatus;
  readonly recordState: RecordState;
  readonly accountId: string;
  readonly region: string;
  readonly resourceType: string;
  /** The ARN where there is one. */
  readonly resource: string;
  readonly firstObservedAt: string;
  readonly lastObservedAt: string;
  /** Names of the products that report it. */
  readonly sources: readonly string[];
  readonly note?: string;
  /** Where the finding is shown; absolute. */
  readonly url?: string;
}
