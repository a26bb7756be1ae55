import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';
import { defaultRule } from './default-rule.ts';

const parameters = z.strictObject({
  /** Key id, key ARN or alias. Without it S3 uses the account's AWS managed key, `aws/s3`. */
  kmsKeyId: z.string().min(1).optional(),
});
type Parameters = z.infer<typeof parameters>;

export const control = defineControl<Parameters>({
  id: 'S3.17' as ControlId,
  // S3.4 (any default encryption) was retired when S3 began to encrypt every object. Findings of it are still about.
  aliases: ['S3.4'],
  title: 'S3 general purpose buckets should be encrypted at rest with AWS KMS keys',
  description: 'With a KMS key, reading an object takes a second permission, and every use of the key is logged.',
  severity: 'MEDIUM',
  resourceTypes: ['AWS::S3::Bucket'],
  scope: 'regional',
  standards: {
    fsbp: false,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
    pciDss321: [],
    nist80053r5: [],
  },
  configRule: { name: 's3-default-encryption-kms', identifier: 'S3_DEFAULT_ENCRYPTION_KMS' },
  parts: ['Encryption'],
  parameters,
  check,
  repaired: ({ configuration }, given): JsonObject => ({
    ...configuration,
    Encryption: withKms(configuration, given),
  }),
  risk: 'low',
  input: ({ resource, configuration }, given) => ({
    BucketName: resource.id,
    Encryption: withKms(configuration, given),
  }),
  undo: {
    kind: 'runbook',
    input: ({ resource, configuration }) => ({
      BucketName: resource.id,
      HadConfiguration: configuration['Encryption'] !== null,
      Encryption: configuration['Encryption'] ?? {},
    }),
  },
});

/** PutBucketEncryption replaces the rule, so what else it says, such as BlockedEncryptionTypes, is sent along. */
function withKms(configuration: JsonObject, { kmsKeyId }: Parameters): JsonObject {
  const byDefault = { SSEAlgorithm: 'aws:kms', ...(kmsKeyId === undefined ? {} : { KMSMasterKeyID: kmsKeyId }) };
  return {
    Rules: [{ ...defaultRule(configuration), ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }],
  };
}
