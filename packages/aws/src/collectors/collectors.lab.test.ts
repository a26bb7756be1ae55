import { randomInt } from 'node:crypto';
import {
  accountId,
  homeRegion,
  region,
  type JsonObject,
  type Listed,
  type Region,
  type ResourceRef,
  type Scope,
  type Snapshot,
} from '@trueup/core';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { awsDoor } from '../door/aws-door.ts';
import { awsResourceReader } from './aws-resource-reader.ts';

vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
const door = awsDoor({ endpoint: inject('awsLabEndpoint'), accountOf: () => ({ role: 'Reader' }) });
const reader = awsResourceReader({ door, clock: { now: () => new Date().toISOString() } });
/** An account of its own, in which nothing exists yet. */
const scope: Scope = {
  accountId: accountId(String(randomInt(100_000_000_000, 999_999_999_999))),
  region: region('eu-west-1'),
  partition: 'aws',
};
const SUFFIX = scope.accountId;
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

async function aws(service: string, operation: string, parameters: JsonObject, at: Region = scope.region) {
  const answer = await door.open({ ...scope, region: at }, { mode: 'live' }).call({ service, operation, parameters });
  if (answer.kind !== 'answered') throw new Error(`${service} ${operation}: ${JSON.stringify(answer)}`);
  return answer.output;
}

async function listed(type: string): Promise<Snapshot[]> {
  const all: Listed[] = [];
  for await (const one of reader.list(scope, type, {})) all.push(one);
  return all.map((one) => {
    if (one.kind === 'unread') throw new Error(`${type} was not read: ${one.reason}: ${one.detail}`);
    return one.snapshot;
  });
}

async function onlyOne(type: string, id: string): Promise<Snapshot> {
  const found = (await listed(type)).find(({ resource }) => resource.id === id);
  if (!found) throw new Error(`${type} ${id} is not in the list`);
  expect(found.unread).toEqual([]);
  const alone = await reader.read(found.resource, {});
  expect(alone).toMatchObject({ kind: 'read', snapshot: { configuration: found.configuration, unread: [] } });
  return found;
}

async function expectGone(resource: ResourceRef): Promise<void> {
  expect(await reader.read(resource, {})).toEqual({ kind: 'gone' });
  expect((await listed(resource.type)).map(({ resource: other }) => other.arn)).not.toContain(resource.arn);
}

afterAll(() => {
  door.close();
  vi.unstubAllEnvs();
});

test('an empty account lists as empty, and as itself', async () => {
  const lists = await Promise.all(
    reader.types().map(async ({ type }) => [type, (await listed(type)).map(({ resource }) => resource.arn)]),
  );
  expect(Object.fromEntries(lists.filter(([type]) => type !== 'AWS::EC2::SecurityGroup'))).toEqual({
    'AWS::::Account': [`arn:aws:iam::${scope.accountId}:root`],
    'AWS::S3::Bucket': [],
    'AWS::RDS::DBInstance': [],
    'AWS::EC2::Instance': [],
    'AWS::KMS::Key': [],
    'AWS::IAM::Role': [],
    'AWS::CloudTrail::Trail': [],
  });
});

test('a bucket: what is not configured is null, and each setting shows once it is made', async () => {
  const Bucket = `fresh-${SUFFIX}`;
  const elsewhere = `elsewhere-${SUFFIX}`;
  await aws('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: scope.region } });
  await aws('s3', 'CreateBucket', { Bucket: elsewhere }, homeRegion('aws'));
  const fresh = await onlyOne('AWS::S3::Bucket', Bucket);
  expect(fresh.configuration).toEqual({
    Bucket: { Name: Bucket, Region: 'eu-west-1' },
    PublicAccessBlock: null,
    Encryption: null,
    Versioning: null,
    Tags: null,
  });
  expect((await listed('AWS::S3::Bucket')).map(({ resource }) => resource.id)).not.toContain(elsewhere);

  const block = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  };
  await aws('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: block });
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true }];
  await aws('s3', 'PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules } });
  await aws('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await aws('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'blue' }] } });
  expect((await onlyOne('AWS::S3::Bucket', Bucket)).configuration).toMatchObject({
    PublicAccessBlock: block,
    Encryption: { Rules },
    Versioning: { Status: 'Enabled' },
    Tags: [{ Key: 'team', Value: 'blue' }],
  });

  await aws('s3', 'DeleteBucket', { Bucket });
  await expectGone(fresh.resource);
});

