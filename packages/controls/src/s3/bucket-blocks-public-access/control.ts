import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';
import { FLAGS } from './flags.ts';

export const control = defineControl({
  id: 'S3.8' as ControlId,
  title: 'S3 general purpose buckets should block public access',
  description: 'With all four settings on, no access control list and no bucket policy can make the bucket public.',
  severity: 'HIGH',
  resourceTypes: ['AWS::S3::Bucket'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: '2.1.5', v3_0: '2.1.4', v5_0: '2.1.4' },
    pciDss321: [],
    nist80053r5: [
      'AC-21',
      'AC-3',
      'AC-3(7)',
      'AC-4',
      'AC-4(21)',
      'AC-6',
      'SC-7',
      'SC-7(11)',
      'SC-7(16)',
      'SC-7(20)',
      'SC-7(21)',
      'SC-7(3)',
      'SC-7(4)',
      'SC-7(9)',
    ],
  },
  configRule: {
    name: 's3-bucket-level-public-access-prohibited',
    identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  },
  parts: ['PublicAccessBlock'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }): JsonObject => ({
    ...configuration,
    PublicAccessBlock: Object.fromEntries(FLAGS.map((flag) => [flag, true])),
  }),
  risk: 'disruptive',
  input: ({ resource }) => ({ BucketName: resource.id }),
  undo: {
    kind: 'runbook',
    input: ({ resource, configuration }) => {
      const block = configuration['PublicAccessBlock'] as JsonObject | null;
      return {
        BucketName: resource.id,
        HadConfiguration: block !== null,
        Configuration: Object.fromEntries(FLAGS.map((flag) => [flag, block?.[flag] === true])),
      };
    },
  },
});
