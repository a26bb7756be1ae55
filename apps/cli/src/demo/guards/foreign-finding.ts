import type { JsonObject } from '@trueup/core';
import { bucketOf, REHEARSAL } from './rehearsal-policy.ts';

/** What another tool says of a bucket, and neither the library nor the policy has a runbook for. */
export function foreignFinding(generatorId: string, now: Date): JsonObject {
  const { accountId, region } = REHEARSAL;
  const at = now.toISOString();
  return {
    SchemaVersion: '2018-10-08',
    Id: 'watchdog/1',
    ProductArn: `arn:aws:securityhub:${region}:${accountId}:product/${accountId}/default`,
    ProductName: 'Watchdog',
    GeneratorId: generatorId,
    AwsAccountId: accountId,
    Region: region,
    CreatedAt: at,
    UpdatedAt: at,
    Title: 'Old objects are kept for ever',
    Description: 'The bucket has no lifecycle rule.',
    Severity: { Label: 'LOW' },
    Types: ['Software and Configuration Checks'],
    Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${bucketOf('mode')}`, Region: region }],
    Compliance: { Status: 'FAILED' },
  };
}