test('a security group: its rules are its own, one by one', async () => {
  const make = (GroupName: string) => aws('ec2', 'CreateSecurityGroup', { GroupName, Description: 'for a test' });
  const GroupId = String((await make('judged'))['GroupId']);
  const other = String((await make('other'))['GroupId']);
  const open = (id: string, port: number) =>
    aws('ec2', 'AuthorizeSecurityGroupIngress', {
      GroupId: id,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
  await open(GroupId, 22);
  await open(other, 3389);
  const group = await onlyOne('AWS::EC2::SecurityGroup', GroupId);
  expect(group.configuration['SecurityGroup']).toMatchObject({ GroupId, GroupName: 'judged', Tags: [] });
  const rules = group.configuration['SecurityGroupRules'] as readonly JsonObject[];
  expect(new Set(rules.map((rule) => [rule['IsEgress'], rule['FromPort'], rule['CidrIpv4']].join(' ')))).toEqual(
    new Set(['false 22 0.0.0.0/0', 'true -1 0.0.0.0/0']),
  );
  await aws('ec2', 'DeleteSecurityGroup', { GroupId });
  await expectGone(group.resource);
});

test('an instance: its metadata options and tags; a terminated one is gone', async () => {
  const started = await aws('ec2', 'RunInstances', {
    ImageId: 'ami-12345678',
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'blue' }] }],
  });
  const [{ InstanceId }] = started['Instances'] as unknown as [{ InstanceId: string }];
  const instance = await onlyOne('AWS::EC2::Instance', InstanceId);
  expect(instance.configuration).toMatchObject({
    Instance: { InstanceId, State: { Name: 'running' }, MetadataOptions: { HttpTokens: 'optional' } },
    Tags: [{ Key: 'team', Value: 'blue' }],
  });
  await aws('ec2', 'TerminateInstances', { InstanceIds: [InstanceId] });
  await expectGone(instance.resource);
});

