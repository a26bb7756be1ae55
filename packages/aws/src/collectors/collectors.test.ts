import { arn, type JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { ACCOUNT, SCOPE } from './scripted-account.ts';
import { failed, type Script } from './scripted-door.ts';
import { collected, first, listAll, setUp, snapshotsIn } from './scripted-reader.ts';

test('a bucket whose region is not told is a gap of the list, and the other buckets are listed', async () => {
  const script: Script = { 's3 GetBucketLocation': () => failed('AccessDenied', 'access-denied', 403) };
  const listed = await listAll(script, 'AWS::S3::Bucket');
  expect(snapshotsIn(listed).map(({ resource }) => resource.id)).toEqual(['bucket-1', 'bucket-2']);
  expect(listed.filter(({ kind }) => kind === 'unread')).toMatchObject([{ reason: 'access-denied' }]);
});

test('a key that refuses to be described is listed with every part unread', async () => {
  const script: Script = {
    'kms DescribeKey': (asked, scope) =>
      asked['KeyId'] === 'key-2'
        ? failed('AccessDeniedException', 'access-denied')
        : (ACCOUNT['kms DescribeKey']?.(asked, scope) ?? {}),
  };
  const snapshots = snapshotsIn(await listAll(script, 'AWS::KMS::Key'));
  const refused = snapshots.find(({ resource }) => resource.id === 'key-2');
  expect(refused?.configuration).toEqual({});
  expect(refused?.unread.map(({ part, reason }) => [part, reason])).toEqual([
    ['Key', 'access-denied'],
    ['Rotation', 'access-denied'],
    ['Tags', 'access-denied'],
  ]);
  expect(snapshots.map(({ resource }) => resource.id)).toEqual(['key-1', 'key-2', 'key-asymmetric']);
});

test.each([
  ['KeySpec', 'RSA_2048'],
  ['KeyUsage', 'GENERATE_VERIFY_MAC'],
  ['Origin', 'EXTERNAL'],
  ['KeyState', 'PendingDeletion'],
])('a key whose %s is %s has no rotation to read', async (member, value) => {
  const { door, reader } = setUp({
    'kms DescribeKey': (asked, scope) => {
      const described = (ACCOUNT['kms DescribeKey']?.(asked, scope) ?? {}) as JsonObject;
      return { KeyMetadata: { ...(described['KeyMetadata'] as JsonObject), [member]: value } };
    },
  });
  const [key] = snapshotsIn(await collected(reader.list(SCOPE, 'AWS::KMS::Key', {})));
  expect(key?.configuration['Rotation']).toBeNull();
  expect(door.calls.filter(({ operation }) => operation === 'GetKeyRotationStatus')).toEqual([]);
});

test('only the parts that are asked for are read', async () => {
  const { door, reader } = setUp();
  const listed = await collected(reader.list(SCOPE, 'AWS::S3::Bucket', { parts: ['Versioning'] }));
  expect(snapshotsIn(listed).map(({ configuration }) => Object.keys(configuration))).toEqual(
    Array.from({ length: 3 }, () => ['Versioning']),
  );
  const operations = new Set(door.calls.map(({ operation }) => operation));
  expect(operations).toEqual(new Set(['ListBuckets', 'GetBucketLocation', 'GetBucketVersioning']));
});

test('a page is not asked for before the one before it is used up', async () => {
  const { door, reader } = setUp();
  const list = reader.list(SCOPE, 'AWS::EC2::SecurityGroup', { parts: ['SecurityGroup'] })[Symbol.asyncIterator]();
  await list.next();
  expect(door.calls).toHaveLength(1);
  await list.next();
  expect(door.calls).toHaveLength(2);
});

test('a managed policy on many roles is read once for all of them, in its two pages of versions', async () => {
  const details = ACCOUNT['iam GetAccountAuthorizationDetails']?.({}, SCOPE) as { RoleDetailList: JsonObject[] };
  const [role] = details.RoleDetailList;
  const many = Array.from({ length: 150 }, (_, index) => ({ ...role, RoleName: `role-${index}` }));
  const { door, reader } = setUp({ 'iam GetAccountAuthorizationDetails': () => ({ RoleDetailList: many }) });
  await collected(reader.list(SCOPE, 'AWS::IAM::Role', {}));
  expect(door.calls.filter(({ operation }) => operation === 'ListPolicyVersions')).toHaveLength(2);
});

test('each version of a managed policy has its text, the default version in the policy itself, the newest first', async () => {
  const [role] = snapshotsIn(await listAll({}, 'AWS::IAM::Role'));
  const [own] = (role?.configuration['AttachedPolicies'] ?? []) as readonly JsonObject[];
  expect(own).toMatchObject({
    DefaultVersionId: 'v10',
    Document: { Id: 'v10' },
    Versions: [
      { VersionId: 'v10', IsDefaultVersion: true },
      { VersionId: 'v9', IsDefaultVersion: false, Document: { Id: 'v9' } },
    ],
  });
});

test('the list of a chunk of security groups asks for their rules together', async () => {
  const groups = Array.from({ length: 450 }, (_, index) => ({ GroupId: `sg-${index}`, GroupName: 'g' }));
  const { door, reader } = setUp({ 'ec2 DescribeSecurityGroups': () => ({ SecurityGroups: groups }) });
  const listed = await collected(reader.list(SCOPE, 'AWS::EC2::SecurityGroup', {}));
  expect(listed).toHaveLength(450);
  const asked = door.calls
    .filter(({ operation }) => operation === 'DescribeSecurityGroupRules')
    .map(({ parameters }) => (parameters['Filters'] as unknown as [{ Values: string[] }])[0].Values.length);
  expect([...new Set(asked)]).toEqual([200, 50]);
});

test('the rules of a group are ordered by id, whatever the order of the answer', async () => {
  const [group] = snapshotsIn(await listAll({}, 'AWS::EC2::SecurityGroup'));
  const rules = group?.configuration['SecurityGroupRules'] as readonly JsonObject[];
  expect(rules.map((rule) => rule['SecurityGroupRuleId'])).toEqual(['sgr-sg-1-1', 'sgr-sg-1-2', 'sgr-sg-1-3']);
});

test("a trail's status is asked for in its home region", async () => {
  const { door, reader } = setUp();
  const [account] = snapshotsIn(await collected(reader.list(SCOPE, 'AWS::::Account', { parts: ['Trails'] })));
  const trails = account?.configuration['Trails'] as readonly JsonObject[];
  expect(trails.map((trail) => trail['Name'])).toEqual(['trail-a', 'trail-b', 'shadow']);
  const places = door.calls
    .filter(({ operation }) => operation === 'GetTrailStatus')
    .map(({ parameters, scope }) => [String(parameters['Name']).split('/').at(-1), scope.region]);
  expect(places).toContainEqual(['shadow', 'us-east-1']);
  expect(places).toContainEqual(['trail-a', 'eu-west-1']);
});

test("an organization's trail is listed in its own account only", async () => {
  const foreign = 'arn:aws:cloudtrail:eu-west-1:999999999999:trail/organization';
  const script: Script = {
    'cloudtrail DescribeTrails': () => ({
      trailList: [{ Name: 'organization', TrailARN: foreign, HomeRegion: 'eu-west-1', IsMultiRegionTrail: true }],
    }),
  };
  expect(await listAll(script, 'AWS::CloudTrail::Trail')).toEqual([]);
  const [account] = snapshotsIn(await listAll(script, 'AWS::::Account'));
  expect(account?.configuration['Trails']).toMatchObject([{ TrailARN: foreign, IsLogging: true }]);
});

test("an organization's trail that hides its selectors leaves them null, and what else is read of the account stays", async () => {
  const foreign = 'arn:aws:cloudtrail:eu-west-1:999999999999:trail/organization';
  const script: Script = {
    'cloudtrail DescribeTrails': () => ({
      trailList: [{ Name: 'organization', TrailARN: foreign, HomeRegion: 'eu-west-1', IsMultiRegionTrail: true }],
    }),
    'cloudtrail GetEventSelectors': () => failed('TrailNotFoundException', 'not-found'),
  };
  const [account] = snapshotsIn(await listAll(script, 'AWS::::Account'));
  expect(account?.unread).toEqual([]);
  expect(account?.configuration['Trails']).toMatchObject([{ TrailARN: foreign, EventSelectors: null }]);
});

test('a role of the same name on another path is another role', async () => {
  const other = { ...first('AWS::IAM::Role'), arn: arn('arn:aws:iam::111122223333:role/team/role-1') };
  expect(await setUp().reader.read(other, {})).toEqual({ kind: 'gone' });
});

test('each call on a bucket names the owner it expects', async () => {
  const { door, reader } = setUp();
  await reader.read(first('AWS::S3::Bucket'), {});
  expect(door.calls.map(({ parameters }) => parameters['ExpectedBucketOwner'])).toEqual(
    Array.from({ length: 5 }, () => '111122223333'),
  );
});

test('an unknown type or part is refused with the accepted ones', async () => {
  const { reader } = setUp();
  expect(() => reader.list(SCOPE, 'AWS::Made::Up', {})).toThrow(/AWS::Made::Up: expected AWS::::Account, /);
  expect(() => reader.list(SCOPE, 'AWS::EC2::Instance', { parts: ['Tag'] })).toThrow(
    'AWS::EC2::Instance has no part Tag: expected Instance, Tags',
  );
});
