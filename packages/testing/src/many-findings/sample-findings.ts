import {
  DEFAULT_PRIORITY_SETTINGS,
  identify,
  instantAfter,
  ownProductArn,
  receive,
  type AccountId,
  type Arn,
  type Asff,
  type ControlId,
  type Digest,
  type Finding,
  type Region,
  type Severity,
} from '@trueup/core';

const ACCOUNTS = 200;
const CONTROLS = 300;
const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1', 'eu-central-1', 'us-east-2', 'sa-east-1'];
const TYPES = [
  'S3:Bucket',
  'Ec2:Instance',
  'Ec2:SecurityGroup',
  'Ec2:Volume',
  'Iam:Role',
  'Iam:User',
  'Lambda:Function',
  'Rds:DbInstance',
  'Kms:Key',
  'Sns:Topic',
  'Sqs:Queue',
  'DynamoDb:Table',
  'Ecr:Repository',
  'Ecs:Service',
  'Eks:Cluster',
];
const PRODUCTS = ['Trueup', 'Security Hub', 'Prowler', 'GuardDuty', 'Inspector', 'Config', 'Macie'];
const WORDS = ['encrypted', 'public', 'logging', 'rotation', 'backup', 'versioning', 'tagged', 'private', 'patched'];
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

/** The same numbers every time: how many findings there are of a kind is what queries depend on. */
function randomNumbers(): (below: number) => number {
  let state = 12_345;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
}

/** `count` findings with some 2.6 KB of ASFF each, two in three of them open. */
export function sampleFindings(count: number, digest: Digest): readonly Finding[] {
  const below = randomNumbers();
  const lookup = { byId: () => undefined, byRequirement: () => undefined, byConfigRule: () => undefined };
  const context = {
    lookup: { ...lookup, byReporterCheck: () => undefined },
    globalControls: new Set<ControlId>(),
    digest,
  };
  return Array.from({ length: count }, (_, index) => {
    const asff = sampleAsff(index, below);
    const { finding } = receive(undefined, identify(asff, asff.UpdatedAt, context));
    const days = DEFAULT_PRIORITY_SETTINGS.slaDays[finding.severity];
    const since = finding.firstObservedAt;
    const term = days === null ? {} : { since, dueAt: instantAfter(since, days * DAY_MS) };
    return { ...finding, priority: { base: below(180), reasons: [], ...term } };
  });
}

function sampleAsff(index: number, below: (number: number) => number): Asff {
  const account = `${111_122_220_000 + skewed(ACCOUNTS, below)}` as AccountId;
  const region = REGIONS[skewed(REGIONS.length, below)] as Region;
  const control = skewed(CONTROLS, below);
  const [service = '', kind = ''] = (TYPES[control % TYPES.length] ?? '').split(':');
  const updatedAt = new Date(NOW - below(90 * DAY_MS)).toISOString();
  const arn = `arn:aws:${service.toLowerCase()}:${region}:${account}:${kind.toLowerCase()}/workload-${index}` as Arn;
  const product = PRODUCTS[skewed(PRODUCTS.length, below)] ?? '';
  const known = product !== 'GuardDuty' && product !== 'Inspector';
  const status = ['FAILED', 'FAILED', 'FAILED', 'FAILED', 'PASSED', 'WARNING', 'NOT_AVAILABLE'] as const;
  const compliance = status[below(status.length)] ?? 'FAILED';
  return {
    SchemaVersion: '2018-10-08',
    Id: `${arn}/finding/${index}`,
    ProductArn: ownProductArn({ partition: 'aws', region, accountId: account, arn, type: '', id: '' }),
    ProductName: product,
    CompanyName: product === 'Prowler' ? 'Prowler' : 'AWS',
    Region: region,
    GeneratorId: known ? `security-control/${service}.${control}` : `detector/${control}`,
    AwsAccountId: account,
    Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    FirstObservedAt: new Date(NOW - 90 * DAY_MS - below(90 * DAY_MS)).toISOString(),
    LastObservedAt: updatedAt,
    CreatedAt: new Date(NOW - 90 * DAY_MS).toISOString(),
    UpdatedAt: updatedAt,
    Severity: { Label: severity(control), Normalized: 70 },
    Title: `${service} ${kind} number ${control} should be ${WORDS[control % WORDS.length]} in every account`,
    Description: 'This check fails when the resource does not do what it should. '.repeat(5),
    Remediation: { Recommendation: { Text: 'Read the instructions.', Url: `https://docs.aws.amazon.com/${control}` } },
    ProductFields: Object.fromEntries(
      Array.from({ length: 8 }, (_, at) => [`aws/securityhub/field-number-${at}`, `${arn}/${at}`]),
    ),
    Resources: Array.from({ length: index % 50 === 0 ? 3 : 1 }, (_, at) => ({
      Type: `Aws${service}${kind}`,
      Id: at === 0 ? arn : `${arn}-${at}`,
      Partition: 'aws',
      Region: region,
      Tags: { owner: `team-${control % 20}`, stage: 'production', 'cost-centre': `${index % 97}` },
      Details: { Other: { state: 'available', note: 'x'.repeat(300) } },
    })),
    ...(known
      ? {
          Compliance: {
            Status: compliance,
            SecurityControlId: `${service}.${control}`,
            RelatedRequirements: ['NIST.800-53.r5 AC-3', 'NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/1.4.4'],
            AssociatedStandards: [{ StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' }],
          },
        }
      : {}),
    Workflow: { Status: (['NEW', 'NEW', 'NEW', 'NOTIFIED', 'SUPPRESSED', 'RESOLVED'] as const)[below(6)] ?? 'NEW' },
    RecordState: below(10) === 0 ? 'ARCHIVED' : 'ACTIVE',
  };
}

/** Few have much and many have little, as accounts and controls do. */
function skewed(count: number, below: (number: number) => number): number {
  return Math.min(below(count), below(count));
}

function severity(control: number): Severity {
  const labels: readonly Severity[] = [
    'MEDIUM',
    'LOW',
    'MEDIUM',
    'HIGH',
    'LOW',
    'MEDIUM',
    'HIGH',
    'CRITICAL',
    'LOW',
    'MEDIUM',
  ];
  return labels[control % labels.length] ?? 'LOW';
}
