import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { COMPLIANCE_STATUSES, RECORD_STATES, SEVERITY_LABELS, WORKFLOW_STATUSES, type Asff } from '../asff/asff.ts';
import { filledSeverity } from '../asff/severity.ts';
import { asffFromOcsf } from './asff-from-ocsf.ts';
import { ocsfFromAsff } from './ocsf-from-asff.ts';

const CONTEXT = { partition: 'aws', region: 'us-east-1' } as const;

const FINDING: Asff = {
  SchemaVersion: '2018-10-08',
  Id: 'arn:aws:securityhub:eu-west-1:123456789012:security-control/S3.8/finding/1',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  ProductName: 'Security Hub',
  CompanyName: 'AWS',
  Region: 'eu-west-1',
  GeneratorId: 'security-control/S3.8',
  AwsAccountId: '123456789012',
  Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
  CreatedAt: '2026-01-01T00:00:00.000Z',
  UpdatedAt: '2026-01-02T00:00:00.000Z',
  Severity: { Label: 'HIGH', Normalized: 70, Original: 'HIGH' },
  Title: 'Bucket blocks public access',
  Description: 'It does not.',
  Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop', Partition: 'aws', Tags: { 'aws:a:b': 'c:d', '': 'x' } }],
  Compliance: {
    Status: 'FAILED',
    SecurityControlId: 'S3.8',
    AssociatedStandards: [{ StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' }],
    StatusReasons: [{ ReasonCode: 'A', Description: 'a' }, { ReasonCode: 'B' }],
  },
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE',
};

const returned = (asff: Asff): unknown => {
  const back = asffFromOcsf(ocsfFromAsff(asff), CONTEXT);
  return back.kind === 'mapped' ? back.asff : back;
};

test('a control finding is a compliance finding with the base attributes that OCSF requires', () => {
  expect(ocsfFromAsff(FINDING, { productVersion: '1.2.3' })).toMatchObject({
    activity_id: 2,
    category_uid: 2,
    class_uid: 2003,
    type_uid: 200302,
    time: Date.parse('2026-01-02T00:00:00.000Z'),
    severity_id: 4,
    severity: 'High',
    status_id: 1,
    status: 'New',
    metadata: {
      version: '1.5.0',
      log_version: '2018-10-08',
      product: {
        uid: FINDING.ProductArn,
        vendor_name: 'AWS',
        version: '1.2.3',
        feature: { uid: 'security-control/S3.8' },
      },
    },
    cloud: { provider: 'AWS', region: 'eu-west-1', account: { uid: '123456789012' } },
    finding_info: { uid: FINDING.Id, title: FINDING.Title, desc: 'It does not.' },
    compliance: {
      control: 'S3.8',
      status: 'Fail',
      status_id: 3,
      status_code: 'A',
      status_detail: 'a',
      standards: ['standards/aws-foundational-security-best-practices/v/1.0.0'],
    },
    resources: [{ type: 'AwsS3Bucket', uid: 'arn:aws:s3:::shop', cloud_partition: 'aws' }],
  });
});

test.each<[string, Partial<Asff>, number, string]>([
  [
    'of Inspector',
    { Vulnerabilities: [{ Id: 'CVE-1' }], ProductArn: 'arn:aws:securityhub:x::product/aws/inspector' },
    2002,
    'vulnerabilities',
  ],
  ['of Security Hub', { Vulnerabilities: [{ Id: 'CVE-1' }] }, 2003, 'compliance'],
  ['of a third party with a status', { ProductArn: 'arn:aws:securityhub:x::product/acme/acme' }, 2003, 'compliance'],
])('a finding %s is of class %s', (_, part, classUid, member) => {
  const event = ocsfFromAsff({ ...FINDING, ...part });
  expect(event).toHaveProperty(member);
  expect(event).toMatchObject({ class_uid: classUid, type_uid: classUid * 100 + 2 });
});

test('what GuardDuty saw is evidence of a detection', () => {
  const { Compliance, ...finding } = FINDING;
  expect(Compliance).toBeDefined();
  const service = 'aws/guardduty/service/';
  const event = ocsfFromAsff({
    ...finding,
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
    ProductFields: {
      [`${service}action/awsApiCallAction/api`]: 'ListBuckets',
      [`${service}action/awsApiCallAction/serviceName`]: 's3.amazonaws.com',
      [`${service}action/awsApiCallAction/remoteIpDetails/ipAddressV4`]: '198.51.100.7',
      [`${service}additionalInfo/value`]: '{}',
    },
  });
  expect(event).toMatchObject({
    class_uid: 2004,
    evidences: [
      {
        api: { operation: 'ListBuckets', service: { name: 's3.amazonaws.com' } },
        src_endpoint: { ip: '198.51.100.7' },
        data: { value: '{}' },
      },
    ],
  });
});

test.each<[Partial<Asff>, number, number]>([
  [{ UpdatedAt: FINDING.CreatedAt }, 1, 1],
  [{ Workflow: { Status: 'NOTIFIED' } }, 2, 2],
  [{ RecordState: 'ARCHIVED', Workflow: { Status: 'SUPPRESSED' } }, 3, 5],
])('%j is activity %i with status %i', (part, activity_id, status_id) => {
  expect(ocsfFromAsff({ ...FINDING, ...part })).toMatchObject({ activity_id, status_id });
});

test('what is changed in OCSF is not undone by what travels in unmapped', () => {
  const event = ocsfFromAsff(FINDING);
  const compliance = { ...(event['compliance'] as JsonObject), status_id: 1, status: 'Pass' };
  const back = asffFromOcsf({ ...event, compliance, status_id: 4, status: 'Resolved' }, CONTEXT);
  expect(back).toMatchObject({ asff: { Compliance: { Status: 'PASSED' }, Workflow: { Status: 'RESOLVED' } } });
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== '');
const instant = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const percent = fc.integer({ min: 0, max: 100 });
const some = <T>(members: { [Name in keyof T]: fc.Arbitrary<T[Name]> }) => fc.record(members, { requiredKeys: [] });
const record = fc.dictionary(fc.oneof(text, fc.constant('__proto__')), text, { maxKeys: 3 });

const vulnerability = fc.tuple(
  fc.record({ Id: text }),
  some({
    VulnerablePackages: fc.array(
      some({ Name: text, Version: text, Epoch: text, Remediation: text, SourceLayerArn: text }),
      { maxLength: 2 },
    ),
    Cvss: fc.array(some({ Version: text, BaseScore: fc.integer(), BaseVector: text, Source: text }), { maxLength: 2 }),
    RelatedVulnerabilities: fc.array(text, { maxLength: 2 }),
    Vendor: fc.record({ Name: text, Url: text, VendorSeverity: text, VendorCreatedAt: instant }),
    ReferenceUrls: fc.array(text, { maxLength: 2 }),
    FixAvailable: fc.constantFrom('YES', 'NO', 'PARTIAL'),
    EpssScore: fc.integer({ min: 0, max: 1 }),
    ExploitAvailable: fc.constantFrom('YES', 'NO'),
    LastKnownExploitAt: instant,
    CodeVulnerabilities: fc.array(
      some({ Cwes: fc.array(text), SourceArn: text, FilePath: some({ FileName: text, StartLine: fc.nat() }) }),
      { maxLength: 2 },
    ),
  }),
);

const members = some({
  ProductName: text,
  CompanyName: text,
  Types: fc.array(text, { maxLength: 2 }),
  FirstObservedAt: instant,
  LastObservedAt: instant,
  ProcessedAt: instant,
  Severity: some({ Label: fc.constantFrom(...SEVERITY_LABELS), Original: text, Product: fc.integer() }).map((one) =>
    filledSeverity(one.Label ? one : { ...one, Normalized: 5 }),
  ),
  Confidence: percent,
  Criticality: percent,
  SourceUrl: text,
  Remediation: fc.record({ Recommendation: some({ Text: text, Url: text }) }),
  ProductFields: record,
  UserDefinedFields: record,
  Network: some({ Protocol: text }),
  Compliance: some({
    Status: fc.constantFrom(...COMPLIANCE_STATUSES),
    SecurityControlId: text,
    RelatedRequirements: fc.array(text, { maxLength: 3 }),
    StatusReasons: fc.array(fc.record({ ReasonCode: text, Description: text }), { maxLength: 2 }),
    AssociatedStandards: fc.array(some({ StandardsId: text }), { maxLength: 2 }),
    SecurityControlParameters: fc.array(some({ Name: text, Value: fc.array(text) }), { maxLength: 2 }),
  }),
  Workflow: some({ Status: fc.constantFrom(...WORKFLOW_STATUSES) }),
  RelatedFindings: fc.array(fc.record({ ProductArn: text, Id: text }), { maxLength: 2 }),
  Note: fc.record({ Text: text, UpdatedBy: text, UpdatedAt: instant }),
  Vulnerabilities: fc.array(
    vulnerability.map(([id, rest]) => ({ ...id, ...rest })),
    { maxLength: 2 },
  ),
  Sample: fc.boolean(),
});

const resource = fc
  .tuple(
    fc.record({ Type: fc.constantFrom('AwsS3Bucket', 'AwsEcsContainer', 'Other', 'AwsQuiteNewThing'), Id: text }),
    some({
      Partition: fc.constantFrom('aws', 'aws-cn', 'elsewhere'),
      Region: text,
      ResourceRole: text,
      Tags: record,
      Details: fc.dictionary(fc.constantFrom('AwsS3Bucket', 'Other'), fc.dictionary(text, fc.jsonValue())),
    }),
  )
  .map(([needed, rest]) => ({ ...needed, ...rest }));

const finding = fc
  .tuple(
    fc.record({ Id: text, CreatedAt: instant, UpdatedAt: instant, Title: text, Description: text, GeneratorId: text }),
    fc.record({
      RecordState: fc.constantFrom(...RECORD_STATES),
      Resources: fc.array(resource, { minLength: 1, maxLength: 3 }),
    }),
    members,
  )
  .map(
    ([needed, state, rest]): Asff =>
      ({
        SchemaVersion: '2018-10-08',
        ProductArn: 'arn:aws:securityhub:eu-west-1::product/acme/acme',
        AwsAccountId: '123456789012',
        Region: 'eu-west-1',
        ...needed,
        ...state,
        ...rest,
      }) as unknown as Asff,
  );

test('a finding comes back from OCSF as it went', () => {
  expect(returned(FINDING)).toEqual(FINDING);
  fc.assert(
    fc.property(finding, (asff) => {
      expect(returned(JSON.parse(JSON.stringify(asff)) as Asff)).toEqual(JSON.parse(JSON.stringify(asff)));
    }),
    { numRuns: 300 },
  );
});
