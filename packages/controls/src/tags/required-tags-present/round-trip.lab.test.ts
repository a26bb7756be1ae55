import type { JsonObject } from '@trueup/core';
import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const parameters = { requiredTags: { environment: 'production', team: 'unknown', owner: null } };
const present = [
  { Key: 'owner', Value: 'web' },
  { Key: 'environment', Value: 'test' },
];

describeRoundTrip(libraryEntry('Trueup.Tags.1'), {
  name: 'an instance lacks a tag, and has another one with a value of its own',
  parameters,
  async arrange(aws) {
    const broken = await launch(aws, [...present, { Key: 'Name', Value: 'broken' }]);
    await launch(aws, [{ Key: 'Name', Value: 'neighbour' }]);
    return { type: 'AWS::EC2::Instance', id: broken };
  },
  async prove(aws) {
    expect(await instanceTags(aws, 'broken')).toEqual({
      Name: 'broken',
      environment: 'test',
      owner: 'web',
      team: 'unknown',
    });
    expect(await instanceTags(aws, 'neighbour')).toEqual({ Name: 'neighbour' });
  },
});

describeRoundTrip(libraryEntry('Trueup.Tags.1'), {
  name: 'a bucket lacks a tag',
  parameters,
  async arrange(aws) {
    await makeBucket(aws, 'broken', present);
    await makeBucket(aws, 'neighbour', present);
    return { type: 'AWS::S3::Bucket', id: `broken-${aws.accountId}` };
  },
  async prove(aws) {
    expect(await bucketTags(aws, 'broken')).toEqual({ environment: 'test', owner: 'web', team: 'unknown' });
    expect(await bucketTags(aws, 'neighbour')).toEqual({ environment: 'test', owner: 'web' });
  },
});

describeRoundTrip(libraryEntry('Trueup.Tags.1'), {
  name: 'a bucket has no tags at all',
  parameters: { requiredTags: { environment: 'production' } },
  async arrange(aws) {
    await makeBucket(aws, 'broken', []);
    return { type: 'AWS::S3::Bucket', id: `broken-${aws.accountId}` };
  },
  async prove(aws) {
    expect(await bucketTags(aws, 'broken')).toEqual({ environment: 'production' });
  },
});

async function launch(aws: LabAws, Tags: readonly JsonObject[]): Promise<string> {
  const made = await aws.call('ec2', 'RunInstances', {
    ImageId: 'ami-12c6146b',
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: [{ ResourceType: 'instance', Tags }],
  });
  return (made['Instances'] as readonly { readonly InstanceId: string }[])[0]?.InstanceId ?? '';
}

async function instanceTags(aws: LabAws, name: string): Promise<JsonObject> {
  const found = await aws.call('ec2', 'DescribeInstances', { Filters: [{ Name: 'tag:Name', Values: [name] }] });
  const [reservation] = found['Reservations'] as readonly { readonly Instances: readonly JsonObject[] }[];
  return tagMap(reservation?.Instances[0]?.['Tags']);
}

async function makeBucket(aws: LabAws, name: string, TagSet: readonly JsonObject[]): Promise<void> {
  const Bucket = `${name}-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket });
  if (TagSet.length > 0) await aws.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

async function bucketTags(aws: LabAws, name: string): Promise<JsonObject> {
  const answer = await aws.call('s3', 'GetBucketTagging', { Bucket: `${name}-${aws.accountId}` });
  return tagMap(answer['TagSet']);
}

function tagMap(tags: unknown): JsonObject {
  return Object.fromEntries((tags as readonly { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
}
