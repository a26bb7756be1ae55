import { complianceStatus, recordState, severity, workflowStatus } from '@trueup/api-contract';
import type { FindingField } from './finding-view.ts';

/** The values of fields that have no others, the gravest first. */
export const CLOSED_VALUES: Readonly<Partial<Record<FindingField, readonly string[]>>> = {
  SeverityLabel: severity.options.toReversed(),
  WorkflowStatus: workflowStatus.options,
  RecordState: recordState.options,
  ComplianceStatus: complianceStatus.options,
};

export const isClosed = (field: FindingField): boolean => CLOSED_VALUES[field] !== undefined;
export const isDate = (field: FindingField): boolean => field === 'CreatedAt' || field === 'UpdatedAt';

const TEXT_OPERATORS = ['=', '!=', ':', '!:', '^', '!^'] as const;

/** How a field may be compared, as AWS's filters have it. */
export function operatorsOf(field: FindingField): readonly string[] {
  if (isDate(field)) return ['>=', '<='];
  return isClosed(field) ? ['=', '!='] : TEXT_OPERATORS;
}
