import { defineControl, type ControlId, type JsonObject, type Snapshot } from '@trueup/core';
import { z } from 'zod';
import { authorizationOf, restoredRules } from '../restore-rules.ts';
import { securityGroupRules, type SecurityGroupRule } from '../security-group-rule.ts';
import { check } from './check.ts';

export const control = defineControl({
  id: 'EC2.2' as ControlId,
  title: 'VPC default security groups should not allow inbound or outbound traffic',
  description: 'A resource that is made without naming a security group gets the default group and all that it allows.',
  severity: 'HIGH',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: '4.3', v1_4: '5.3', v3_0: '5.4', v5_0: '5.5' },
    pciDss321: ['1.2.1', '1.3.4', '2.1'],
    nist80053r5: ['AC-4', 'AC-4(21)', 'SC-7', 'SC-7(11)', 'SC-7(16)', 'SC-7(21)', 'SC-7(4)', 'SC-7(5)'],
  },
  configRule: { name: 'vpc-default-security-group-closed', identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED' },
  parts: ['SecurityGroup', 'SecurityGroupRules'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }): JsonObject => ({ ...configuration, SecurityGroupRules: [] }),
  risk: 'disruptive',
  input: (snapshot) => {
    const { inbound, outbound } = rulesByDirection(snapshot);
    const ids = (rules: readonly SecurityGroupRule[]): readonly string[] => rules.map((one) => one.SecurityGroupRuleId);
    return {
      GroupId: snapshot.resource.id,
      HasInbound: inbound.length > 0,
      InboundRuleIds: ids(inbound),
      HasOutbound: outbound.length > 0,
      OutboundRuleIds: ids(outbound),
    };
  },
  undo: {
    kind: 'runbook',
    input: (before) => {
      const { inbound, outbound } = rulesByDirection(before);
      const [ingress, egress] = [authorizationOf(inbound), authorizationOf(outbound)];
      return {
        GroupId: before.resource.id,
        HasInbound: inbound.length > 0,
        InboundPermissions: ingress.IpPermissions,
        InboundTagSpecifications: ingress.TagSpecifications,
        HasOutbound: outbound.length > 0,
        OutboundPermissions: egress.IpPermissions,
        OutboundTagSpecifications: egress.TagSpecifications,
      };
    },
    expected: (before): JsonObject => {
      const { inbound, outbound } = rulesByDirection(before);
      return { ...before.configuration, SecurityGroupRules: [...restoredRules(inbound), ...restoredRules(outbound)] };
    },
  },
});

function rulesByDirection({ configuration }: Snapshot): {
  readonly inbound: readonly SecurityGroupRule[];
  readonly outbound: readonly SecurityGroupRule[];
} {
  const rules = securityGroupRules(configuration);
  return { inbound: rules.filter((rule) => !rule.IsEgress), outbound: rules.filter((rule) => rule.IsEgress) };
}
