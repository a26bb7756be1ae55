import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

// No two accounts may have buckets of one name.
const records = ({ accountId }: LabAws): string => `records-${accountId}`;
const website = ({ accountId }: LabAws): string => `website-${accountId}`;
const entry = libraryEntry('S3.8');

describeRoundTrip(entry, {
  name: 'a bucket without settings',
  async arrange(aws) {
    await makeBucket(aws);
    return { type: 'AWS::S3::Bucket', id: records(aws) };
  },
  prove: proveBlocked,
});

describeRoundTrip(entry, {
  name: 'a bucket with one setting off',
  async arrange(aws) {
    await makeBucket(aws);
    await aws.call('s3', 'PutPublicAccessBlock', {
      Bucket: records(aws),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: true,
      },
    });
    return { type: 'AWS::S3::Bucket', id: records(aws) };
  },
  prove: proveBlocked,
});

async function makeBucket(aws: LabAws): Promise<void> {
  await aws.call('s3', 'CreateBucket', { Bucket: records(aws) });
  await aws.call('s3', 'CreateBucket', { Bucket: website(aws) });
  await aws.call('s3', 'PutBucketPolicy', { Bucket: records(aws), Policy: policyText(aws) });
  await aws.call('s3', 'PutBucketVersioning', { Bucket: records(aws), VersioningConfiguration: { Status: 'Enabled' } });
  await aws.call('s3', 'PutBucketTagging', {
    Bucket: records(aws),
    Tagging: { TagSet: [{ Key: 'team', Value: 'records' }] },
  });
}

function policyText(aws: LabAws): string {
  const Principal = { AWS: `arn:aws:iam::${aws.accountId}:root` };
  const Statement = [
    { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${records(aws)}/*` },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

async function proveBlocked(aws: LabAws): Promise<void> {
  expect(await aws.call('s3', 'GetPublicAccessBlock', { Bucket: records(aws) })).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  });
  expect(await aws.call('s3', 'GetBucketPolicy', { Bucket: records(aws) })).toMatchObject({ Policy: policyText(aws) });
  await expect(aws.call('s3', 'GetPublicAccessBlock', { Bucket: website(aws) })).rejects.toThrow(
    'NoSuchPublicAccessBlockConfiguration',
  );
}
