import type { JsonObject } from '@trueup/core';

interface LogBucket {
  readonly partition: string;
  readonly accountId: string;
  readonly bucketName: string;
  readonly trailArn: string;
}

/**
 * Lets CloudTrail deliver the logs of this one trail, and nobody reach the bucket without TLS (CloudTrail user guide,
 * S3 bucket policy; the condition keeps other trails from writing here in CloudTrail's name).
 */
export function bucketPolicy({ partition, accountId, bucketName, trailArn }: LogBucket): JsonObject {
  const bucket = `arn:${partition}:s3:::${bucketName}`;
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const ofTrail = { 'aws:SourceArn': trailArn };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CloudTrailReadsAcl',
        Effect: 'Allow',
        Principal,
        Action: 's3:GetBucketAcl',
        Resource: bucket,
        Condition: { StringEquals: ofTrail },
      },
      {
        Sid: 'CloudTrailWritesLogs',
        Effect: 'Allow',
        Principal,
        Action: 's3:PutObject',
        Resource: `${bucket}/AWSLogs/${accountId}/*`,
        Condition: { StringEquals: { ...ofTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
      {
        Sid: 'OnlyTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucket, `${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
