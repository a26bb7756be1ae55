import { arn, homeRegion, type Listed, type ResourceRef, type Snapshot } from '@trueup/core';
import { awsResourceReader } from './aws-resource-reader.ts';
import { collectors } from './collectors.ts';
import { ACCOUNT, SCOPE } from './scripted-account.ts';
import { scriptedDoor, type Script } from './scripted-door.ts';

export const AT = '2026-01-31T09:30:00.000Z';
const clock = { now: () => AT };

/** Every list of the scripted account: the ids in it, and the ARN of the first. */
export const LISTS: Readonly<Record<string, { readonly ids: readonly string[]; readonly first: string }>> = {
  'AWS::::Account': { ids: ['111122223333'], first: 'arn:aws:iam::111122223333:root' },
  'AWS::S3::Bucket': { ids: ['bucket-1', 'bucket-2', 'bucket-3'], first: 'arn:aws:s3:::bucket-1' },
  'AWS::RDS::DBInstance': { ids: ['db-1', 'db-2', 'db-3'], first: 'arn:aws:rds:eu-west-1:111122223333:db:db-1' },
  'AWS::EC2::Instance': { ids: ['i-1', 'i-2', 'i-3'], first: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1' },
  'AWS::KMS::Key': {
    ids: ['key-1', 'key-2', 'key-asymmetric'],
    first: 'arn:aws:kms:eu-west-1:111122223333:key/key-1',
  },
  'AWS::IAM::Role': { ids: ['role-1', 'role-2', 'role-3'], first: 'arn:aws:iam::111122223333:role/role-1' },
  'AWS::EC2::SecurityGroup': {
    ids: ['sg-1', 'sg-2', 'sg-3'],
    first: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
  },
  'AWS::CloudTrail::Trail': {
    ids: ['trail-b', 'trail-a'],
    first: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/trail-b',
  },
};

export const TYPES = Object.keys(LISTS);

export function setUp(changed: Script = {}) {
  const door = scriptedDoor({ ...ACCOUNT, ...changed });
  return { door, reader: awsResourceReader({ door, clock }) };
}

export async function collected(list: AsyncIterable<Listed>): Promise<Listed[]> {
  const all: Listed[] = [];
  for await (const listed of list) all.push(listed);
  return all;
}

export async function listAll(changed: Script, type: string, parts?: readonly string[]): Promise<Listed[]> {
  return collected(setUp(changed).reader.list(SCOPE, type, parts ? { parts } : {}));
}

export function snapshotsIn(listed: readonly Listed[]): Snapshot[] {
  return listed.flatMap((one) => (one.kind === 'snapshot' ? [one.snapshot] : []));
}

export function first(type: string): ResourceRef {
  const isGlobal = collectors.find((one) => one.type === type)?.scope === 'global';
  const { ids, first: name } = LISTS[type] ?? { ids: [], first: '' };
  const region = isGlobal ? homeRegion('aws') : SCOPE.region;
  return { ...SCOPE, region, type, id: String(ids[0]), arn: arn(name) };
}
