import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

// No two accounts may have buckets of one name.
const records = ({ accountId }: LabAws): string => `records-${accountId}`;
const website = ({ accountId }: LabAws): string => `website-${accountId}`;
const entry = libraryEntry('S3.17');

describeRoundTrip(entry, {
  name: 'a bucket without a configuration',
  async arrange(aws) {
    await makeBuckets(aws);
    return { type: 'AWS::S3::Bucket', id: records(aws) };
  },
  prove: (aws) => proveEncrypted(aws, { SSEAlgorithm: 'aws:kms' }),
});

describeRoundTrip(entry, {
  name: 'a bucket with the keys of S3, where the policy names a key',
  parameters: { kmsKeyId: 'alias/records' },
  async arrange(aws) {
    await makeBuckets(aws);
    await aws.call('s3', 'PutBucketEncryption', { Bucket: records(aws), ServerSideEncryptionConfiguration: ownKeys });
    return { type: 'AWS::S3::Bucket', id: records(aws) };
  },
  prove: (aws) => proveEncrypted(aws, { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/records' }),
});

const ownKeys = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] };

/** The neighbour is non-compliant too, and is not what the plan is about. */
async function makeBuckets(aws: LabAws): Promise<void> {
  await aws.call('s3', 'CreateBucket', { Bucket: records(aws) });
  await aws.call('s3', 'CreateBucket', { Bucket: website(aws) });
  await aws.call('s3', 'PutBucketEncryption', { Bucket: website(aws), ServerSideEncryptionConfiguration: ownKeys });
  await aws.call('s3', 'PutBucketVersioning', {
    Bucket: records(aws),
    VersioningConfiguration: { Status: 'Suspended' },
  });
  await aws.call('s3', 'PutBucketTagging', {
    Bucket: records(aws),
    Tagging: { TagSet: [{ Key: 'team', Value: 'records' }] },
  });
}

async function proveEncrypted(aws: LabAws, byDefault: Record<string, string>): Promise<void> {
  expect(await aws.call('s3', 'GetBucketEncryption', { Bucket: records(aws) })).toMatchObject({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }],
    },
  });
  expect(await aws.call('s3', 'GetBucketVersioning', { Bucket: records(aws) })).toMatchObject({ Status: 'Suspended' });
  expect(await aws.call('s3', 'GetBucketEncryption', { Bucket: website(aws) })).toMatchObject({
    ServerSideEncryptionConfiguration: ownKeys,
  });
}
