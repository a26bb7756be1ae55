import { expect, test } from 'vitest';
import { arn, region, type ResourceRef } from '../resource/resource.ts';
import { lookupKeys, lookupRegion } from './lookup-keys.ts';

test.each([
  ['AWS::S3::Bucket', 'arn:aws:s3:::invoices', 'invoices', ['invoices', 'arn:aws:s3:::invoices']],
  [
    'AWS::IAM::Role',
    'arn:aws:iam::111122223333:role/team/deployer',
    'deployer',
    ['deployer', 'arn:aws:iam::111122223333:role/team/deployer'],
  ],
  [
    'AWS::CloudTrail::Trail',
    'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main',
    'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main',
    ['arn:aws:cloudtrail:eu-west-1:111122223333:trail/main', 'main'],
  ],
])('%s is looked up by each of its names, once', (type, name, id, values) => {
  expect(lookupKeys({ type, arn: arn(name), id }, ['X'])).toEqual(
    values.map((AttributeValue) => ({ AttributeKey: 'ResourceName', AttributeValue })),
  );
});

test('the settings of an account are looked up by the calls that change them', () => {
  const account = { type: 'AWS::::Account', arn: arn('arn:aws:iam::111122223333:root'), id: '111122223333' };
  expect(lookupKeys(account, ['DisableEbsEncryptionByDefault'])).toEqual([
    { AttributeKey: 'EventName', AttributeValue: 'DisableEbsEncryptionByDefault' },
  ]);
  expect(lookupKeys(account)).toEqual([]);
});

test.each<[string, string, ResourceRef['partition'], string]>([
  ['AWS::S3::Bucket', 'eu-west-1', 'aws', 'eu-west-1'],
  ['AWS::IAM::Role', 'eu-west-1', 'aws', 'us-east-1'],
  ['AWS::IAM::Role', 'cn-northwest-1', 'aws-cn', 'cn-north-1'],
])('events of %s in %s of %s are kept in %s', (type, name, partition, home) => {
  const resource = { type, region: region(name), partition } as ResourceRef;
  expect(lookupRegion(resource)).toBe(home);
});
