import { accountId, region, type JsonObject, type Scope } from '@trueup/core';
import { failed, paged, type Script } from './scripted-door.ts';

export const SCOPE: Scope = { accountId: accountId('111122223333'), region: region('eu-west-1'), partition: 'aws' };

const THREE = [1, 2, 3];
const TAGS = [
  { Key: 'b', Value: '' },
  { Key: 'a', Value: '1' },
];
const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const HOME = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail';

const group = (index: number): JsonObject => ({
  GroupId: `sg-${index}`,
  GroupName: `group-${index}`,
  OwnerId: '111122223333',
  VpcId: 'vpc-1',
  Description: '',
  IpPermissions: [{ IpProtocol: '-1' }],
});

const rule = (groupId: string, index: number): JsonObject => ({
  SecurityGroupRuleId: `sgr-${groupId}-${index}`,
  GroupId: groupId,
  GroupOwnerId: '111122223333',
  IsEgress: false,
  IpProtocol: 'tcp',
  FromPort: 22,
  ToPort: 22,
  CidrIpv4: '0.0.0.0/0',
  Tags: [],
});

const instance = (index: number): JsonObject => ({
  InstanceId: `i-${index}`,
  State: { Code: 16, Name: 'running' },
  LaunchTime: '2026-01-01T00:00:00.000Z',
  MetadataOptions: { State: 'applied', HttpTokens: 'optional', HttpEndpoint: 'enabled' },
  PublicDnsName: '',
  Tags: TAGS,
});

const dbInstance = (index: number): JsonObject => ({
  DBInstanceIdentifier: `db-${index}`,
  DBInstanceArn: `arn:aws:rds:eu-west-1:111122223333:db:db-${index}`,
  Engine: 'postgres',
  LatestRestorableTime: '2026-01-01T00:00:00.000Z',
  Endpoint: { Address: 'db.example', Port: 5432 },
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
  TagList: [],
});

const key = (id: string, more: JsonObject = {}): JsonObject => ({
  KeyMetadata: {
    KeyId: id,
    Arn: `arn:aws:kms:eu-west-1:111122223333:key/${id}`,
    KeyManager: id === 'key-aws' ? 'AWS' : 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    ...more,
  },
});

const keyEntry = (id: string): JsonObject => ({ KeyId: id, KeyArn: `arn:aws:kms:eu-west-1:111122223333:key/${id}` });

const trail = (name: string): JsonObject => ({
  Name: name,
  TrailARN: `${HOME}/${name}`,
  HomeRegion: 'eu-west-1',
  IsMultiRegionTrail: true,
});

const role = (index: number, path = '/'): JsonObject => ({
  RoleName: `role-${index}`,
  RoleId: `AROA${index}`,
  Path: path,
  Arn: `arn:aws:iam::111122223333:role${path}role-${index}`,
  AssumeRolePolicyDocument: DOCUMENT,
  RoleLastUsed: { LastUsedDate: '2026-01-01T00:00:00.000Z' },
});

const ATTACHED = [
  { PolicyName: 'own', PolicyArn: 'arn:aws:iam::111122223333:policy/own' },
  { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
];

const roleDetail = (index: number, path = '/'): JsonObject => ({
  ...role(index, path),
  AttachedManagedPolicies: ATTACHED,
  RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: DOCUMENT }],
  Tags: TAGS,
});

const ec2: Script = {
  'ec2 DescribeSecurityGroups': (asked) =>
    asked['GroupIds'] === undefined
      ? paged(
          THREE.map((index) => ({ SecurityGroups: [group(index)] })),
          'NextToken',
          'NextToken',
        )(asked)
      : { SecurityGroups: [group(1)] },
  'ec2 DescribeSecurityGroupRules': (asked) => {
    const ids = (asked['Filters'] as unknown as { Values: string[] }[])[0]?.Values ?? [];
    return paged(
      // Newest first, so that a snapshot in the order of AWS's answer shows.
      [3, 2, 1].map((index) => ({ SecurityGroupRules: ids.map((id) => rule(id, index)) })),
      'NextToken',
      'NextToken',
    )(asked);
  },
  'ec2 DescribeInstances': (asked) =>
    asked['InstanceIds'] === undefined
      ? paged(
          [...THREE.map(instance), { ...instance(4), State: { Name: 'terminated' } }].map((one) => ({
            Reservations: [{ Instances: [one] }],
          })),
          'NextToken',
          'NextToken',
        )(asked)
      : { Reservations: [{ Instances: [instance(1)] }] },
  'ec2 GetEbsEncryptionByDefault': () => ({ EbsEncryptionByDefault: true }),
};

