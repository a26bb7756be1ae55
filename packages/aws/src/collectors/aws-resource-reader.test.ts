import type { JsonObject } from '@trueup/core';
import { describe, expect, test } from 'vitest';
import { collectors } from './collectors.ts';
import { ACCOUNT, SCOPE } from './scripted-account.ts';
import { failed, type Failed, type Script } from './scripted-door.ts';
import { AT, collected, first, listAll, LISTS, setUp, snapshotsIn, TYPES } from './scripted-reader.ts';

test('every collector is in the table of this test', () => {
  expect(TYPES).toEqual(collectors.map(({ type }) => type));
});

describe.each(TYPES)('%s', (type) => {
  test('the list holds every page, with every part read', async () => {
    const listed = await listAll({}, type);
    expect(snapshotsIn(listed).map(({ resource }) => resource.id)).toEqual(LISTS[type]?.ids);
    expect(listed.filter(({ kind }) => kind === 'unread')).toEqual([]);
    const collector = collectors.find((one) => one.type === type);
    for (const { configuration, unread, takenAt } of snapshotsIn(listed)) {
      expect(Object.keys(configuration)).toEqual(Object.keys(collector?.parts ?? {}));
      expect({ unread, takenAt }).toEqual({ unread: [], takenAt: AT });
    }
  });

  test('a resource reads alone as it does in the list', async () => {
    const [inList] = snapshotsIn(await listAll({}, type));
    const alone = await setUp().reader.read(first(type), {});
    expect(alone).toEqual({ kind: 'read', snapshot: inList });
  });

  test('nothing that moves by itself is in a snapshot', async () => {
    const text = JSON.stringify(await listAll({}, type));
    expect(text).not.toMatch(/LaunchTime|Latest|NextRotation|LastUsed|ResponseMetadata|"applied"/);
  });

  test('every call is a read that the collector declares, and none is declared in vain', async () => {
    const { door, reader } = setUp();
    await collected(reader.list(SCOPE, type, {}));
    await reader.read(first(type), {});
    const made = new Set(door.calls.map(({ service, operation }) => actionOf(service, operation)));
    expect([...made].sort()).toEqual([...(collectors.find((one) => one.type === type)?.actions ?? [])].sort());
    expect(new Set(door.calls.map(({ mode }) => mode))).toEqual(new Set(['plan']));
  });
});

/** S3 names some actions unlike the operations they allow (Service Authorization Reference). */
function actionOf(service: string, operation: string): string {
  const s3: Readonly<Record<string, string>> = {
    ListBuckets: 'ListAllMyBuckets',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    GetBucketEncryption: 'GetEncryptionConfiguration',
  };
  return `${service}:${s3[operation] ?? operation}`;
}

/** Each part that takes calls of its own, and a call of it that may fail. */
const PARTS: readonly (readonly [type: string, part: string, call: string])[] = [
  ['AWS::::Account', 'EbsEncryptionByDefault', 'ec2 GetEbsEncryptionByDefault'],
  ['AWS::::Account', 'PasswordPolicy', 'iam GetAccountPasswordPolicy'],
  ['AWS::::Account', 'Trails', 'cloudtrail DescribeTrails'],
  ['AWS::::Account', 'Trails', 'cloudtrail GetTrailStatus'],
  ['AWS::::Account', 'Trails', 'cloudtrail GetEventSelectors'],
  ['AWS::S3::Bucket', 'PublicAccessBlock', 's3 GetPublicAccessBlock'],
  ['AWS::S3::Bucket', 'Encryption', 's3 GetBucketEncryption'],
  ['AWS::S3::Bucket', 'Versioning', 's3 GetBucketVersioning'],
  ['AWS::S3::Bucket', 'Tags', 's3 GetBucketTagging'],
  ['AWS::KMS::Key', 'Rotation', 'kms GetKeyRotationStatus'],
  ['AWS::KMS::Key', 'Tags', 'kms ListResourceTags'],
  ['AWS::IAM::Role', 'AttachedPolicies', 'iam ListPolicyVersions'],
  ['AWS::IAM::Role', 'AttachedPolicies', 'iam GetPolicyVersion'],
  ['AWS::EC2::SecurityGroup', 'SecurityGroupRules', 'ec2 DescribeSecurityGroupRules'],
  ['AWS::CloudTrail::Trail', 'Status', 'cloudtrail GetTrailStatus'],
  ['AWS::CloudTrail::Trail', 'Tags', 'cloudtrail ListTags'],
];
const FAILURES: readonly (readonly [reason: string, failure: Failed])[] = [
  ['access-denied', failed('AccessDenied', 'access-denied', 403)],
  ['throttled', failed('Throttling', 'throttled')],
  ['timed-out', failed('Timeout', 'timed-out', 0)],
  ['unreachable', failed('NoAnswer', 'unreachable', 0)],
  ['not-supported', failed('NotImplemented', 'other', 501)],
  ['unexpected-answer', failed('InternalError', 'service-fault', 500)],
];

