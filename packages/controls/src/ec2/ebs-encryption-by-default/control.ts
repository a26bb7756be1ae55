import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';

export const control = defineControl({
  id: 'EC2.7' as ControlId,
  title: 'EBS default encryption should be enabled',
  description: 'With the setting on, every new volume and every copied snapshot in the Region is encrypted.',
  severity: 'MEDIUM',
  resourceTypes: ['AWS::::Account'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: '2.2.1', v3_0: '2.2.1', v5_0: '5.1.1' },
    pciDss321: [],
    nist80053r5: ['CA-9(1)', 'CM-3(6)', 'SC-13', 'SC-28', 'SC-28(1)', 'SC-7(10)', 'SI-7(6)'],
  },
  configRule: { name: 'ec2-ebs-encryption-by-default', identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT' },
  parts: ['EbsEncryptionByDefault'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }): JsonObject => ({
    ...configuration,
    EbsEncryptionByDefault: {
      ...(configuration['EbsEncryptionByDefault'] as JsonObject),
      EbsEncryptionByDefault: true,
    },
  }),
  risk: 'safe',
  input: () => ({}),
  undo: { kind: 'runbook', input: () => ({}) },
});