test('a key: rotation is read where it exists', async () => {
  const make = async (parameters: JsonObject) =>
    String(((await aws('kms', 'CreateKey', parameters))['KeyMetadata'] as JsonObject)['KeyId']);
  const KeyId = await make({});
  const asymmetric = await make({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
  const key = await onlyOne('AWS::KMS::Key', KeyId);
  expect(key.configuration).toMatchObject({ Rotation: { KeyRotationEnabled: false }, Tags: null });
  await aws('kms', 'EnableKeyRotation', { KeyId });
  await aws('kms', 'TagResource', { KeyId, Tags: [{ TagKey: 'team', TagValue: 'blue' }] });
  expect((await onlyOne('AWS::KMS::Key', KeyId)).configuration['Tags']).toEqual([{ Key: 'team', Value: 'blue' }]);
  expect((await onlyOne('AWS::KMS::Key', KeyId)).configuration['Rotation']).toMatchObject({ KeyRotationEnabled: true });
  expect((await onlyOne('AWS::KMS::Key', asymmetric)).configuration['Rotation']).toBeNull();
  const unknown = '11111111-1111-4111-8111-111111111111';
  const arn = key.resource.arn.replace(KeyId, unknown) as typeof key.resource.arn;
  await expectGone({ ...key.resource, id: unknown, arn });
});

test('a trail: whether it logs; and the account sees it', async () => {
  const bucket = `trail-${SUFFIX}`;
  await aws('s3', 'CreateBucket', { Bucket: bucket }, homeRegion('aws'));
  await aws('cloudtrail', 'CreateTrail', { Name: 'all-regions', S3BucketName: bucket, IsMultiRegionTrail: true });
  await aws('cloudtrail', 'StartLogging', { Name: 'all-regions' });
  const EventSelectors = [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }];
  await aws('cloudtrail', 'PutEventSelectors', { TrailName: 'all-regions', EventSelectors });
  const trail = await onlyOne('AWS::CloudTrail::Trail', 'all-regions');
  expect(trail.configuration).toMatchObject({
    Trail: { S3BucketName: bucket, IsMultiRegionTrail: true, LogFileValidationEnabled: false },
    Status: { IsLogging: true },
    Tags: null,
  });
  const TagsList = [{ Key: 'team', Value: 'blue' }];
  await aws('cloudtrail', 'AddTags', { ResourceId: trail.resource.arn, TagsList });
  expect((await onlyOne('AWS::CloudTrail::Trail', 'all-regions')).configuration['Tags']).toEqual(TagsList);
  const elsewhere: Scope = { ...scope, region: region('ap-northeast-1') };
  for (const place of [scope, elsewhere]) {
    for await (const account of reader.list(place, 'AWS::::Account', { parts: ['Trails'] })) {
      expect(account).toMatchObject({
        snapshot: { configuration: { Trails: [{ TrailARN: trail.resource.arn, IsLogging: true, EventSelectors }] } },
      });
    }
  }
  await aws('cloudtrail', 'DeleteTrail', { Name: 'all-regions' });
  await expectGone(trail.resource);
});

test('an account: no password policy is null, a weak one is read', async () => {
  const before = await onlyOne('AWS::::Account', scope.accountId);
  expect(before.configuration).toMatchObject({
    EbsEncryptionByDefault: { EbsEncryptionByDefault: false },
    PasswordPolicy: null,
  });
  await aws('iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 8 });
  await aws('ec2', 'EnableEbsEncryptionByDefault', {});
  expect((await onlyOne('AWS::::Account', scope.accountId)).configuration).toMatchObject({
    EbsEncryptionByDefault: { EbsEncryptionByDefault: true },
    PasswordPolicy: { MinimumPasswordLength: 8, RequireSymbols: false },
  });
});

test('a database instance', async () => {
  const DBInstanceIdentifier = 'judged';
  await aws('rds', 'CreateDBInstance', {
    DBInstanceIdentifier,
    Engine: 'postgres',
    DBInstanceClass: 'db.t3.micro',
    AllocatedStorage: 20,
    MasterUsername: 'owner',
    MasterUserPassword: 'not-a-secret-1',
    Tags: [{ Key: 'team', Value: 'blue' }],
  });
  const instance = await onlyOne('AWS::RDS::DBInstance', DBInstanceIdentifier);
  expect(instance.configuration).toMatchObject({
    DBInstance: { DBInstanceIdentifier, Engine: 'postgres', StorageEncrypted: false, Endpoint: { Port: 5432 } },
    Tags: [{ Key: 'team', Value: 'blue' }],
  });
  await aws('rds', 'DeleteDBInstance', { DBInstanceIdentifier, SkipFinalSnapshot: true });
  await expectGone(instance.resource);
});

test('a role: its policies as documents; a service-linked role is not listed', async () => {
  const RoleName = 'judged';
  await aws('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
  await aws('iam', 'CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' });
  const made = await aws('iam', 'CreatePolicy', { PolicyName: 'all', PolicyDocument: JSON.stringify(EVERYTHING) });
  const PolicyArn = String((made['Policy'] as JsonObject)['Arn']);
  await aws('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  await aws('iam', 'PutRolePolicy', { RoleName, PolicyName: 'inline', PolicyDocument: JSON.stringify(EVERYTHING) });
  const role = await onlyOne('AWS::IAM::Role', RoleName);
  expect(role.resource.region).toBe('us-east-1');
  expect(role.configuration).toMatchObject({
    Role: { RoleName, Path: '/', AssumeRolePolicyDocument: TRUST },
    AttachedPolicies: [
      {
        PolicyArn,
        PolicyName: 'all',
        DefaultVersionId: 'v1',
        Document: EVERYTHING,
        Versions: [{ VersionId: 'v1', IsDefaultVersion: true }],
      },
    ],
    InlinePolicies: [{ PolicyName: 'inline', Document: EVERYTHING }],
    Tags: null,
  });
  await aws('iam', 'TagRole', { RoleName, Tags: [{ Key: 'team', Value: 'blue' }] });
  expect((await onlyOne('AWS::IAM::Role', RoleName)).configuration['Tags']).toEqual([{ Key: 'team', Value: 'blue' }]);
  expect((await listed('AWS::IAM::Role')).map(({ resource }) => resource.id)).toEqual([RoleName]);
  await aws('iam', 'DeleteRolePolicy', { RoleName, PolicyName: 'inline' });
  await aws('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  await aws('iam', 'DeleteRole', { RoleName });
  await expectGone(role.resource);
});
