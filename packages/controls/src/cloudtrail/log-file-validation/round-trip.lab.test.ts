import { describeRoundTrip } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const TRAILS = ['records', 'website'];

describeRoundTrip(libraryEntry('CloudTrail.4'), {
  name: 'a trail without validation, which logs every Region under a prefix',
  async arrange(aws) {
    // No two accounts may have buckets of one name.
    const S3BucketName = `logs-${aws.accountId}`;
    await aws.call('s3', 'CreateBucket', { Bucket: S3BucketName });
    for (const Name of TRAILS) {
      await aws.call('cloudtrail', 'CreateTrail', { Name, S3BucketName, S3KeyPrefix: Name, IsMultiRegionTrail: true });
      await aws.call('cloudtrail', 'StartLogging', { Name });
    }
    return { type: 'AWS::CloudTrail::Trail', id: 'records' };
  },
  async prove(aws) {
    const trailOf = async (Name: string): Promise<unknown> =>
      (await aws.call('cloudtrail', 'GetTrail', { Name }))['Trail'];
    const unchanged = { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true };
    expect(await trailOf('records')).toMatchObject({
      ...unchanged,
      S3KeyPrefix: 'records',
      LogFileValidationEnabled: true,
    });
    expect(await trailOf('website')).toMatchObject({
      ...unchanged,
      S3KeyPrefix: 'website',
      LogFileValidationEnabled: false,
    });
    expect(await aws.call('cloudtrail', 'GetTrailStatus', { Name: 'records' })).toMatchObject({ IsLogging: true });
  },
});
