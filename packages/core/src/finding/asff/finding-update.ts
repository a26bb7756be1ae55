import type { AsffSeverity, RelatedFinding, VerificationState, WorkflowStatus } from './asff.ts';

/** The nine fields that a customer or an automation rule may set, in AWS's form. What is absent is left alone. */
export interface FindingUpdate {
  readonly Note?: { readonly Text: string; readonly UpdatedBy: string };
  readonly Severity?: Pick<AsffSeverity, 'Label' | 'Normalized' | 'Product'>;
  readonly Confidence?: number;
  readonly Criticality?: number;
  readonly Types?: readonly string[];
  readonly VerificationState?: VerificationState;
  readonly Workflow?: { readonly Status: WorkflowStatus };
  readonly RelatedFindings?: readonly RelatedFinding[];
  readonly UserDefinedFields?: Readonly<Record<string, string>>;
}
