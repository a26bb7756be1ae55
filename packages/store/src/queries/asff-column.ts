import type { AsffPath } from '@trueup/core';

/** A column that has what stands at a path of the ASFF form, so that the body need not be read. */
export interface AsffColumn {
  readonly name: string;
  /** Where this column of several texts is not null, it has what stands there, and the other does not count. */
  readonly list?: string;
  /** The list is found by an index over the hashes of its texts. */
  readonly hashed?: boolean;
}

/** newImport makes sure that a stored finding has a severity, a workflow and a record state. */
const COLUMNS: Readonly<Record<string, AsffColumn>> = {
  'Severity.Label': { name: 'severity' },
  'Workflow.Status': { name: 'workflow' },
  RecordState: { name: 'record_state' },
  'Compliance.Status': { name: 'compliance' },
  'Compliance.SecurityControlId': { name: 'security_control_id' },
  Id: { name: 'asff_id' },
  ProductArn: { name: 'product_arn' },
  ProductName: { name: 'product' },
  Title: { name: 'title' },
  GeneratorId: { name: 'generator_id' },
  AwsAccountId: { name: 'account_id' },
  Region: { name: 'asff_region' },
  'Resources.[].Id': { name: 'resource_arn', list: 'resource_ids', hashed: true },
  'Resources.[].Type': { name: 'asff_type', list: 'asff_types' },
};

export function asffColumn(path: AsffPath): AsffColumn | undefined {
  const name = path.join('.');
  return Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
}
