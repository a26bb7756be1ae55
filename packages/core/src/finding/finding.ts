import type { ControlId, Severity } from '../control/control.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Brand } from '../value/brand.ts';
import type { Instant } from '../value/instant.ts';
import type { Investigation } from './investigation.ts';
import type { Asff, ComplianceStatus, RecordState, SeverityLabel, WorkflowStatus } from './asff/asff.ts';
import type { Priority } from './priority.ts';

export type FindingId = Brand<'FindingId'>;

/** One reporter's last word on a fault. */
export interface FindingSource {
  readonly productArn: string;
  /** The reporter's own id, once in its product. */
  readonly id: string;
  readonly generatorId: string;
  readonly productName?: string;
  readonly title: string;
  readonly severity: SeverityLabel;
  /** Absent for what is no check of a requirement, such as a detection. */
  readonly compliance?: ComplianceStatus;
  readonly recordState: RecordState;
  /** Trueup's own check. Its verdict beats older words of others. */
  readonly own: boolean;
  /** The reporter's UpdatedAt. */
  readonly updatedAt: Instant;
  /** Since when the reporter says so: a report that only repeats it does not move this. */
  readonly statusSince: Instant;
}

/** Fields that a provider sends and a customer may set; once set, the provider no longer changes them. */
export const CUSTOMER_FIELDS = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'] as const;
export const MOST_REGRESSIONS_KEPT = 20;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** A stored fault with a life. One a (account, region, resource, control), whoever reports it. */
export interface Finding extends Readout {
  readonly id: FindingId;
  /** A control's id, or the reporter's generator where the finding is about no known control. */
  readonly controlId: ControlId;
  readonly resource: ResourceRef;
  /** The stored form: what the leading reporter sent, with what customers and automation rules made of it. */
  readonly asff: Asff;
  /** Whoever reports this fault; the one whose content `asff` has comes first. */
  readonly sources: readonly FindingSource[];
  /** Set by BatchUpdateFindings or an automation rule. */
  readonly customerFields: readonly CustomerField[];
  readonly priority: Priority;
  readonly firstObservedAt: Instant;
  readonly lastObservedAt: Instant;
  /** When the fault was last over: passed, or archived. Absent while it is there, and where it never was. */
  readonly resolvedAt?: Instant;
  /** How often the fault came back after it was resolved. */
  readonly regressions: number;
  /** When it came back the last times, oldest first, MOST_REGRESSIONS_KEPT at most. Absent: never. */
  readonly regressedAt?: readonly Instant[];
  /** The scan that last saw the resource, so that absence closes only inside a scan's own scope. */
  readonly lastScanId?: string;
  /** Set by an undo: automation leaves the resource alone until a person resumes it. */
  readonly pausedReason?: string;
  /** Who changed the resource, as CloudTrail said when it was last asked. */
  readonly investigation?: Investigation;
}

/** What is read off the ASFF form. Only `readout` makes it. */
export interface Readout {
  readonly severity: Severity;
  readonly title: string;
  /** What is wrong with this resource, in a sentence. */
  readonly reason: string;
  readonly compliance?: ComplianceStatus;
  readonly workflow: WorkflowStatus;
  readonly recordState: RecordState;
}

export function readout(asff: Asff): Readout {
  return {
    severity: severityOf(asff),
    title: asff.Title,
    reason: asff.Description,
    ...(asff.Compliance?.Status === undefined ? {} : { compliance: asff.Compliance.Status }),
    workflow: asff.Workflow?.Status ?? 'NEW',
    recordState: asff.RecordState ?? 'ACTIVE',
  };
}

/** INFORMATIONAL where the reporter gave none: ASFF's own reading of "no weakness found". */
export function severityOf({ Severity, FindingProviderFields }: Asff): SeverityLabel {
  return Severity?.Label ?? FindingProviderFields?.Severity?.Label ?? 'INFORMATIONAL';
}

/** The finding with another ASFF form, and all that is read off it. */
export function withAsff(finding: Finding, asff: Asff): Finding {
  const { compliance: _compliance, ...rest } = finding;
  return { ...rest, asff, ...readout(asff) };
}

type Standing = Pick<Readout, 'recordState' | 'workflow'>;

export function isOpen({ recordState, workflow }: Standing): boolean {
  return recordState === 'ACTIVE' && (workflow === 'NEW' || workflow === 'NOTIFIED');
}
