import type { AsffPath, FilterDialect } from './finding-filters.ts';

export type FilterKind = 'string' | 'number' | 'date' | 'map' | 'boolean' | 'ip' | 'keyword';

export interface FilterField {
  readonly kind: FilterKind;
  readonly path: AsffPath;
  /** How many conditions a filter may have for it. */
  readonly most: number;
}

type Row = readonly [kind: Exclude<FilterKind, 'keyword'>, path: string];

/** The 38 fields of AutomationRulesFindingFilters, which GetFindings has as well, and where they stand in a finding. */
const RULE_FIELDS: Readonly<Record<string, Row>> = {
  ProductArn: ['string', 'ProductArn'],
  AwsAccountId: ['string', 'AwsAccountId'],
  Id: ['string', 'Id'],
  GeneratorId: ['string', 'GeneratorId'],
  Type: ['string', 'Types[]'],
  FirstObservedAt: ['date', 'FirstObservedAt'],
  LastObservedAt: ['date', 'LastObservedAt'],
  CreatedAt: ['date', 'CreatedAt'],
  UpdatedAt: ['date', 'UpdatedAt'],
  SeverityLabel: ['string', 'Severity.Label'],
  Confidence: ['number', 'Confidence'],
  Criticality: ['number', 'Criticality'],
  Title: ['string', 'Title'],
  Description: ['string', 'Description'],
  SourceUrl: ['string', 'SourceUrl'],
  ProductName: ['string', 'ProductName'],
  CompanyName: ['string', 'CompanyName'],
  UserDefinedFields: ['map', 'UserDefinedFields'],
  ResourceType: ['string', 'Resources[].Type'],
  ResourceId: ['string', 'Resources[].Id'],
  ResourcePartition: ['string', 'Resources[].Partition'],
  ResourceRegion: ['string', 'Resources[].Region'],
  ResourceTags: ['map', 'Resources[].Tags'],
  ResourceDetailsOther: ['map', 'Resources[].Details.Other'],
  ComplianceStatus: ['string', 'Compliance.Status'],
  VerificationState: ['string', 'VerificationState'],
  WorkflowStatus: ['string', 'Workflow.Status'],
  RecordState: ['string', 'RecordState'],
  RelatedFindingsProductArn: ['string', 'RelatedFindings[].ProductArn'],
  RelatedFindingsId: ['string', 'RelatedFindings[].Id'],
  NoteText: ['string', 'Note.Text'],
  NoteUpdatedAt: ['date', 'Note.UpdatedAt'],
  NoteUpdatedBy: ['string', 'Note.UpdatedBy'],
  ComplianceSecurityControlId: ['string', 'Compliance.SecurityControlId'],
  ComplianceAssociatedStandardsId: ['string', 'Compliance.AssociatedStandards[].StandardsId'],
  AwsAccountName: ['string', 'AwsAccountName'],
  ResourceApplicationName: ['string', 'Resources[].ApplicationName'],
  ResourceApplicationArn: ['string', 'Resources[].ApplicationArn'],
};