const s3: Script = {
  // Bucket 3 names no region, as older stores do.
  's3 ListBuckets': paged(
    [
      { Buckets: [{ Name: 'bucket-1', BucketRegion: 'eu-west-1' }] },
      { Buckets: [{ Name: 'bucket-elsewhere', BucketRegion: 'us-east-1' }] },
      { Buckets: [{ Name: 'bucket-2', BucketRegion: 'eu-west-1' }, { Name: 'bucket-3' }] },
    ],
    'ContinuationToken',
    'ContinuationToken',
  ),
  's3 GetBucketLocation': () => ({ LocationConstraint: 'EU' }),
  's3 GetPublicAccessBlock': () => ({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: true,
    },
  }),
  's3 GetBucketEncryption': () => ({ ServerSideEncryptionConfiguration: { Rules: [] } }),
  's3 GetBucketVersioning': () => ({ Status: 'Enabled', ResponseMetadata: { RequestId: 'moves' } }),
  's3 GetBucketTagging': () => ({ TagSet: [{ Key: 'a', Value: '1' }] }),
};

const kms: Script = {
  'kms ListKeys': paged(
    [
      { Keys: [keyEntry('key-1')] },
      { Keys: [keyEntry('key-aws'), keyEntry('key-2')] },
      { Keys: [keyEntry('key-asymmetric')] },
    ],
    'NextMarker',
    'Marker',
  ),
  'kms DescribeKey': ({ KeyId }) =>
    key(String(KeyId), KeyId === 'key-asymmetric' ? { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } : {}),
  'kms GetKeyRotationStatus': () => ({ KeyRotationEnabled: false, NextRotationDate: '2026-01-01T00:00:00.000Z' }),
  'kms ListResourceTags': paged(
    TAGS.map(({ Key, Value }) => ({ Tags: [{ TagKey: Key, TagValue: Value }] })),
    'NextMarker',
    'Marker',
  ),
};

const cloudTrail: Script = {
  'cloudtrail DescribeTrails': ({ includeShadowTrails }) => ({
    trailList: [
      trail('trail-b'),
      trail('trail-a'),
      ...(includeShadowTrails === true
        ? [
            {
              ...trail('shadow'),
              TrailARN: `${HOME.replace('eu-west-1', 'us-east-1')}/shadow`,
              HomeRegion: 'us-east-1',
            },
          ]
        : []),
    ],
  }),
  'cloudtrail GetTrailStatus': () => ({ IsLogging: true, LatestDeliveryTime: '2026-01-01T00:00:00.000Z' }),
  'cloudtrail GetEventSelectors': () => ({
    EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }],
  }),
  'cloudtrail ListTags': ({ ResourceIdList }) => ({
    ResourceTagList: (ResourceIdList as readonly string[]).map((ResourceId) => ({ ResourceId, TagsList: TAGS })),
  }),
};

const rds: Script = {
  'rds DescribeDBInstances': (asked) =>
    asked['DBInstanceIdentifier'] === undefined
      ? paged(
          [...THREE.map(dbInstance), { ...dbInstance(4), Engine: 'neptune' }].map((one) => ({ DBInstances: [one] })),
          'Marker',
          'Marker',
        )(asked)
      : { DBInstances: [dbInstance(1)] },
};

const iam: Script = {
  'iam GetAccountAuthorizationDetails': paged(
    [
      { RoleDetailList: [roleDetail(1)] },
      { RoleDetailList: [roleDetail(2), roleDetail(9, '/aws-service-role/')] },
      { RoleDetailList: [roleDetail(3)] },
    ],
    'Marker',
    'Marker',
  ),
  'iam GetRole': () => ({ Role: role(1) }),
  'iam ListAttachedRolePolicies': paged(
    ATTACHED.map((policy) => ({ AttachedPolicies: [policy] })),
    'Marker',
    'Marker',
  ),
  'iam ListRolePolicies': paged([{ PolicyNames: [] }, { PolicyNames: ['inline'] }], 'Marker', 'Marker'),
  'iam GetRolePolicy': () => ({ RoleName: 'role-1', PolicyName: 'inline', PolicyDocument: DOCUMENT }),
  'iam ListRoleTags': paged(
    TAGS.map((tag) => ({ Tags: [tag] })),
    'Marker',
    'Marker',
  ),
  'iam ListPolicyVersions': paged(
    [
      { Versions: [{ VersionId: 'v9', IsDefaultVersion: false, CreateDate: '2026-01-01T00:00:00.000Z' }] },
      { Versions: [{ VersionId: 'v10', IsDefaultVersion: true, CreateDate: '2026-01-02T00:00:00.000Z' }] },
    ],
    'Marker',
    'Marker',
  ),
  'iam GetPolicyVersion': ({ VersionId }) => ({
    PolicyVersion: { VersionId, Document: { ...DOCUMENT, Id: VersionId } },
  }),
  'iam GetAccountPasswordPolicy': () => failed('NoSuchEntity', 'not-found', 404),
};

/** An account that has some of everything, each list in several pages. */
export const ACCOUNT: Script = { ...ec2, ...s3, ...kms, ...cloudTrail, ...rds, ...iam };
