import type { JsonObject } from '@trueup/core';

const CONTROLS = 40;
const ACCOUNTS = 200;
const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'eu-central-1'] as const;
/** What Security Hub writes beside the verdict: a finding of a bucket comes to some 2.6 KB. */
const PADDING = 'x'.repeat(180);

/** A Security Hub control finding of some 2.6 KB; every number is another resource. `updatedAt` is the reporter's. */
export function sampleFinding(number: number, updatedAt: string): JsonObject {
  const account = String(100_000_000_000 + (number % ACCOUNTS));
  const region = REGIONS[number % REGIONS.length] ?? 'eu-west-1';
  const control = `S3.${1 + (number % CONTROLS)}`;
  const bucket = `bench-bucket-${number}`;
  const id = `arn:aws:securityhub:${region}:${account}:security-control/${control}/finding/${number.toString(16).padStart(32, '0')}`;
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
    ProductName: 'Security Hub',
    CompanyName: 'AWS',
    Region: region,
    GeneratorId: `security-control/${control}`,
    AwsAccountId: account,
    Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    FirstObservedAt: '2026-01-01T00:00:00.000Z',
    LastObservedAt: updatedAt,
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: updatedAt,
    Severity: { Label: SEVERITIES[number % SEVERITIES.length] ?? 'LOW', Original: 'HIGH' },
    Title: `Bucket rule ${control} should hold`,
    Description: `This control checks a bucket. ${PADDING}`,
    Remediation: {
      Recommendation: {
        Text: 'For directions on how to fix this issue, see the documentation.',
        Url: `https://docs.aws.amazon.com/console/securityhub/${control}/remediation`,
      },
    },
    ProductFields: {
      'RelatedAWSResources:0/name': `securityhub-s3-bucket-rule-${number % CONTROLS}`,
      'RelatedAWSResources:0/type': 'AWS::Config::ConfigRule',
      'aws/securityhub/ProductName': 'Security Hub',
      'aws/securityhub/CompanyName': 'AWS',
      'aws/securityhub/FindingId': `arn:aws:securityhub:${region}::product/aws/securityhub/${id}`,
      'Resources:0/Id': `arn:aws:s3:::${bucket}`,
    },
    Resources: [resourceOf(number, bucket, region)],
    Compliance: {
      Status: 'FAILED',
      SecurityControlId: control,
      RelatedRequirements: [
        'NIST.800-53.r5 AC-21',
        'NIST.800-53.r5 AC-3',
        'NIST.800-53.r5 AC-3(7)',
        'PCI DSS v3.2.1/1.2.1',
      ],
      AssociatedStandards: [
        { StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' },
        { StandardsId: 'standards/nist-800-53/v/5.0.0' },
      ],
    },
    Workflow: { Status: 'NEW' },
    RecordState: 'ACTIVE',
    FindingProviderFields: {
      Severity: { Label: SEVERITIES[number % SEVERITIES.length] ?? 'LOW', Original: 'HIGH' },
      Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    },
  };
}

function resourceOf(number: number, bucket: string, region: string): JsonObject {
  return {
    Type: 'AwsS3Bucket',
    Id: `arn:aws:s3:::${bucket}`,
    Partition: 'aws',
    Region: region,
    Tags: { Environment: number % 3 === 0 ? 'prod' : 'dev', Owner: `team-${number % 17}`, CostCenter: '4711' },
    Details: {
      AwsS3Bucket: {
        OwnerId: 'a'.repeat(64),
        CreatedAt: '2025-06-01T00:00:00.000Z',
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        Name: bucket,
      },
    },
  };
}

/** The n-th of 50 automation rules: each looks at some fields, and few match a finding. */
export function sampleAutomationRule(number: number): JsonObject {
  return {
    RuleName: `rule ${number}`,
    Description: 'Of the benchmark.',
    RuleOrder: number + 1,
    Criteria: {
      AwsAccountId: [{ Value: String(100_000_000_000 + number), Comparison: 'EQUALS' }],
      SeverityLabel: [
        { Value: 'CRITICAL', Comparison: 'EQUALS' },
        { Value: 'HIGH', Comparison: 'EQUALS' },
      ],
      Title: [{ Value: 'Bucket', Comparison: 'PREFIX' }],
      ResourceTags: [{ Key: 'Environment', Value: 'prod', Comparison: 'EQUALS' }],
    },
    Actions: [
      {
        Type: 'FINDING_FIELDS_UPDATE',
        FindingFieldsUpdate: { Criticality: 90, UserDefinedFields: { rule: String(number) } },
      },
    ],
  };
}

/** The n-th of 50 event rules: FAILED findings of one control in one account. */
export function sampleEventPattern(number: number): string {
  return JSON.stringify({
    source: ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
    detail: {
      findings: {
        AwsAccountId: [String(100_000_000_000 + number)],
        Compliance: { Status: ['FAILED'], SecurityControlId: [`S3.${1 + (number % CONTROLS)}`] },
        Workflow: { Status: ['NEW'] },
      },
    },
  });
}
