import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { readAsff } from '../asff/read-asff.ts';
import { readServiceEvent } from './read-service-event.ts';
import { ACCOUNT, apiCall, digest, serviceEvent } from './testing/scripted-events.ts';

const read = (event: unknown) => readServiceEvent(event, digest);
const NOW = '2026-02-01T00:00:00.000Z';

describe('Security Hub', () => {
  const findings = [{ Id: 'one', anything: 1 }];
  test.each(['Security Hub Findings - Imported', 'Security Hub Findings - Custom Action', 'Findings Imported V2'])(
    'the findings of %s are given on as they are',
    (type) => {
      expect(read(serviceEvent('aws.securityhub', type, { findings }))).toEqual({ kind: 'findings', findings });
    },
  );
  test('without a list of findings the event is unreadable', () => {
    expect(read(serviceEvent('aws.securityhub', 'Security Hub Findings - Imported', {}))).toEqual({
      kind: 'unreadable',
      reason: 'detail.findings must be a list',
    });
  });
  test('the results of an insight are no findings', () => {
    const said = read(serviceEvent('aws.securityhub', 'Security Hub Insight Results', {}));
    expect(said).toMatchObject({ kind: 'nothing' });
  });
});

const RULE_ARN = `arn:aws:config:eu-west-1:${ACCOUNT}:config-rule/config-rule-abcdef`;

function compliance(complianceType: string, members: JsonObject = {}): JsonObject {
  return {
    resourceId: 'shop',
    resourceType: 'AWS::S3::Bucket',
    awsRegion: 'eu-west-1',
    awsAccountId: ACCOUNT,
    configRuleName: 's3-bucket-versioning-enabled',
    configRuleARN: RULE_ARN,
    recordVersion: '1.0',
    messageType: 'ComplianceChangeNotification',
    newEvaluationResult: { complianceType, resultRecordedTime: '2026-01-31T09:30:00.123Z', annotation: 'Off.' },
    ...members,
  };
}

describe('a Config rule', () => {
  const findingOf = (detail: JsonObject): JsonObject => {
    const said = read(serviceEvent('aws.config', 'Config Rules Compliance Change', detail));
    if (said.kind !== 'findings') throw new Error(JSON.stringify(said));
    return said.findings[0] as JsonObject;
  };

  test('becomes the finding that Security Hub makes of it', () => {
    const finding = findingOf(compliance('NON_COMPLIANT'));
    expect(readAsff(finding, { now: NOW })).toMatchObject({ kind: 'read' });
    expect(finding).toMatchObject({
      Id: expect.stringMatching(`^${RULE_ARN}/finding/[0-9a-f]{32}$`),
      ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/config',
      ProductName: 'Config',
      CompanyName: 'AWS',
      GeneratorId: RULE_ARN,
      AwsAccountId: ACCOUNT,
      Types: ['Software and Configuration Checks'],
      CreatedAt: '2026-01-31T09:30:00.123Z',
      UpdatedAt: '2026-01-31T09:30:00.123Z',
      Severity: { Label: 'MEDIUM', Normalized: 40 },
      Title: 's3-bucket-versioning-enabled',
      ProductFields: {
        'aws/config/ConfigRuleArn': RULE_ARN,
        'aws/config/ConfigRuleName': 's3-bucket-versioning-enabled',
        'aws/config/ConfigComplianceType': 'NON_COMPLIANT',
      },
      Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop', Partition: 'aws', Region: 'eu-west-1' }],
      Workflow: { Status: 'NEW' },
    });
  });

  test.each([
    ['COMPLIANT', 'PASSED', 'RESOLVED', 'ACTIVE'],
    ['NON_COMPLIANT', 'FAILED', 'NEW', 'ACTIVE'],
    ['INSUFFICIENT_DATA', 'NOT_AVAILABLE', 'NEW', 'ACTIVE'],
    ['NOT_APPLICABLE', 'NOT_AVAILABLE', 'NEW', 'ARCHIVED'],
  ])('%s is %s', (type, Status, workflow, RecordState) => {
    expect(findingOf(compliance(type))).toMatchObject({
      Compliance: { Status },
      Workflow: { Status: workflow },
      RecordState,
    });
  });

  test.each([
    ['AWS::RDS::DBInstance', 'db-ABCDEF', 'db-ABCDEF'],
    ['AWS::IAM::Role', 'AROAEXAMPLE', 'AROAEXAMPLE'],
    ['AWS::EC2::SecurityGroup', 'sg-1', `arn:aws:ec2:eu-west-1:${ACCOUNT}:security-group/sg-1`],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'arn:aws:elb:x', 'arn:aws:elb:x'],
  ])('a resource of %s is named %s: %s', (resourceType, resourceId, Id) => {
    expect(findingOf(compliance('COMPLIANT', { resourceType, resourceId }))).toMatchObject({ Resources: [{ Id }] });
  });

  test('a rule that Security Hub made is left to Security Hub', () => {
    const detail = compliance('NON_COMPLIANT', { configRuleName: 'securityhub-s3-bucket-versioning-enabled-1a2b' });
    expect(read(serviceEvent('aws.config', 'Config Rules Compliance Change', detail))).toMatchObject({
      kind: 'nothing',
    });
  });

  test('the same by SNS is its detail alone', () => {
    expect(read(compliance('NON_COMPLIANT'))).toMatchObject({ kind: 'findings' });
  });
});

