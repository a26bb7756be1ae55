import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { dbInstance, VOLATILE_MEMBERS } from '../db-instance.ts';
import { check } from './check.ts';

export const control = defineControl({
  id: 'RDS.2' as ControlId,
  title: 'RDS DB instances should prohibit public access, as determined by the PubliclyAccessible configuration',
  description: 'A publicly accessible DB instance has a public address, and only its security groups stand before it.',
  severity: 'CRITICAL',
  resourceTypes: ['AWS::RDS::DBInstance'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: null, v3_0: '2.3.3', v5_0: '2.2.3' },
    pciDss321: ['1.2.1', '1.3.1', '1.3.2', '1.3.4', '1.3.6', '7.2.1'],
    nist80053r5: ['AC-4', 'AC-4(21)', 'SC-7', 'SC-7(11)', 'SC-7(16)', 'SC-7(21)', 'SC-7(4)', 'SC-7(5)'],
  },
  configRule: { name: 'rds-instance-public-access-check', identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK' },
  parts: ['DBInstance'],
  parameters: z.strictObject({}),
  check,
  repaired: (snapshot): JsonObject => ({
    ...snapshot.configuration,
    DBInstance: { ...dbInstance(snapshot), PubliclyAccessible: false },
  }),
  volatile: VOLATILE_MEMBERS,
  risk: 'disruptive',
  input: ({ resource }) => ({ DBInstanceIdentifier: resource.id }),
  undo: { kind: 'runbook', input: ({ resource }) => ({ DBInstanceIdentifier: resource.id }) },
});
