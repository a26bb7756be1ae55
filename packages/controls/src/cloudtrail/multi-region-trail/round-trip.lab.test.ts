import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const entry = libraryEntry('CloudTrail.1');
const own = ({ accountId }: LabAws): string => `trueup-trail-${accountId}`;
// No two accounts may have buckets of one name.
const logs = ({ accountId }: LabAws): string => `logs-${accountId}`;

describeRoundTrip(entry, {
  name: 'an account whose only trail covers one Region',
  async arrange(aws) {
    await aws.call('s3', 'CreateBucket', { Bucket: logs(aws) });
    await aws.call('cloudtrail', 'CreateTrail', { Name: 'local', S3BucketName: logs(aws) });
    await aws.call('cloudtrail', 'StartLogging', { Name: 'local' });
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    const Bucket = own(aws);
    expect(await trailOf(aws, Bucket)).toMatchObject({
      S3BucketName: Bucket,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
    });
    expect(await aws.call('cloudtrail', 'GetTrailStatus', { Name: Bucket })).toMatchObject({ IsLogging: true });
    const { Policy } = await aws.call('s3', 'GetBucketPolicy', { Bucket });
    expect(Policy).toContain(`:${aws.accountId}:trail/${Bucket}`);
    expect(await aws.call('s3', 'GetPublicAccessBlock', { Bucket })).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
    });
    expect(await trailOf(aws, 'local')).toMatchObject({ S3BucketName: logs(aws), IsMultiRegionTrail: false });
  },
});

describeRoundTrip(entry, {
  name: 'an account whose trail has stopped',
  async arrange(aws) {
    await makeStopped(aws, 'audit');
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    expect(await aws.call('cloudtrail', 'GetTrailStatus', { Name: 'audit' })).toMatchObject({ IsLogging: true });
    expect(await trailOf(aws, 'audit')).toMatchObject({ S3BucketName: logs(aws), LogFileValidationEnabled: false });
    await expect(aws.call('s3', 'GetBucketLocation', { Bucket: own(aws) })).rejects.toThrow('NoSuchBucket');
  },
});

describeRoundTrip(entry, {
  name: 'an account whose bucket was left by an earlier repair, with a policy that its owner changed',
  async arrange(aws) {
    const Bucket = own(aws);
    await aws.call('s3', 'CreateBucket', { Bucket });
    await aws.call('s3', 'PutBucketPolicy', { Bucket, Policy: policyText(aws) });
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    const Bucket = own(aws);
    expect(await trailOf(aws, Bucket)).toMatchObject({ S3BucketName: Bucket });
    expect(await aws.call('s3', 'GetBucketPolicy', { Bucket })).toMatchObject({ Policy: policyText(aws) });
  },
});

async function makeStopped(aws: LabAws, Name: string): Promise<void> {
  await aws.call('s3', 'CreateBucket', { Bucket: logs(aws) });
  await aws.call('cloudtrail', 'CreateTrail', { Name, S3BucketName: logs(aws), IsMultiRegionTrail: true });
}

async function trailOf(aws: LabAws, Name: string): Promise<unknown> {
  return (await aws.call('cloudtrail', 'GetTrail', { Name }))['Trail'];
}

function policyText(aws: LabAws): string {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const Resource = `arn:aws:s3:::${own(aws)}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal, Action: 's3:GetBucketAcl', Resource },
      { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: `${Resource}/AWSLogs/*` },
    ],
  });
}