/** What AwsSecurityFindingFilters has beyond that, its deprecated fields too. */
const QUERY_FIELDS: Readonly<Record<string, Row>> = {
  Region: ['string', 'Region'],
  SeverityProduct: ['number', 'Severity.Product'],
  SeverityNormalized: ['number', 'Severity.Normalized'],
  RecommendationText: ['string', 'Remediation.Recommendation.Text'],
  ProductFields: ['map', 'ProductFields'],
  MalwareName: ['string', 'Malware[].Name'],
  MalwareType: ['string', 'Malware[].Type'],
  MalwarePath: ['string', 'Malware[].Path'],
  MalwareState: ['string', 'Malware[].State'],
  NetworkDirection: ['string', 'Network.Direction'],
  NetworkProtocol: ['string', 'Network.Protocol'],
  NetworkSourceIpV4: ['ip', 'Network.SourceIpV4'],
  NetworkSourceIpV6: ['ip', 'Network.SourceIpV6'],
  NetworkSourcePort: ['number', 'Network.SourcePort'],
  NetworkSourceDomain: ['string', 'Network.SourceDomain'],
  NetworkSourceMac: ['string', 'Network.SourceMac'],
  NetworkDestinationIpV4: ['ip', 'Network.DestinationIpV4'],
  NetworkDestinationIpV6: ['ip', 'Network.DestinationIpV6'],
  NetworkDestinationPort: ['number', 'Network.DestinationPort'],
  NetworkDestinationDomain: ['string', 'Network.DestinationDomain'],
  ProcessName: ['string', 'Process.Name'],
  ProcessPath: ['string', 'Process.Path'],
  ProcessPid: ['number', 'Process.Pid'],
  ProcessParentPid: ['number', 'Process.ParentPid'],
  ProcessLaunchedAt: ['date', 'Process.LaunchedAt'],
  ProcessTerminatedAt: ['date', 'Process.TerminatedAt'],
  ThreatIntelIndicatorType: ['string', 'ThreatIntelIndicators[].Type'],
  ThreatIntelIndicatorValue: ['string', 'ThreatIntelIndicators[].Value'],
  ThreatIntelIndicatorCategory: ['string', 'ThreatIntelIndicators[].Category'],
  ThreatIntelIndicatorLastObservedAt: ['date', 'ThreatIntelIndicators[].LastObservedAt'],
  ThreatIntelIndicatorSource: ['string', 'ThreatIntelIndicators[].Source'],
  ThreatIntelIndicatorSourceUrl: ['string', 'ThreatIntelIndicators[].SourceUrl'],
  ResourceAwsEc2InstanceType: ['string', 'Resources[].Details.AwsEc2Instance.Type'],
  ResourceAwsEc2InstanceImageId: ['string', 'Resources[].Details.AwsEc2Instance.ImageId'],
  ResourceAwsEc2InstanceIpV4Addresses: ['ip', 'Resources[].Details.AwsEc2Instance.IpV4Addresses[]'],
  ResourceAwsEc2InstanceIpV6Addresses: ['ip', 'Resources[].Details.AwsEc2Instance.IpV6Addresses[]'],
  ResourceAwsEc2InstanceKeyName: ['string', 'Resources[].Details.AwsEc2Instance.KeyName'],
  ResourceAwsEc2InstanceIamInstanceProfileArn: ['string', 'Resources[].Details.AwsEc2Instance.IamInstanceProfileArn'],
  ResourceAwsEc2InstanceVpcId: ['string', 'Resources[].Details.AwsEc2Instance.VpcId'],
  ResourceAwsEc2InstanceSubnetId: ['string', 'Resources[].Details.AwsEc2Instance.SubnetId'],
  ResourceAwsEc2InstanceLaunchedAt: ['date', 'Resources[].Details.AwsEc2Instance.LaunchedAt'],
  ResourceAwsS3BucketOwnerId: ['string', 'Resources[].Details.AwsS3Bucket.OwnerId'],
  ResourceAwsS3BucketOwnerName: ['string', 'Resources[].Details.AwsS3Bucket.OwnerName'],
  ResourceAwsIamAccessKeyUserName: ['string', 'Resources[].Details.AwsIamAccessKey.UserName'],
  ResourceAwsIamAccessKeyPrincipalName: ['string', 'Resources[].Details.AwsIamAccessKey.PrincipalName'],
  ResourceAwsIamAccessKeyStatus: ['string', 'Resources[].Details.AwsIamAccessKey.Status'],
  ResourceAwsIamAccessKeyCreatedAt: ['date', 'Resources[].Details.AwsIamAccessKey.CreatedAt'],
  ResourceAwsIamUserUserName: ['string', 'Resources[].Details.AwsIamUser.UserName'],
  ResourceContainerName: ['string', 'Resources[].Details.Container.Name'],
  ResourceContainerImageId: ['string', 'Resources[].Details.Container.ImageId'],
  ResourceContainerImageName: ['string', 'Resources[].Details.Container.ImageName'],
  ResourceContainerLaunchedAt: ['date', 'Resources[].Details.Container.LaunchedAt'],
  WorkflowState: ['string', 'WorkflowState'],
  FindingProviderFieldsConfidence: ['number', 'FindingProviderFields.Confidence'],
  FindingProviderFieldsCriticality: ['number', 'FindingProviderFields.Criticality'],
  FindingProviderFieldsRelatedFindingsId: ['string', 'FindingProviderFields.RelatedFindings[].Id'],
  FindingProviderFieldsRelatedFindingsProductArn: ['string', 'FindingProviderFields.RelatedFindings[].ProductArn'],
  FindingProviderFieldsSeverityLabel: ['string', 'FindingProviderFields.Severity.Label'],
  FindingProviderFieldsSeverityOriginal: ['string', 'FindingProviderFields.Severity.Original'],
  FindingProviderFieldsTypes: ['string', 'FindingProviderFields.Types[]'],
  Sample: ['boolean', 'Sample'],
  VulnerabilitiesExploitAvailable: ['string', 'Vulnerabilities[].ExploitAvailable'],
  VulnerabilitiesFixAvailable: ['string', 'Vulnerabilities[].FixAvailable'],
  ComplianceSecurityControlParametersName: ['string', 'Compliance.SecurityControlParameters[].Name'],
  ComplianceSecurityControlParametersValue: ['string', 'Compliance.SecurityControlParameters[].Value[]'],
};

/** Of these a rule may name a hundred, of the others twenty (AutomationRulesFindingFilters). */
const HUNDRED = ['AwsAccountId', 'GeneratorId', 'Title', 'ResourceId'];

const steps = (path: string): AsffPath => path.replaceAll('[]', '.[]').split('.');

function fieldsOf(rows: Readonly<Record<string, Row>>, hundred: readonly string[]): [string, FilterField][] {
  return Object.entries(rows).map(([field, [kind, path]]) => [
    field,
    { kind, path: steps(path), most: hundred.includes(field) ? 100 : 20 },
  ]);
}

const QUERIED: ReadonlyMap<string, FilterField> = new Map([
  ...fieldsOf(RULE_FIELDS, []),
  ...fieldsOf(QUERY_FIELDS, []),
  ['Keyword', { kind: 'keyword', path: [], most: 20 }],
]);

/** The fields of each dialect by AWS's name. */
export const FILTER_FIELDS: Readonly<Record<FilterDialect, ReadonlyMap<string, FilterField>>> = {
  'automation-rule': new Map(fieldsOf(RULE_FIELDS, HUNDRED)),
  'get-findings': QUERIED,
  search: QUERIED,
};
