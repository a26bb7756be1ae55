import type { JsonObject } from '@trueup/core';

/** Numbers that look random and are the same on every run. */
export function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-northeast-1', 'ap-southeast-2'];
export const RESOURCE_TYPES = [
  'AwsS3Bucket',
  'AwsEc2Instance',
  'AwsIamRole',
  'AwsRdsDbInstance',
  'AwsKmsKey',
  'AwsEksCluster',
];
export const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
export const TEAMS = 200;
export const CONTROLS = 400;
export const ACCOUNTS = 300;
export const BUCKETS = 10_000;

export const accountOf = (number: number): string => String(111_100_000_000 + number);
export const controlOf = (number: number): string => `${['S3', 'EC2', 'IAM', 'RDS'][number % 4]}.${number}`;

/** Each bucket belongs to one team. */
export const bucketOf = (number: number): string => `team-${number % TEAMS}-bucket-${number}`;

const oneOf = (next: (below: number) => number, values: readonly string[]): string => values[next(values.length)] ?? '';

/** Texts of events as Security Hub (one finding, about 2.6 KB) and CloudTrail (about 1 KB) send them. */
export function sampleEventTexts(count: number): string[] {
  const next = sequence(7);
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify(index % 2 === 0 ? findingEvent(next, index) : callEvent(next, index)),
  );
}

function envelope(next: (below: number) => number, index: number): JsonObject {
  return {
    version: '0',
    id: `8e5622f9-d81c-4d81-612a-${String(index).padStart(12, '0')}`,
    account: accountOf(next(ACCOUNTS)),
    time: '2026-01-02T03:04:05Z',
    region: oneOf(next, REGIONS),
  };
}

function findingEvent(next: (below: number) => number, index: number): JsonObject {
  const head = envelope(next, index);
  const control = controlOf(next(CONTROLS));
  const id = `arn:aws:securityhub:${String(head['region'])}:${String(head['account'])}:security-control/${control}/finding/${index}`;
  return {
    ...head,
    'detail-type': 'Security Hub Findings - Imported',
    source: 'aws.securityhub',
    resources: [id],
    detail: {
      findings: [
        {
          SchemaVersion: '2018-10-08',
          Id: id,
          ProductArn: `arn:aws:securityhub:${String(head['region'])}::product/aws/securityhub`,
          ProductName: 'Security Hub',
          CompanyName: 'AWS',
          Region: head['region'],
          GeneratorId: `security-control/${control}`,
          AwsAccountId: head['account'],
          Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
          FirstObservedAt: '2026-01-01T00:00:00.000Z',
          LastObservedAt: '2026-01-02T03:04:00.000Z',
          CreatedAt: '2026-01-01T00:00:00.000Z',
          UpdatedAt: '2026-01-02T03:04:00.000Z',
          Severity: { Label: oneOf(next, SEVERITIES), Normalized: next(101), Original: 'HIGH' },
          Title: `${control} what the control asks for should be so for every resource of its kind`,
          Description: 'This control checks whether the resource is set up as it is asked for. '.repeat(5),
          Remediation: {
            Recommendation: {
              Text: 'For information on how to correct this issue, consult the documentation of the controls.',
              Url: `https://docs.aws.amazon.com/console/securityhub/${control}/remediation`,
            },
          },
          ProductFields: {
            'aws/securityhub/ProductName': 'Security Hub',
            'aws/securityhub/CompanyName': 'AWS',
            'aws/securityhub/FindingId': `arn:aws:securityhub:eu-west-1::product/aws/securityhub/${id}`,
          },
          Resources: [
            {
              Type: oneOf(next, RESOURCE_TYPES),
              Id: `arn:aws:s3:::${bucketOf(next(BUCKETS))}`,
              Partition: 'aws',
              Region: head['region'],
              Tags: { team: `team-${next(TEAMS)}`, environment: next(2) === 0 ? 'prod' : 'dev' },
            },
          ],
          Compliance: { Status: next(4) === 0 ? 'PASSED' : 'FAILED', SecurityControlId: control },
          Workflow: { Status: 'NEW' },
          WorkflowState: 'NEW',
          RecordState: 'ACTIVE',
          ProcessedAt: '2026-01-02T03:04:05.123Z',
        },
      ],
    },
  };
}

function callEvent(next: (below: number) => number, index: number): JsonObject {
  const head = envelope(next, index);
  return {
    ...head,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.s3',
    resources: [],
    detail: {
      eventVersion: '1.09',
      userIdentity: {
        type: 'AssumedRole',
        principalId: `AROAEXAMPLE:session-${index}`,
        arn: `arn:aws:sts::${String(head['account'])}:assumed-role/team-${next(TEAMS)}-role/session-${index}`,
        accountId: head['account'],
      },
      eventTime: '2026-01-02T03:04:05Z',
      eventSource: 's3.amazonaws.com',
      eventName: `Put${oneOf(next, ['BucketAcl', 'BucketPolicy', 'Object', 'BucketTagging'])}`,
      awsRegion: head['region'],
      sourceIPAddress: `10.${next(256)}.${next(256)}.${next(256)}`,
      userAgent: '[aws-cli/2.15.0 Python/3.11.6 Linux/6.1 exe/x86_64]',
      requestParameters: { bucketName: bucketOf(next(BUCKETS)), partNumber: next(1_000) },
      responseElements: null,
      readOnly: false,
      recipientAccountId: head['account'],
    },
  };
}
