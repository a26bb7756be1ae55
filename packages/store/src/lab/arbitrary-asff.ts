import type { JsonObject } from '@trueup/core';
import fc from 'fast-check';
import { FOREIGN, WORDS } from './words.ts';

const word = fc.constantFrom(...WORDS, ...FOREIGN);
const text = fc.oneof(
  word,
  fc.tuple(word, word).map((words) => words.join(' ')),
);
const instant = fc.constantFrom(
  '0000-03-01T00:00:00.000Z',
  '1926-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '2026-05-25T00:00:00.000Z',
  '2026-05-24T23:59:59.999Z',
  '2026-05-25T02:00:00+02:00',
  '2026-05-31T00:00:00.001Z',
  '2026-06-01T00:00:00Z',
);
const V4 = [
  '10.0.0.1',
  '010.0.0.1',
  '10.0.0.5/8',
  '10/8',
  '10.1',
  '10.0.0.256',
  '10.0.0.1/08',
  '10.0.0.1/33',
  '0.0.0.0/0',
];
const V6 = [
  '::1',
  '2001:db8::1',
  '2001:DB8:0:0:0:0:0:1',
  '::ffff:10.0.0.1',
  '::ffff:010.0.0.1',
  '::10.1',
  '1::2::3',
  '::',
];
const ODD_V6 = [
  '1:2:3:4:5:6:7::',
  '1:2:3:4:5:6:7::8',
  '00000::',
  ':::',
  'fe80::1/64',
  '::/0',
  '::1/129',
  '0010::1',
  'x',
];
const address = fc.constantFrom(...V4, ...V6, ...ODD_V6);
const whole = fc.constantFrom(0, 1, -1, 5, 100, 443, 65_535, 2 ** 31, 1e21);
const percent = fc.constantFrom(0, 1, 50, 100);
const anyNumber = fc.oneof(whole, fc.constantFrom(-0, 0.1, 1e-7, 5e-324, 1.7e308, -2.5));
const KEYS = ['owner', 'Owner', 'a.b', 'ключ', 'toString', 'constructor', '5'];
const map = fc.dictionary(fc.constantFrom(...KEYS), text, { maxKeys: 3 });
const yesNo = fc.constantFrom('YES', 'NO');
const PRODUCT = 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default';
const product = fc.constantFrom(
  PRODUCT,
  PRODUCT.replace('eu-west-1', 'us-east-1'),
  'arn:aws:securityhub:eu-west-1::product/a/b',
);
const account = fc.constantFrom('111122223333', '444455556666');
const control = fc.constantFrom('S3.8', 's3.8', 'IAM.1', 'PCI.S3.1', 'PCI.S3.5', 'Custom-1', 'EC2.2');
const severity = fc.constantFrom('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL');
const related = list({ ProductArn: product, Id: text });
const ARN = 'arn:aws:s3:::bucket';

/** An object with some of these members, and all of the required ones. */
function some(
  members: Record<string, fc.Arbitrary<unknown>>,
  required: readonly string[] = [],
): fc.Arbitrary<JsonObject> {
  return fc.record(members, { requiredKeys: [...required] }) as fc.Arbitrary<JsonObject>;
}

function list(
  members: Record<string, fc.Arbitrary<unknown>>,
  required = Object.keys(members),
): fc.Arbitrary<JsonObject[]> {
  return fc.array(some(members, required), { minLength: 1, maxLength: 3 });
}

