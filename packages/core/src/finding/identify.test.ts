import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ControlId } from '../control/control.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Asff, AsffResource } from './asff/asff.ts';
import { sampleAsff } from './asff/testing/sample-asff.ts';
import type { ControlLookup } from './control-of-finding.ts';
import { findingId } from './finding-id.ts';
import { identify } from './identify.ts';
import type { FindingReport } from './receive.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const ACCOUNT = '111122223333';
const KNOWN = new Set(['S3.8', 'EC2.19', 'IAM.4', 'IAM.6', 'EC2.7', 'CloudFront.1']);
const PROWLER: Readonly<Record<string, string>> = {
  s3_bucket_level_public_access_block: 'S3.8',
  ec2_securitygroup_allow_ingress_from_internet_to_any_port: 'EC2.19',
  iam_no_root_access_key: 'IAM.4',
  ec2_ebs_default_encryption: 'EC2.7',
};
const lookup: ControlLookup = {
  byId: (id) => (KNOWN.has(id) ? (id as ControlId) : undefined),
  byRequirement: () => undefined,
  byConfigRule: (rule) => (rule === 's3-bucket-level-public-access-prohibited' ? ('S3.8' as ControlId) : undefined),
  byReporterCheck: (_reporter, check) => PROWLER[check] as ControlId | undefined,
};
const context = { lookup, globalControls: new Set(['IAM.4', 'IAM.6'] as ControlId[]), digest };
const identified = (asff: Asff): FindingReport => identify(asff, '2026-02-01T00:00:00.000Z', context);

const securityHub = (control: string, resource: AsffResource, region: string): Asff =>
  sampleAsff({
    Id: `arn:aws:securityhub:${region}:${ACCOUNT}:security-control/${control}/finding/1`,
    ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
    GeneratorId: `security-control/${control}`,
    Region: region,
    Compliance: { Status: 'FAILED', SecurityControlId: control },
    Resources: [{ Partition: 'aws', Region: region, ...resource }],
  });

const prowler = (check: string, resource: AsffResource, region: string): Asff =>
  sampleAsff({
    Id: `prowler-${check}-${resource.Id}`,
    ProductArn: `arn:aws:securityhub:${region}::product/prowler/prowler`,
    GeneratorId: `prowler-${check}`,
    Compliance: { Status: 'FAILED' },
    Resources: [{ Partition: 'aws', Region: region, ...resource }],
  });

/** As the collectors of our own scan name it. */
const own = (arn: string, region: string): ResourceRef => ({ arn, accountId: ACCOUNT, region }) as ResourceRef;

