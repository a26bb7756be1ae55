import type { ControlId, Severity } from '../control/control.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Brand } from '../value/brand.ts';
import type { Instant } from '../value/instant.ts';

export type FindingId = Brand<'FindingId'>;

export const WORKFLOW_STATUSES = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number];
export const RECORD_STATES = ['ACTIVE', 'ARCHIVED'] as const;
export type RecordState = (typeof RECORD_STATES)[number];
/** ASFF Compliance.Status. */
export type ComplianceStatus = 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE';

/** A stored fault with a life. One a (account, region, resource, control), whoever reports it. */
export interface Finding {
  readonly id: FindingId;
  readonly controlId: ControlId;
  readonly resource: ResourceRef;
  readonly severity: Severity;
  readonly title: string;
  /** The check's sentence about this resource. */
  readonly reason: string;
  readonly compliance: ComplianceStatus;
  readonly workflow: WorkflowStatus;
  readonly recordState: RecordState;
  readonly firstObservedAt: Instant;
  readonly lastObservedAt: Instant;
  readonly resolvedAt?: Instant;
  /** How often the fault came back after it was resolved. */
  readonly regressions: number;
  /** The scan that last saw the resource, so that absence closes only inside a scan's own scope. */
  readonly lastScanId?: string;
  /** Set by an undo: automation leaves the resource alone until a person resumes it. */
  readonly pausedReason?: string;
}

export function isOpen(finding: Finding): boolean {
  return finding.recordState === 'ACTIVE' && (finding.workflow === 'NEW' || finding.workflow === 'NOTIFIED');
}
