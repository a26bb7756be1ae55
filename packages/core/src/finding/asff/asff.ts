import { SEVERITIES, type Severity } from '../../control/control.ts';
import type { JsonObject } from '../../value/json.ts';

/** ASFF Severity.Label, from the least to the most severe. */
export const SEVERITY_LABELS = SEVERITIES;
export type SeverityLabel = Severity;
export const WORKFLOW_STATUSES = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number];
export const RECORD_STATES = ['ACTIVE', 'ARCHIVED'] as const;
export type RecordState = (typeof RECORD_STATES)[number];
export const COMPLIANCE_STATUSES = ['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'] as const;
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];
export const VERIFICATION_STATES = ['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE'] as const;
export type VerificationState = (typeof VERIFICATION_STATES)[number];

export interface AsffSeverity {
  readonly Label?: SeverityLabel;
  /** 0 to 100. Deprecated by AWS in favour of Label; whichever is missing is filled in. */
  readonly Normalized?: number;
  readonly Product?: number;
  readonly Original?: string;
}

export interface AsffResource {
  /** Such as `AwsS3Bucket`; `Other` for what has no type of its own. */
  readonly Type: string;
  /** The ARN where there is one. */
  readonly Id: string;
  readonly Partition?: string;
  readonly Region?: string;
  readonly ResourceRole?: string;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly Details?: JsonObject;
  readonly DataClassification?: JsonObject;
  readonly ApplicationName?: string;
  readonly ApplicationArn?: string;
}

export interface AsffCompliance {
  readonly Status?: ComplianceStatus;
  readonly RelatedRequirements?: readonly string[];
  readonly StatusReasons?: readonly { readonly ReasonCode: string; readonly Description?: string }[];
  readonly SecurityControlId?: string;
  readonly AssociatedStandards?: readonly { readonly StandardsId?: string }[];
  readonly SecurityControlParameters?: readonly { readonly Name?: string; readonly Value?: readonly string[] }[];
}

export interface RelatedFinding {
  readonly ProductArn: string;
  readonly Id: string;
}

export interface AsffNote {
  readonly Text: string;
  readonly UpdatedBy: string;
  readonly UpdatedAt: string;
}

export interface FindingProviderFields {
  readonly Confidence?: number;
  readonly Criticality?: number;
  readonly RelatedFindings?: readonly RelatedFinding[];
  readonly Severity?: Pick<AsffSeverity, 'Label' | 'Original'>;
  readonly Types?: readonly string[];
}

/**
 * A finding in the AWS Security Finding Format, `2018-10-08`. Its members, limits and who may write them stand in
 * readAsff; those that the product only keeps and gives back are JSON here. A type and no interface, so that it is a JSON object as well.
 */
export type Asff = {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName?: string;
  readonly CompanyName?: string;
  readonly Region?: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly AwsAccountName?: string;
  readonly Types?: readonly string[];
  readonly FirstObservedAt?: string;
  readonly LastObservedAt?: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly ProcessedAt?: string;
  readonly Severity?: AsffSeverity;
  readonly Confidence?: number;
  readonly Criticality?: number;
  readonly Title: string;
  readonly Description: string;
  readonly Remediation?: { readonly Recommendation?: { readonly Text?: string; readonly Url?: string } };
  readonly SourceUrl?: string;
  readonly ProductFields?: Readonly<Record<string, string>>;
  readonly UserDefinedFields?: Readonly<Record<string, string>>;
  readonly Malware?: readonly JsonObject[];
  readonly Network?: JsonObject;
  readonly NetworkPath?: readonly JsonObject[];
  readonly Process?: JsonObject;
  readonly Threats?: readonly JsonObject[];
  readonly ThreatIntelIndicators?: readonly JsonObject[];
  readonly Resources: readonly AsffResource[];
  readonly Compliance?: AsffCompliance;
  readonly VerificationState?: VerificationState;
  readonly WorkflowState?: string;
  readonly Workflow?: { readonly Status?: WorkflowStatus };
  readonly RecordState?: RecordState;
  readonly RelatedFindings?: readonly RelatedFinding[];
  readonly Note?: AsffNote;
  readonly Vulnerabilities?: readonly JsonObject[];
  readonly PatchSummary?: JsonObject;
  readonly Action?: JsonObject;
  readonly FindingProviderFields?: FindingProviderFields;
  readonly Sample?: boolean;
  readonly GeneratorDetails?: JsonObject;
  readonly Detection?: JsonObject;
};