const texts = fc.array(text, { maxLength: 3 });
const details = some({
  Other: map,
  AwsEc2Instance: some({
    Type: text,
    ImageId: text,
    KeyName: text,
    IamInstanceProfileArn: text,
    VpcId: text,
    SubnetId: text,
    IpV4Addresses: fc.array(address, { maxLength: 2 }),
    IpV6Addresses: fc.array(address, { maxLength: 2 }),
    LaunchedAt: instant,
  }),
  AwsS3Bucket: some({ OwnerId: text, OwnerName: text }),
  AwsIamAccessKey: some({
    UserName: text,
    PrincipalName: text,
    Status: fc.constantFrom('Active', 'Inactive'),
    CreatedAt: instant,
  }),
  AwsIamUser: some({ UserName: text }),
  Container: some({ Name: text, ImageId: text, ImageName: text, LaunchedAt: instant }),
});
const resources = list(
  {
    Type: fc.constantFrom(
      'AwsS3Bucket',
      'AwsS3bucket',
      'AwsAccount',
      'AwsIamRole',
      'AwsIamPolicy',
      'Other',
      'AwsNovelty',
    ),
    Id: fc.constantFrom(ARN, `${ARN}-2`, 'AWS::::Account:111122223333', 'arn:aws:iam::111122223333:root', 'i-1', 'ÄÖ'),
    Partition: fc.constantFrom('aws', 'aws-cn'),
    Region: fc.constantFrom('eu-west-1', 'us-east-1'),
    Tags: fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(text, fc.constant('')), { maxKeys: 3 }),
    Details: details,
    ApplicationName: text,
    ApplicationArn: text,
  },
  ['Type', 'Id'],
);
const network = some({
  Direction: fc.constantFrom('IN', 'OUT'),
  Protocol: fc.constantFrom('TCP', 'UDP'),
  SourceIpV4: address,
  SourceIpV6: address,
  DestinationIpV4: address,
  DestinationIpV6: address,
  SourcePort: whole,
  DestinationPort: whole,
  SourceDomain: text,
  DestinationDomain: text,
  SourceMac: text,
});
const indicator = {
  Type: fc.constantFrom('DOMAIN', 'URL'),
  Category: fc.constantFrom('BACKDOOR', 'KEYLOGGER'),
  Value: text,
  LastObservedAt: instant,
  Source: word,
  SourceUrl: text,
};
const malware = {
  Name: word,
  Path: text,
  Type: fc.constantFrom('TROJAN', 'WORM'),
  State: fc.constantFrom('OBSERVED', 'REMOVED'),
};
const compliance = some({
  Status: fc.constantFrom('PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'),
  SecurityControlId: control,
  AssociatedStandards: list({ StandardsId: text }),
  SecurityControlParameters: list({ Name: text, Value: texts }),
});
/**
 * What a reporter may send: with all that filters look at, little of it at a time, and words so few that filters find
 * them.
 */
export const arbitraryAsff = some(
  {
    SchemaVersion: fc.constant('2018-10-08'),
    Id: text,
    ProductArn: product,
    AwsAccountId: account,
    CreatedAt: instant,
    GeneratorId: fc.oneof(text, control, fc.constant('security-control/S3.8')),
    UpdatedAt: instant,
    Title: text,
    Description: text,
    Resources: resources,
    Severity: some(
      {
        Label: severity,
        Product: anyNumber,
      },
      ['Label'],
    ),
    ProductName: word,
    CompanyName: word,
    Region: fc.constantFrom('eu-west-1', 'us-east-1'),
    AwsAccountName: word,
    Types: texts,
    FirstObservedAt: instant,
    LastObservedAt: instant,
    Confidence: percent,
    Criticality: percent,
    SourceUrl: text,
    ProductFields: map,
    UserDefinedFields: map,
    Network: network,
    Sample: fc.boolean(),
    Remediation: some({ Recommendation: some({ Text: text }) }),
    Malware: list(malware, ['Name']),
    Process: some({
      Name: word,
      Path: text,
      Pid: whole,
      ParentPid: whole,
      LaunchedAt: instant,
      TerminatedAt: instant,
    }),
    ThreatIntelIndicators: list(indicator, []),
    Compliance: compliance,
    VerificationState: fc.constantFrom('UNKNOWN', 'TRUE_POSITIVE'),
    WorkflowState: fc.constantFrom('NEW', 'ASSIGNED'),
    Workflow: some({ Status: fc.constantFrom('NEW', 'NOTIFIED', 'SUPPRESSED', 'RESOLVED') }),
    RecordState: fc.constantFrom('ACTIVE', 'ARCHIVED'),
    RelatedFindings: related,
    Note: some(
      {
        Text: text,
        UpdatedBy: text,
        UpdatedAt: instant,
      },
      ['Text', 'UpdatedBy', 'UpdatedAt'],
    ),
    Vulnerabilities: list(
      {
        Id: text,
        ExploitAvailable: yesNo,
        FixAvailable: yesNo,
      },
      ['Id'],
    ),
    FindingProviderFields: some({
      Confidence: percent,
      Criticality: percent,
      RelatedFindings: related,
      Types: texts,
      Severity: some({
        Label: severity,
        Original: word,
      }),
    }),
  },
  'SchemaVersion Id ProductArn AwsAccountId GeneratorId CreatedAt UpdatedAt Title Description Resources Severity'.split(
    ' ',
  ),
);
