import { awsDoor } from '@trueup/aws';
import type { DoorSession, JournalEntry } from '@trueup/core';
import { freshAccount, labAws, type LabAws } from '@trueup/testing';
import { expect, inject, test } from 'vitest';
import { readUnits } from './read-units.ts';
import { RESOLVING, resolveTargets } from './resolve-targets.ts';

/** Two accounts in two regions of the stand-in, with instances and buckets that carry tags. */

const endpoint = inject('awsLabEndpoint');
const REGIONS = ['us-east-1', 'eu-west-1'] as const;

async function withSession<T>(
  { accountId, region, partition }: LabAws,
  work: (session: DoorSession, calls: readonly JournalEntry[]) => Promise<T>,
): Promise<T> {
  const door = awsDoor({ endpoint, accountOf: () => ({ role: 'TrueupMember' }) });
  const calls: JournalEntry[] = [];
  const options = { mode: 'live', statements: RESOLVING, journal: (entry: JournalEntry) => calls.push(entry) } as const;
  try {
    return await work(door.open({ accountId, region, partition }, options), calls);
  } finally {
    door.close();
  }
}

/** Instances in this place; the first two carry the tag. */
async function instancesIn(aws: LabAws): Promise<readonly string[]> {
  const { Images } = await aws.call('ec2', 'DescribeImages');
  const [image] = Images as readonly { readonly ImageId: string }[];
  const { Instances } = await aws.call('ec2', 'RunInstances', {
    ImageId: image?.ImageId ?? '',
    MinCount: 3,
    MaxCount: 3,
  });
  const ids = (Instances as readonly { readonly InstanceId: string }[]).map(({ InstanceId }) => InstanceId);
  await aws.call('ec2', 'CreateTags', { Resources: ids.slice(0, 2), Tags: [{ Key: 'Env', Value: 'prod' }] });
  return ids;
}

test('a tag stands for the instances that carry it in that account and region alone, terminated ones aside', async () => {
  const accounts = [labAws(endpoint, freshAccount()), labAws(endpoint, freshAccount())];
  const places = accounts.flatMap((aws) => REGIONS.map((name) => aws.in(name)));
  for (const aws of places) {
    const [first = '', second = '', third = ''] = await instancesIn(aws);
    const found = await withSession(aws, async (session, calls) => {
      const byTag = await resolveTargets(session, '/AWS::EC2::Instance', [{ Key: 'tag:Env', Values: ['prod', 'dev'] }]);
      await aws.call('ec2', 'TerminateInstances', { InstanceIds: [third] });
      const all = await resolveTargets(session, undefined, [{ Key: 'AWS::EC2::Instance', Values: ['*'] }]);
      return { byTag, all, access: calls.map(({ accountId, access }) => `${accountId} ${access}`) };
    });
    const values = [first, second].sort();
    expect(found).toEqual({
      byTag: { kind: 'values', values },
      all: { kind: 'values', values },
      access: [`${aws.accountId} read`, `${aws.accountId} read`],
    });
  }
});

test('without a target type a tag stands for resources of any type, by the names their services know', async () => {
  const aws = labAws(endpoint, freshAccount());
  const bucket = `b-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  const Tagging = { TagSet: [{ Key: 'Env', Value: 'prod' }] };
  await aws.call('s3', 'PutBucketTagging', { Bucket: bucket, Tagging });
  const [first = '', second = ''] = await instancesIn(aws);
  const targets = [{ Key: 'tag:Env', Values: ['prod'] }];
  await withSession(aws, async (session) => {
    expect(await resolveTargets(session, '/', targets)).toEqual({
      kind: 'values',
      values: [bucket, first, second].sort(),
    });
    expect(await resolveTargets(session, '/AWS::S3::Bucket', targets)).toEqual({ kind: 'values', values: [bucket] });
  });
});

test('the accounts of an organizational unit are read, those of the units below only when asked', async () => {
  const aws = labAws(endpoint, freshAccount());
  await aws.call('organizations', 'CreateOrganization', { FeatureSet: 'ALL' });
  const { Roots } = await aws.call('organizations', 'ListRoots');
  const [root] = Roots as readonly { readonly Id: string }[];
  const unitBelow = async (ParentId: string, Name: string): Promise<string> => {
    const { OrganizationalUnit } = await aws.call('organizations', 'CreateOrganizationalUnit', { ParentId, Name });
    return (OrganizationalUnit as { readonly Id: string }).Id;
  };
  const accountIn = async (DestinationParentId: string, name: string): Promise<string> => {
    const Email = `${name}-${aws.accountId}@example.com`;
    const { CreateAccountStatus } = await aws.call('organizations', 'CreateAccount', { AccountName: name, Email });
    const { AccountId } = CreateAccountStatus as { readonly AccountId: string };
    const move = { AccountId, SourceParentId: root?.Id ?? '', DestinationParentId };
    await aws.call('organizations', 'MoveAccount', move);
    return AccountId;
  };
  const top = await unitBelow(root?.Id ?? '', 'top');
  const below = await unitBelow(top, 'below');
  const direct = await accountIn(top, 'direct');
  const deeper = await accountIn(below, 'deeper');
  const location = { Accounts: [top], Regions: ['us-east-1'] };
  await withSession(aws, async (session) => {
    const read = await readUnits(session, [location, { ...location, IncludeChildOrganizationUnits: true }]);
    if (read.kind === 'unread') throw new Error(read.reason);
    expect(read.accountsOf({ id: top, deep: false })).toEqual([direct]);
    expect(read.accountsOf({ id: top, deep: true })).toEqual([direct, deeper]);
    const gone = await readUnits(session, [{ ...location, Accounts: ['ou-aaaa-12345678'] }]);
    expect(gone).toMatchObject({ kind: 'unread' });
  });
});

test('a group that cannot be read resolves to nothing, and says why', async () => {
  await withSession(labAws(endpoint, freshAccount()), async (session) => {
    const found = await resolveTargets(session, undefined, [{ Key: 'ResourceGroup', Values: ['none'] }]);
    expect(found).toMatchObject({ kind: 'unread' });
    expect(found.kind === 'unread' && found.reason).toContain('resource-groups ListGroupResources: ');
  });
});
