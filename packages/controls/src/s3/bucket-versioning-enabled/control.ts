import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';

export const control = defineControl({
  id: 'S3.14' as ControlId,
  title: 'S3 general purpose buckets should have versioning enabled',
  description: 'With versioning, an object that was overwritten or deleted by mistake or in an attack can be had back.',
  severity: 'LOW',
  resourceTypes: ['AWS::S3::Bucket'],
  scope: 'regional',
  standards: {
    fsbp: false,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
    pciDss321: [],
    nist80053r5: ['AU-9(2)', 'CP-10', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-9', 'SC-5(2)', 'SI-12', 'SI-13(5)'],
  },
  configRule: { name: 's3-bucket-versioning-enabled', identifier: 'S3_BUCKET_VERSIONING_ENABLED' },
  parts: ['Versioning'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }) => withStatus(configuration, 'Enabled'),
  risk: 'low',
  input: ({ resource }) => ({ BucketName: resource.id }),
  undo: {
    kind: 'runbook',
    input: ({ resource }) => ({ BucketName: resource.id }),
    // A bucket that once had versioning can suspend it, but never go back to not having had it.
    expected: ({ configuration }) => withStatus(configuration, 'Suspended'),
  },
});

function withStatus(configuration: JsonObject, Status: string): JsonObject {
  return { ...configuration, Versioning: { ...(configuration['Versioning'] as JsonObject | null), Status } };
}
