import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';

export const control = defineControl({
  id: 'CloudTrail.4' as ControlId,
  title: 'CloudTrail log file validation should be enabled',
  description: 'Signed digests of the log files prove later that no log file was changed or deleted.',
  severity: 'LOW',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: '2.2', v1_4: '3.2', v3_0: '3.2', v5_0: '3.2' },
    pciDss321: ['10.5.2', '10.5.5'],
    nist80053r5: ['AU-9', 'SI-4', 'SI-7(1)', 'SI-7(3)', 'SI-7(7)'],
  },
  configRule: {
    name: 'cloud-trail-log-file-validation-enabled',
    identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
  },
  parts: ['Trail'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }): JsonObject => ({
    ...configuration,
    Trail: { ...(configuration['Trail'] as JsonObject), LogFileValidationEnabled: true },
  }),
  risk: 'safe',
  input: ({ resource }) => ({ TrailName: resource.id }),
  undo: { kind: 'runbook', input: ({ resource }) => ({ TrailName: resource.id }) },
});
