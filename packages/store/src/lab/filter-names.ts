import { compileFilters, type Asff, type FindingFilters, type JsonObject } from '@trueup/core';

/** Every filter of GetFindings by the kind of its conditions. */
const FIELDS = {
  string: `ProductArn AwsAccountId Id GeneratorId Type SeverityLabel Title Description SourceUrl ProductName CompanyName
    ResourceType ResourceId ResourcePartition ResourceRegion ComplianceStatus VerificationState WorkflowStatus RecordState
    RelatedFindingsProductArn RelatedFindingsId NoteText NoteUpdatedBy ComplianceSecurityControlId
    ComplianceAssociatedStandardsId AwsAccountName ResourceApplicationName ResourceApplicationArn Region
    RecommendationText MalwareName MalwareType MalwarePath MalwareState NetworkDirection NetworkProtocol
    NetworkSourceDomain NetworkSourceMac NetworkDestinationDomain ProcessName ProcessPath ThreatIntelIndicatorType
    ThreatIntelIndicatorValue ThreatIntelIndicatorCategory ThreatIntelIndicatorSource ThreatIntelIndicatorSourceUrl
    ResourceAwsEc2InstanceType ResourceAwsEc2InstanceImageId ResourceAwsEc2InstanceKeyName
    ResourceAwsEc2InstanceIamInstanceProfileArn ResourceAwsEc2InstanceVpcId ResourceAwsEc2InstanceSubnetId
    ResourceAwsS3BucketOwnerId ResourceAwsS3BucketOwnerName ResourceAwsIamAccessKeyUserName
    ResourceAwsIamAccessKeyPrincipalName ResourceAwsIamAccessKeyStatus ResourceAwsIamUserUserName ResourceContainerName
    ResourceContainerImageId ResourceContainerImageName WorkflowState FindingProviderFieldsRelatedFindingsId
    FindingProviderFieldsRelatedFindingsProductArn FindingProviderFieldsSeverityLabel
    FindingProviderFieldsSeverityOriginal FindingProviderFieldsTypes VulnerabilitiesExploitAvailable
    VulnerabilitiesFixAvailable ComplianceSecurityControlParametersName ComplianceSecurityControlParametersValue`,
  number: `Confidence Criticality SeverityProduct SeverityNormalized NetworkSourcePort NetworkDestinationPort ProcessPid
    ProcessParentPid FindingProviderFieldsConfidence FindingProviderFieldsCriticality`,
  date: `FirstObservedAt LastObservedAt CreatedAt UpdatedAt NoteUpdatedAt ProcessLaunchedAt ProcessTerminatedAt
    ThreatIntelIndicatorLastObservedAt ResourceAwsEc2InstanceLaunchedAt ResourceAwsIamAccessKeyCreatedAt
    ResourceContainerLaunchedAt`,
  map: 'UserDefinedFields ResourceTags ResourceDetailsOther ProductFields',
  ip: `NetworkSourceIpV4 NetworkSourceIpV6 NetworkDestinationIpV4 NetworkDestinationIpV6
    ResourceAwsEc2InstanceIpV4Addresses ResourceAwsEc2InstanceIpV6Addresses`,
  boolean: 'Sample',
  keyword: 'Keyword',
} as const;
type FilterKind = keyof typeof FIELDS;
export interface FilterName {
  readonly kind: FilterKind;
  readonly name: string;
}

export const FILTER_NAMES: readonly FilterName[] = Object.entries(FIELDS).flatMap(([kind, names]) =>
  names.split(/\s+/).map((name) => ({ kind: kind as FilterKind, name })),
);

/** As core compiles them, in whichever dialect has them. */
export function compiledFilters(filters: JsonObject): FindingFilters {
  const query = compileFilters(filters, 'get-findings');
  const read = query.kind === 'filters' ? query : compileFilters(filters, 'automation-rule');
  if (read.kind === 'filters') return read;
  // CONTAINS belongs to automation rules, whose fields are fewer.
  const plain = JSON.parse(JSON.stringify(filters).replaceAll('CONTAINS', 'EQUALS')) as JsonObject;
  const other = compileFilters(plain, 'get-findings');
  if (other.kind === 'invalid') throw new Error(`${other.field} ${other.reason}`);
  return other;
}

/** All that stands at the field's path in a finding. */
export function valuesOf(asff: Asff, { name }: FilterName): readonly unknown[] {
  return valuesAt(asff, PATHS.get(name) ?? []);
}

const PATHS = new Map(
  FILTER_NAMES.filter(({ kind }) => kind !== 'keyword').map(({ kind, name }) => {
    const dummy = {
      string: [{ Value: 'x', Comparison: 'EQUALS' }],
      map: [{ Key: 'k', Value: 'x', Comparison: 'EQUALS' }],
    };
    const others = {
      number: [{ Eq: 1 }],
      date: [{ Start: '2026-01-01T00:00:00.000Z' }],
      ip: [{ Cidr: '::1' }],
      boolean: [{ Value: true }],
    };
    const [field] = compiledFilters({ [name]: { ...dummy, ...others, keyword: [] }[kind] }).fields;
    if (!field || field.kind === 'keyword') throw new Error(`no path of ${name}`);
    return [name, field.path];
  }),
);

export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [step, ...rest] = path;
  if (value === undefined) return [];
  if (step === undefined) return [value];
  if (step === '[]') return (value as unknown[]).flatMap((one) => valuesAt(one, rest));
  return valuesAt((value as Record<string, unknown>)[step], rest);
}