describe('a change of a configuration item', () => {
  const changed = (members: JsonObject, member = 'configurationItem') =>
    read(
      serviceEvent('aws.config', 'Config Configuration Item Change', {
        messageType: 'ConfigurationItemChangeNotification',
        configurationItemDiff: { changeType: 'UPDATE' },
        [member]: {
          awsAccountId: ACCOUNT,
          awsRegion: 'eu-west-1',
          resourceType: 'AWS::S3::Bucket',
          resourceId: 'shop',
          configurationItemStatus: 'OK',
          ...members,
        },
      }),
    );

  test.each<[string, JsonObject, JsonObject]>([
    ['a bucket', {}, { type: 'AWS::S3::Bucket', id: 'shop', arn: 'arn:aws:s3:::shop', deleted: false }],
    ['one that is gone', { configurationItemStatus: 'ResourceDeleted' }, { id: 'shop', deleted: true }],
    [
      'a role by its ARN, in the home region',
      {
        resourceType: 'AWS::IAM::Role',
        resourceId: 'AROAEXAMPLE',
        ARN: `arn:aws:iam::${ACCOUNT}:role/team/ops`,
        awsRegion: 'global',
      },
      { id: 'ops', region: 'us-east-1', arn: `arn:aws:iam::${ACCOUNT}:role/team/ops` },
    ],
    [
      'a database by its name',
      { resourceType: 'AWS::RDS::DBInstance', resourceId: 'db-ABC', resourceName: 'db-one' },
      { id: 'db-one', arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:db-one` },
    ],
    ['one of another account', { awsAccountId: '444455556666' }, { accountId: '444455556666' }],
  ])('names %s', (_, members, expected) => {
    expect(changed(members)).toMatchObject({ kind: 'changed', resources: [expected] });
  });

  test('an oversized one has only a summary', () => {
    expect(changed({}, 'configurationItemSummary')).toMatchObject({ kind: 'changed', resources: [{ id: 'shop' }] });
  });
});

test.each<[string, unknown, string]>([
  ['a text', 'hello', 'must be an object'],
  ['a list', [], 'must be an object'],
  ['no envelope', { hello: 1 }, 'source or detail-type is missing'],
  ['no account', { ...serviceEvent('aws.ec2', 'x', {}), account: '12' }, 'account must be 12 digits'],
  ['no region', { ...serviceEvent('aws.ec2', 'x', {}), region: 'Europe' }, 'region is missing'],
  ['a call without a name', serviceEvent('aws.ec2', 'AWS API Call via CloudTrail', {}), 'eventSource and eventName'],
])('%s is unreadable', (_, event, reason) => {
  expect(read(event)).toEqual({ kind: 'unreadable', reason: expect.stringContaining(reason) });
});

test.each([
  ['aws.guardduty', 'GuardDuty Finding'],
  ['aws.inspector2', 'Inspector2 Finding'],
  ['aws.macie', 'Macie Finding'],
])('an empty finding of %s is unreadable', (source, type) => {
  expect(read(serviceEvent(source, type, {}))).toMatchObject({ kind: 'unreadable' });
});

test.each(['constructor', '__proto__', 'toString'])('the detail-type %s is no reader', (type) => {
  expect(read(serviceEvent('aws.config', type, {}))).toMatchObject({ kind: 'nothing' });
  expect(read(apiCall(type, type, {}))).toMatchObject({ kind: 'nothing' });
});

const NAMES = ['bucketName', 'groupId', 'instancesSet', 'items', 'instanceId', 'keyId', 'resources', 'ARN', 'name'];
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, 1, true, '', 'a\nb', 'arn:aws:s3:::x', 'arn:aws:iam::1:role/', 'alias/x', 'i-1'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<JsonObject>;
const CALLS = [
  'PutBucketTagging',
  'RunInstances',
  'CreateTags',
  'CreateKey',
  'CreateDBInstance',
  'CreateRole',
  'StopLogging',
];
const SOURCES = ['s3', 'ec2', 'kms', 'rds', 'iam', 'cloudtrail', 'tagging'];

test('whatever a call holds, reading it does not throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SOURCES),
      fc.constantFrom(...CALLS),
      json,
      json,
      (source, name, request, response) => {
        const event = apiCall(source, name, request, { responseElements: response, resources: request });
        expect(['changed', 'nothing', 'unreadable']).toContain(read(event).kind);
      },
    ),
  );
});
