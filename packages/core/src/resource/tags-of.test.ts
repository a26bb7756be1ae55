import { expect, test } from 'vitest';
import type { JsonObject } from '../value/json.ts';
import type { Snapshot } from './snapshot.ts';
import { tagsOf } from './tags-of.ts';

const TAGS = [
  { Key: 'env', Value: 'prod' },
  { Key: 'empty', Value: '' },
];
const READ = { env: 'prod', empty: '' };

// As each collector leaves them.
test.each<[string, string, JsonObject, object | undefined]>([
  ['a bucket', 'AWS::S3::Bucket', { Tags: TAGS }, READ],
  ['a bucket without tags', 'AWS::S3::Bucket', { Tags: null }, {}],
  ['a bucket whose tags were not read', 'AWS::S3::Bucket', { Bucket: {} }, undefined],
  ['an instance', 'AWS::EC2::Instance', { Instance: { Tags: 'x' }, Tags: TAGS }, READ],
  ['an instance without tags', 'AWS::EC2::Instance', { Tags: [] }, {}],
  ['a database', 'AWS::RDS::DBInstance', { Tags: TAGS }, READ],
  ['a security group', 'AWS::EC2::SecurityGroup', { SecurityGroup: { Tags: TAGS } }, READ],
  ['a security group that was not read', 'AWS::EC2::SecurityGroup', { Tags: TAGS }, undefined],
  ['a role', 'AWS::IAM::Role', { Role: { RoleName: 'r' }, Tags: TAGS }, READ],
  ['a role without tags', 'AWS::IAM::Role', { Role: { RoleName: 'r' }, Tags: null }, {}],
  ['a role whose tags were not read', 'AWS::IAM::Role', { Role: { RoleName: 'r' } }, undefined],
  ['a key', 'AWS::KMS::Key', { Tags: TAGS }, READ],
  ['a trail', 'AWS::CloudTrail::Trail', { Trail: { Tags: [] }, Tags: TAGS }, READ],
  ['an account, which has none', 'AWS::::Account', {}, {}],
  ['tags in another form', 'AWS::S3::Bucket', { Tags: [{ TagKey: 'env', TagValue: 'prod' }] }, undefined],
  ['a list with something else in it', 'AWS::S3::Bucket', { Tags: [...TAGS, 'env'] }, undefined],
])('the tags of %s', (_name, type, configuration, tags) => {
  expect(tagsOf({ resource: { type }, configuration } as Snapshot)).toEqual(tags);
});

test('a tag may have any name', () => {
  const configuration = { Tags: [{ Key: '__proto__', Value: 'x' }] };
  const tags = tagsOf({ resource: { type: 'AWS::S3::Bucket' }, configuration } as unknown as Snapshot);
  expect(Object.entries(tags ?? {})).toEqual([['__proto__', 'x']]);
});