describe.each(PARTS)('%s %s', (type, part, call) => {
  test.each(FAILURES)(`when ${call} fails the part alone is unread: %s`, async (reason, failure) => {
    const [listed] = snapshotsIn(await listAll({ [call]: () => failure }, type));
    const alone = await setUp({ [call]: () => failure }).reader.read(first(type), {});
    const others = Object.keys(collectors.find((one) => one.type === type)?.parts ?? {}).filter((one) => one !== part);
    expect(Object.keys(listed?.configuration ?? {})).toEqual(others);
    const detail = `${call}: ${failure.failure.code}: ${failure.failure.message}`;
    expect(listed?.unread).toEqual([{ part, reason, detail }]);
    expect(alone).toEqual({ kind: 'read', snapshot: listed });
  });
});

test.each([
  ['AWS::IAM::Role', 'AttachedPolicies', 'iam ListAttachedRolePolicies'],
  ['AWS::IAM::Role', 'InlinePolicies', 'iam ListRolePolicies'],
  ['AWS::IAM::Role', 'InlinePolicies', 'iam GetRolePolicy'],
  ['AWS::IAM::Role', 'Tags', 'iam ListRoleTags'],
])('a single %s whose %s cannot be read has that part unread: %s', async (type, part, call) => {
  const script: Script = { [call]: () => failed('AccessDenied', 'access-denied', 403) };
  const reading = await setUp(script).reader.read(first(type), {});
  expect(reading.kind === 'read' && reading.snapshot.unread.map((unread) => unread.part)).toEqual([part]);
});

test.each([
  ['AWS::::Account', 'PasswordPolicy', 'iam GetAccountPasswordPolicy', 'NoSuchEntity'],
  ['AWS::S3::Bucket', 'PublicAccessBlock', 's3 GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'],
  ['AWS::S3::Bucket', 'Encryption', 's3 GetBucketEncryption', 'ServerSideEncryptionConfigurationNotFoundError'],
  ['AWS::S3::Bucket', 'Tags', 's3 GetBucketTagging', 'NoSuchTagSet'],
  ['AWS::KMS::Key', 'Rotation', 'kms GetKeyRotationStatus', 'UnsupportedOperationException'],
])('%s %s is null when %s answers %s, and unread at any other code', async (type, part, call, code) => {
  const [absent] = snapshotsIn(await listAll({ [call]: () => failed(code, 'not-found', 404) }, type));
  expect(absent?.configuration[part]).toBeNull();
  const [other] = snapshotsIn(await listAll({ [call]: () => failed('NoSuchThing', 'not-found', 404) }, type));
  expect(other?.configuration).not.toHaveProperty(part);
  expect(other?.unread.map((unread) => unread.part)).toEqual([part]);
});

test.each<[string, string, JsonObject, unknown]>([
  ['a bucket whose versioning was never set', 's3 GetBucketVersioning', {}, { Versioning: null }],
  ['a bucket with an empty set of tags', 's3 GetBucketTagging', { TagSet: [] }, { Tags: null }],
])('%s reads as null', async (_name, call, answer, expected) => {
  const [bucket] = snapshotsIn(await listAll({ [call]: () => answer }, 'AWS::S3::Bucket'));
  expect(bucket?.configuration).toMatchObject(expected as JsonObject);
});

