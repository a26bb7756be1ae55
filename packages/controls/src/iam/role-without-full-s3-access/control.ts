import { defineControl, type ControlId, type Json, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';
import { repairedRole } from './repaired-role.ts';
import { PLACES, roleRepair, type RoleParameters } from './role-repair.ts';

const parameters = z.strictObject({
  approvedPolicyVersions: z
    .record(z.string().regex(/^arn:[\w-]+:iam::\d{12}:policy\/.+$/), z.string().regex(/^v[1-9]\d*$/))
    .optional(),
});

export const control = defineControl<RoleParameters>({
  id: 'Trueup.IAM.1' as ControlId,
  title: 'IAM roles should not have full access to S3',
  description:
    'A role that gained s3:* on every bucket can read, change and delete all that the account keeps, logs and backups included.',
  severity: 'HIGH',
  resourceTypes: ['AWS::IAM::Role'],
  scope: 'global',
  standards: {
    fsbp: false,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
    pciDss321: [],
    nist80053r5: [],
  },
  parts: ['Role', 'AttachedPolicies', 'InlinePolicies'],
  parameters,
  check,
  repaired: (snapshot, given) => repairedRole(snapshot, roleRepair(snapshot, given)),
  risk: 'disruptive',
  input: (snapshot, given) => {
    const { setBack, detached, deleted } = roleRepair(snapshot, given);
    return {
      RoleName: snapshot.resource.id,
      ...places('SetBackPolicy', setBack, ({ policy }) => pathAndName(policy)),
      ...places('SetBackVersion', setBack, ({ versionId }) => versionId),
      ...places('DetachArn', detached, ({ PolicyArn }) => PolicyArn),
      ...places('DeleteInline', deleted, ({ PolicyName }) => PolicyName),
    };
  },
  undo: {
    kind: 'runbook',
    input: (before, given) => {
      const { setBack, detached, deleted } = roleRepair(before, given);
      return {
        RoleName: before.resource.id,
        ...places('RestorePolicy', setBack, ({ policy }) => pathAndName(policy)),
        ...places('RestoreVersion', setBack, ({ policy }) => policy['DefaultVersionId']),
        ...places('AttachArn', detached, ({ PolicyArn }) => PolicyArn),
        ...places('PutInline', deleted, ({ PolicyName }) => PolicyName),
        ...places('PutInlineDocument', deleted, ({ Document }) => JSON.stringify(Document)),
      };
    },
  },
});

/** `Name1`, `Name2`, …: what the runbook does in each of its places. An empty text leaves a place out. */
function places<T>(name: string, list: readonly T[], text: (one: T) => Json | undefined): JsonObject {
  return Object.fromEntries(
    Array.from({ length: PLACES }, (_, index) => {
      const one = list[index];
      return [`${name}${index + 1}`, one === undefined ? '' : text(one)];
    }),
  );
}

/** What follows `policy/` in the ARN of a customer managed policy. */
function pathAndName(policy: JsonObject): string {
  return String(policy['PolicyArn']).replace(/^.*?:policy\//, '');
}