const BUCKET: AsffResource = { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::logs' };
const GROUP: AsffResource = {
  Type: 'AwsEc2SecurityGroup',
  Id: `arn:aws:ec2:eu-west-1:${ACCOUNT}:security-group/sg-0123456789abcdef0`,
};
const WHOLE: AsffResource = { Type: 'AwsAccount', Id: `AWS::::Account:${ACCOUNT}` };
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

test.each<[string, string, string, ResourceRef, Asff[]]>([
  [
    'a bucket',
    'S3.8',
    'AWS::S3::Bucket logs',
    own(BUCKET.Id, 'eu-west-1'),
    [
      securityHub('S3.8', BUCKET, 'eu-west-1'),
      prowler('s3_bucket_level_public_access_block', BUCKET, 'eu-west-1'),
      // Security Hub in the aggregation region tells of a bucket elsewhere.
      { ...securityHub('S3.8', BUCKET, 'us-east-1'), Resources: [{ ...BUCKET, Region: 'eu-west-1' }] },
      sampleAsff({
        ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/config',
        GeneratorId: 'arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-1',
        ProductFields: { 'aws/config/ConfigRuleName': 's3-bucket-level-public-access-prohibited' },
        Resources: [BUCKET],
      }),
    ],
  ],
  [
    'a security group',
    'EC2.19',
    'AWS::EC2::SecurityGroup sg-0123456789abcdef0',
    own(GROUP.Id, 'eu-west-1'),
    [
      securityHub('EC2.19', GROUP, 'eu-west-1'),
      prowler('ec2_securitygroup_allow_ingress_from_internet_to_any_port', GROUP, 'eu-west-1'),
    ],
  ],
  [
    'the root user, in every region',
    'IAM.4',
    'AWS::::Account root',
    own(ROOT, 'us-east-1'),
    [
      securityHub('IAM.4', WHOLE, 'us-east-1'),
      securityHub('IAM.4', WHOLE, 'eu-west-1'),
      prowler('iam_no_root_access_key', { Type: 'AwsAccount', Id: ROOT }, 'us-east-1'),
      prowler('iam_no_root_access_key', { Type: 'AwsAccount', Id: ACCOUNT }, 'global'),
    ],
  ],
  [
    'the account in a region',
    'EC2.7',
    'AWS::::Account root',
    own(ROOT, 'eu-west-1'),
    [
      securityHub('EC2.7', WHOLE, 'eu-west-1'),
      prowler('ec2_ebs_default_encryption', { Type: 'AwsAccount', Id: ROOT }, 'eu-west-1'),
    ],
  ],
  [
    'a distribution, which has no region',
    'CloudFront.1',
    'AWS::CloudFront::Distribution E1',
    own(`arn:aws:cloudfront::${ACCOUNT}:distribution/E1`, 'us-east-1'),
    [
      securityHub(
        'CloudFront.1',
        { Type: 'AwsCloudFrontDistribution', Id: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` },
        'eu-west-1',
      ),
    ],
  ],
])('%s is one finding of %s about %s, whoever reports it', (_name, control, thing, resource, reported) => {
  for (const asff of reported) {
    const report = identified(asff);
    expect(report.id).toBe(findingId(resource, control, digest));
    expect(report).toMatchObject({ controlId: control, resource: { arn: resource.arn, region: resource.region } });
    expect(`${report.resource.type} ${report.resource.id}`).toBe(thing);
    expect(report.asff.Compliance?.SecurityControlId).toBe(control);
  }
});

test.each<[string, Partial<Asff>, string, string]>([
  ['the resource says so', { Resources: [{ ...BUCKET, Region: 'ap-southeast-2' }] }, 'ap-southeast-2', 'aws'],
  ['the finding says so', { Region: 'eu-central-2', Resources: [BUCKET] }, 'eu-central-2', 'aws'],
  ['the product says so', { Resources: [BUCKET] }, 'eu-west-1', 'aws'],
  ['a word that is no region does not count', { Resources: [{ ...BUCKET, Region: 'global' }] }, 'eu-west-1', 'aws'],
  [
    'a region of GovCloud',
    {
      ProductArn: 'arn:aws-us-gov:securityhub:us-gov-east-1::product/aws/securityhub',
      Resources: [BUCKET],
    },
    'us-gov-east-1',
    'aws-us-gov',
  ],
  [
    'IAM in GovCloud is in its home region',
    {
      ProductArn: 'arn:aws-us-gov:securityhub:us-gov-east-1::product/aws/securityhub',
      Resources: [{ Type: 'AwsIamUser', Id: 'arn:aws-us-gov:iam::111122223333:user/ann' }],
    },
    'us-gov-west-1',
    'aws-us-gov',
  ],
  [
    'IAM in China too',
    { Resources: [{ Type: 'AwsIamUser', Id: 'arn:aws-cn:iam::111122223333:user/ann', Partition: 'aws-cn' }] },
    'cn-north-1',
    'aws-cn',
  ],
  [
    'a partition that nobody knows is the usual one',
    { Resources: [{ ...BUCKET, Partition: 'mars' }] },
    'eu-west-1',
    'aws',
  ],
])('where it is: %s', (_name, members, region, partition) => {
  expect(identified(sampleAsff(members)).resource).toMatchObject({ region, partition });
});

test('an account in another partition has that partition’s root', () => {
  const resources = [{ ...WHOLE, Partition: 'aws-us-gov' }];
  expect(identified(sampleAsff({ Resources: resources })).resource.arn).toBe(`arn:aws-us-gov:iam::${ACCOUNT}:root`);
});

test('findings about no known control are each by themselves, under their generator', () => {
  const one = identified(sampleAsff({ Id: 'one', GeneratorId: 'arn:aws:guardduty:eu-west-1:1:detector/d' }));
  const other = identified(sampleAsff({ Id: 'two', GeneratorId: 'arn:aws:guardduty:eu-west-1:1:detector/d' }));
  expect(one).toMatchObject({ controlId: 'arn:aws:guardduty:eu-west-1:1:detector/d', own: false });
  expect(one.id).not.toBe(other.id);
  expect(identified(sampleAsff({ Id: 'one', Title: 'Other' })).id).toBe(one.id);
  expect(identified(sampleAsff({ Id: 'one', AwsAccountId: '444455556666' })).id).not.toBe(one.id);
  expect(one.asff).not.toHaveProperty('Compliance');
});

test('a control that the library lacks keeps its id, so that reporters of it still meet', () => {
  const [one, other] = ['eu-west-1', 'us-east-1'].map((hub) =>
    identified({ ...securityHub('Glue.9', BUCKET, hub), Resources: [{ ...BUCKET, Region: 'eu-west-1' }] }),
  );
  expect(one).toMatchObject({ controlId: 'Glue.9' });
  expect(one?.id).toBe(other?.id);
});

test('accounts, regions, resources and controls keep findings apart', () => {
  const base = securityHub('S3.8', BUCKET, 'eu-west-1');
  const all = [
    base,
    { ...base, AwsAccountId: '444455556666' },
    securityHub('S3.8', BUCKET, 'us-east-1'),
    securityHub('S3.8', { ...BUCKET, Id: 'arn:aws:s3:::other' }, 'eu-west-1'),
    securityHub('EC2.19', BUCKET, 'eu-west-1'),
  ];
  expect(new Set(all.map((asff) => identified(asff).id)).size).toBe(all.length);
});
