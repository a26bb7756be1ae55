import { defineControl, KNOWN_AFTER_APPLY, type ControlId, type JsonObject, type Snapshot } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';

export const control = defineControl({
  id: 'EC2.9' as ControlId,
  title: 'Amazon EC2 instances should not have a public IPv4 address',
  description: 'An instance with a public address is within reach of the whole internet as soon as a rule lets it in.',
  severity: 'HIGH',
  resourceTypes: ['AWS::EC2::Instance'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
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
  configRule: { name: 'ec2-instance-no-public-ip', identifier: 'EC2_INSTANCE_NO_PUBLIC_IP' },
  parts: ['Instance'],
  parameters: z.strictObject({}),
  check,
  repaired: (snapshot) => inState(snapshot, 'stopped'),
  risk: 'disruptive',
  approvalOnly:
    'Stopping ends what the instance does, loses data on instance store volumes, and makes an Auto Scaling group replace it.',
  input: ({ resource }) => ({ InstanceId: resource.id }),
  undo: {
    kind: 'runbook',
    input: ({ resource }) => ({ InstanceId: resource.id }),
    expected: (before) => inState(before, 'running'),
  },
});

/** Its public addresses are AWS's to give: released by stopping, given anew by starting, kept if they are elastic. */
function inState({ configuration }: Snapshot, state: 'running' | 'stopped'): JsonObject {
  const instance = configuration['Instance'] as JsonObject;
  return {
    ...configuration,
    Instance: {
      ...instance,
      State: { Name: state },
      PublicIpAddress: KNOWN_AFTER_APPLY,
      PublicDnsName: KNOWN_AFTER_APPLY,
      NetworkInterfaces: (instance['NetworkInterfaces'] as readonly JsonObject[]).map((one) => ({
        ...withoutAssociation(one),
        PrivateIpAddresses: (one['PrivateIpAddresses'] as readonly JsonObject[]).map(withoutAssociation),
      })),
    },
  };
}

/** The public address of an interface, or of one of its private addresses. */
function withoutAssociation(holder: JsonObject): JsonObject {
  return { ...holder, Association: KNOWN_AFTER_APPLY };
}
