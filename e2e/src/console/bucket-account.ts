import { randomBytes } from 'node:crypto';
import { freshAccount, labAws, type LabAws } from '@trueup/testing';
import type { Finding, Trueup } from '@trueup/api-contract';
import type { JsonObject } from '@trueup/core';
import { until } from '../trueup-process.ts';

/** An account of the stand-in that belongs to one story, with buckets that anybody could open to the public (S3.8). */
export interface BucketAccount extends LabAws {
  /** No two accounts may have buckets of one name. */
  readonly buckets: readonly string[];
  /** What AWS has of the bucket: the settings of S3.8, or undefined where there are none. */
  publicAccessBlock(bucket: string): Promise<JsonObject | undefined>;
}

/** What S3.8 asks for. */
export const BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export async function bucketAccount(endpoint: string, ...names: readonly string[]): Promise<BucketAccount> {
  const aws = labAws(endpoint, freshAccount());
  const buckets = names.map((name) => `${name}-${randomBytes(3).toString('hex')}`);
  for (const Bucket of buckets) await aws.call('s3', 'CreateBucket', { Bucket });
  return {
    ...aws,
    buckets,
    async publicAccessBlock(Bucket) {
      const operation = 'GetPublicAccessBlock';
      const answer = await aws.session.call({ service: 's3', operation, parameters: { Bucket } });
      if (answer.kind === 'answered') return answer.output['PublicAccessBlockConfiguration'] as JsonObject;
      if (answer.kind === 'failed' && answer.failure.code === 'NoSuchPublicAccessBlockConfiguration') return undefined;
      throw new Error(`the settings of ${Bucket} could not be read: ${JSON.stringify(answer)}`);
    },
  };
}

/** A policy of this account alone. */
export const policyOf = ({ accountId }: BucketAccount, lines: string): string => `
accounts: [{ id: "${accountId}", name: records, role: TrueupMember }]
regions: [us-east-1]
${lines}
`;

/** A person starts each repair. */
export const BY_HAND = 'remediations: [{ name: buckets, controls: [S3.8], mode: manual }]';

/** The findings of S3.8 in an account, once a scan has made them. */
export async function scannedFindings(api: Trueup, { accountId }: BucketAccount): Promise<readonly Finding[]> {
  const accounts = [accountId];
  const { id } = await api.startScan({ accounts, controls: ['S3.8'] });
  await until(
    () => api.getScan({ id }),
    ({ status }) => status !== 'running',
  );
  return (await api.listFindings({ accounts, controls: ['S3.8'], limit: 100 })).items;
}
