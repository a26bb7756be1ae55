import { complianceStatus, recordState, severity, workflowStatus } from '@trueup/api-contract';

type CriteriaKind = 'text' | 'closed' | 'number' | 'date' | 'map';

/** The fields that AutomationRulesFindingFilters has, by the names that AWS gives them. */
const KINDS = {
  SeverityLabel: 'closed',
  ComplianceSecurityControlId: 'text',
  ComplianceStatus: 'closed',
  ComplianceAssociatedStandardsId: 'text',
  AwsAccountId: 'text',
  AwsAccountName: 'text',
  ResourceRegion: 'text',
  ResourceType: 'text',
  ResourceId: 'text',
  ResourceTags: 'map',
  ResourcePartition: 'text',
  ResourceApplicationName: 'text',
  ResourceApplicationArn: 'text',
  ResourceDetailsOther: 'map',
  Title: 'text',
  Description: 'text',
  ProductName: 'text',
  ProductArn: 'text',
  CompanyName: 'text',
  GeneratorId: 'text',
  Id: 'text',
  Type: 'text',
  SourceUrl: 'text',
  WorkflowStatus: 'closed',
  RecordState: 'closed',
  VerificationState: 'closed',
  Confidence: 'number',
  Criticality: 'number',
  UserDefinedFields: 'map',
  NoteText: 'text',
  NoteUpdatedBy: 'text',
  NoteUpdatedAt: 'date',
  RelatedFindingsId: 'text',
  RelatedFindingsProductArn: 'text',
  FirstObservedAt: 'date',
  LastObservedAt: 'date',
  CreatedAt: 'date',
  UpdatedAt: 'date',
} as const satisfies Readonly<Record<string, CriteriaKind>>;

export type CriteriaField = keyof typeof KINDS;
export const CRITERIA_FIELDS = Object.keys(KINDS) as readonly CriteriaField[];

export const isCriteriaField = (name: string): name is CriteriaField => Object.hasOwn(KINDS, name);
export const kindOf = (field: CriteriaField): CriteriaKind => KINDS[field];

export const VERIFICATION_STATES = ['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE'] as const;

/** The values of fields that have no others, the gravest first, and the list that their words stand in. */
export const CLOSED: Readonly<
  Partial<Record<CriteriaField, { readonly words: string; readonly values: readonly string[] }>>
> = {
  SeverityLabel: { words: 'severity', values: severity.options.toReversed() },
  ComplianceStatus: { words: 'compliance', values: complianceStatus.options },
  WorkflowStatus: { words: 'workflow', values: workflowStatus.options },
  RecordState: { words: 'recordState', values: recordState.options },
  VerificationState: { words: 'verification', values: VERIFICATION_STATES },
};

const OPERATORS: Readonly<Record<CriteriaKind, readonly string[]>> = {
  text: ['=', '!=', ':', '!:', '^', '!^'],
  closed: ['=', '!='],
  number: ['=', '>=', '<=', '>', '<'],
  date: ['>=', '<=', '<'],
  map: ['=', '!=', ':', '!:'],
};

/** How a field may be compared. */
export const operatorsOf = (field: CriteriaField): readonly string[] => OPERATORS[KINDS[field]];