const GONE: readonly (readonly [type: string, call: string, answer: Failed | JsonObject])[] = [
  ['AWS::S3::Bucket', 's3 GetBucketLocation', failed('NoSuchBucket', 'not-found', 404)],
  ['AWS::S3::Bucket', 's3 GetBucketVersioning', failed('NoSuchBucket', 'not-found', 404)],
  ['AWS::S3::Bucket', 's3 GetBucketLocation', { LocationConstraint: 'ap-northeast-1' }],
  ['AWS::RDS::DBInstance', 'rds DescribeDBInstances', failed('DBInstanceNotFound', 'not-found', 404)],
  ['AWS::EC2::Instance', 'ec2 DescribeInstances', failed('InvalidInstanceID.NotFound', 'not-found')],
  ['AWS::EC2::Instance', 'ec2 DescribeInstances', { Reservations: [] }],
  [
    'AWS::EC2::Instance',
    'ec2 DescribeInstances',
    { Reservations: [{ Instances: [{ InstanceId: 'i-1', State: { Name: 'terminated' } }] }] },
  ],
  ['AWS::KMS::Key', 'kms DescribeKey', failed('NotFoundException', 'not-found')],
  ['AWS::KMS::Key', 'kms ListResourceTags', failed('NotFoundException', 'not-found')],
  ['AWS::IAM::Role', 'iam GetRole', failed('NoSuchEntity', 'not-found', 404)],
  ['AWS::IAM::Role', 'iam ListAttachedRolePolicies', failed('NoSuchEntity', 'not-found', 404)],
  ['AWS::IAM::Role', 'iam ListRoleTags', failed('NoSuchEntity', 'not-found', 404)],
  ['AWS::EC2::SecurityGroup', 'ec2 DescribeSecurityGroups', failed('InvalidGroup.NotFound', 'not-found')],
  ['AWS::CloudTrail::Trail', 'cloudtrail DescribeTrails', { trailList: [] }],
  ['AWS::CloudTrail::Trail', 'cloudtrail GetTrailStatus', failed('TrailNotFoundException', 'not-found', 404)],
  ['AWS::CloudTrail::Trail', 'cloudtrail ListTags', failed('ResourceNotFoundException', 'not-found')],
];

test.each(GONE)('%s is gone when %s says so', async (type, call, answer) => {
  expect(await setUp({ [call]: () => answer }).reader.read(first(type), {})).toEqual({ kind: 'gone' });
});

test.each(GONE.filter(([, , answer]) => answer['kind'] === 'failed').map(([type, call]) => [type, call] as const))(
  '%s is not gone when %s is denied',
  async (type, call) => {
    const script: Script = { [call]: () => failed('AccessDenied', 'access-denied', 403) };
    const reading = await setUp(script).reader.read(first(type), {});
    expect(reading.kind).not.toBe('gone');
    const unread = reading.kind === 'read' ? reading.snapshot.unread : [reading];
    expect(unread).toMatchObject([{ reason: 'access-denied' }]);
  },
);

test('a resource that goes away while the list is read is not in the list', async () => {
  const script: Script = {
    's3 GetBucketTagging': ({ Bucket }) =>
      Bucket === 'bucket-2' ? failed('NoSuchBucket', 'not-found', 404) : { TagSet: [] },
  };
  const listed = await listAll(script, 'AWS::S3::Bucket');
  expect(snapshotsIn(listed).map(({ resource }) => resource.id)).toEqual(['bucket-1', 'bucket-3']);
});

const BASES: readonly (readonly [type: string, call: string, token: string])[] = [
  ['AWS::S3::Bucket', 's3 ListBuckets', 'ContinuationToken'],
  ['AWS::RDS::DBInstance', 'rds DescribeDBInstances', 'Marker'],
  ['AWS::EC2::Instance', 'ec2 DescribeInstances', 'NextToken'],
  ['AWS::KMS::Key', 'kms ListKeys', 'Marker'],
  ['AWS::IAM::Role', 'iam GetAccountAuthorizationDetails', 'Marker'],
  ['AWS::EC2::SecurityGroup', 'ec2 DescribeSecurityGroups', 'NextToken'],
];

describe.each(BASES)('the list of %s', (type, call, token) => {
  test('whose later page fails gives what was read and says that the rest is missing', async () => {
    const answer = (asked: JsonObject) =>
      asked[token] === undefined ? (ACCOUNT[call]?.(asked, SCOPE) ?? {}) : failed('Throttling', 'throttled');
    const listed = await listAll({ [call]: answer }, type);
    expect(snapshotsIn(listed).map(({ resource }) => resource.id)).toEqual([LISTS[type]?.ids[0]]);
    expect(listed.at(-1)).toMatchObject({ kind: 'unread', reason: 'throttled' });
  });

  test('whose token repeats ends as unread, not in a loop', async () => {
    const answer = (asked: JsonObject) => {
      const page = ACCOUNT[call]?.({ ...asked, [token]: undefined }, SCOPE) ?? {};
      return { ...page, [token === 'Marker' && call === 'kms ListKeys' ? 'NextMarker' : token]: 'same' };
    };
    const listed = await listAll({ [call]: answer }, type);
    expect(listed.at(-1)).toMatchObject({ kind: 'unread', reason: 'unexpected-answer' });
  });

  test('that is not in the answer at all is unread, never an empty list', async () => {
    expect(await listAll({ [call]: () => ({ ResponseMetadata: {} }) }, type)).toMatchObject([
      { kind: 'unread', reason: 'unexpected-answer' },
    ]);
  });
});
