import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

// No two accounts may have buckets of one name.
const records = ({ accountId }: LabAws): string => `records-${accountId}`;
const scratch = ({ accountId }: LabAws): string => `scratch-${accountId}`;
const entry = libraryEntry('S3.14');

describeRoundTrip(entry, {
  name: 'a bucket that never had versioning',
  async arrange(aws) {
    await makeBuckets(aws);
    return { type: 'AWS::S3::Bucket', id: records(aws) };
  },
  prove: proveVersioned,
});

describeRoundTrip(entry, {
  name: 'a bucket on which versioning is suspended',
  async arrange(aws) {
    await makeBuckets(aws);
    await aws.call('s3', 'PutBucketVersioning', {
      Bucket: records(aws),
      VersioningConfiguration: { Status: 'Enabled' },
    });
    await aws.call('s3', 'PutBucketVersioning', {
      Bucket: records(aws),
      VersioningConfiguration: { Status: 'Suspended' },
    });
    return { type: 'AWS::S3::Bucket', id: records(aws) };
  },
  prove: proveVersioned,
});

const lifecycle = { Rules: [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } }] };

async function makeBuckets(aws: LabAws): Promise<void> {
  await aws.call('s3', 'CreateBucket', { Bucket: records(aws) });
  await aws.call('s3', 'CreateBucket', { Bucket: scratch(aws) });
  await aws.call('s3', 'PutBucketLifecycleConfiguration', { Bucket: records(aws), LifecycleConfiguration: lifecycle });
  await aws.call('s3', 'PutBucketTagging', {
    Bucket: records(aws),
    Tagging: { TagSet: [{ Key: 'team', Value: 'records' }] },
  });
}

async function proveVersioned(aws: LabAws): Promise<void> {
  expect(await aws.call('s3', 'GetBucketVersioning', { Bucket: records(aws) })).toMatchObject({ Status: 'Enabled' });
  expect(await aws.call('s3', 'GetBucketLifecycleConfiguration', { Bucket: records(aws) })).toMatchObject(lifecycle);
  expect(await aws.call('s3', 'GetBucketVersioning', { Bucket: scratch(aws) })).not.toHaveProperty('Status');
}
