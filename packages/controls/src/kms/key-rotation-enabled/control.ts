import { defineControl, KNOWN_AFTER_APPLY, type ControlId, type Json, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';

/** The period that KMS takes when none is given. */
const YEAR_DAYS = 365;

export const control = defineControl({
  id: 'KMS.4' as ControlId,
  title: 'AWS KMS key rotation should be enabled',
  description: 'Rotation bounds how much is encrypted with one key material, and so what its loss would expose.',
  severity: 'MEDIUM',
  resourceTypes: ['AWS::KMS::Key'],
  scope: 'regional',
  standards: {
    fsbp: false,
    cis: { v1_2: '2.8', v1_4: '3.8', v3_0: '3.6', v5_0: '3.6' },
    pciDss321: ['3.6.4'],
    nist80053r5: ['SC-12', 'SC-12(2)', 'SC-28(3)'],
  },
  configRule: { name: 'cmk-backing-key-rotation-enabled', identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED' },
  parts: ['Key', 'Rotation'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }) => withRotation(configuration, true),
  risk: 'safe',
  input: ({ resource, configuration }) => ({
    KeyId: resource.id,
    RotationPeriodInDays: rotationOf(configuration)['RotationPeriodInDays'] ?? YEAR_DAYS,
  }),
  undo: {
    kind: 'runbook',
    input: ({ resource }) => ({ KeyId: resource.id }),
    expected: ({ configuration }) => withRotation(configuration, false),
  },
});

function rotationOf(configuration: JsonObject): JsonObject {
  return (configuration['Rotation'] ?? {}) as JsonObject;
}

/** KMS does not promise to name a period of its own choice, or the period of a key that does not rotate. */
function withRotation(configuration: JsonObject, KeyRotationEnabled: boolean): JsonObject {
  const period: Json = rotationOf(configuration)['RotationPeriodInDays'] ?? KNOWN_AFTER_APPLY;
  return { ...configuration, Rotation: { KeyRotationEnabled, RotationPeriodInDays: period } };
}
