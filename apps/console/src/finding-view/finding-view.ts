import type { Search } from '../paths.ts';

/** Fields of findings that can be filtered by, named as Security Hub's GetFindings names its filters. */
export const FINDING_FIELDS = [
  'SeverityLabel',
  'WorkflowStatus',
  'RecordState',
  'ComplianceStatus',
  'ComplianceSecurityControlId',
  'AwsAccountId',
  'Region',
  'ResourceType',
  'ResourceId',
  'Title',
  'ProductName',
  'GeneratorId',
  'CreatedAt',
  'UpdatedAt',
] as const;
export type FindingField = (typeof FINDING_FIELDS)[number];

export interface FindingToken {
  readonly propertyKey: FindingField;
  readonly operator: string;
  /** Several only of a field whose values are a closed list: any of them with `=`, none of them with `!=`. */
  readonly value: string | readonly string[];
}
export interface FindingTokenGroup {
  readonly operation: 'and' | 'or';
  readonly tokens: readonly FindingToken[];
}
/** What the filter of the list of findings says. It travels in the URL, as `q`. */
export interface FindingQuery {
  readonly operation: 'and' | 'or';
  readonly groups: readonly FindingTokenGroup[];
  /** Of what the groups say, only open findings whose term is over. */
  readonly overdue?: true;
}

/** Findings that are to be dealt with. */
export const OPEN_FINDINGS: FindingQuery = queryOf({ RecordState: ['ACTIVE'], WorkflowStatus: ['NEW', 'NOTIFIED'] });

/** All of these fields, any of the values of each. */
export function queryOf(fields: Readonly<Partial<Record<FindingField, readonly string[]>>>): FindingQuery {
  const groups = FINDING_FIELDS.flatMap((propertyKey): FindingTokenGroup[] => {
    const values = fields[propertyKey] ?? [];
    if (values.length === 0) return [];
    return [{ operation: 'or', tokens: values.map((value) => ({ propertyKey, operator: '=', value })) }];
  });
  return { operation: 'and', groups };
}

/** Findings that should have been repaired by now. */
export const OVERDUE_FINDINGS: FindingQuery = { ...OPEN_FINDINGS, overdue: true };

/** The search of a link to the list of findings: open ones that also match these fields. */
export function openFindingsWith(fields: Readonly<Partial<Record<FindingField, readonly string[]>>>): Search {
  const { groups } = queryOf(fields);
  return { q: JSON.stringify({ operation: 'and', groups: [...OPEN_FINDINGS.groups, ...groups] }) };
}
