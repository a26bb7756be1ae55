import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { authorizationOf, restoredRules } from '../restore-rules.ts';
import { securityGroupRules } from '../security-group-rule.ts';
import { check, opensSsh } from './check.ts';

export const control = defineControl({
  id: 'EC2.13' as ControlId,
  title: 'Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22',
  description: 'An inbound rule that opens SSH to every address invites password guessing and the use of stolen keys.',
  severity: 'HIGH',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  scope: 'regional',
  standards: {
    fsbp: false,
    cis: { v1_2: '4.1', v1_4: null, v3_0: null, v5_0: null },
    pciDss321: ['1.2.1', '1.3.1', '2.2.2'],
    nist80053r5: ['AC-4', 'AC-4(21)', 'CM-7', 'SC-7', 'SC-7(11)', 'SC-7(16)', 'SC-7(21)', 'SC-7(4)', 'SC-7(5)'],
  },
  configRule: { name: 'restricted-ssh', identifier: 'INCOMING_SSH_DISABLED' },
  parts: ['SecurityGroupRules'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }): JsonObject => ({
    ...configuration,
    SecurityGroupRules: securityGroupRules(configuration).filter((rule) => !opensSsh(rule)),
  }),
  risk: 'disruptive',
  input: ({ resource, configuration }) => ({
    GroupId: resource.id,
    SecurityGroupRuleIds: securityGroupRules(configuration)
      .filter(opensSsh)
      .map((rule) => rule.SecurityGroupRuleId),
  }),
  undo: {
    kind: 'runbook',
    input: ({ resource, configuration }) => ({
      GroupId: resource.id,
      ...authorizationOf(securityGroupRules(configuration).filter(opensSsh)),
    }),
    expected: ({ configuration }): JsonObject => {
      const rules = securityGroupRules(configuration);
      return {
        ...configuration,
        SecurityGroupRules: [...rules.filter((rule) => !opensSsh(rule)), ...restoredRules(rules.filter(opensSsh))],
      };
    },
  },
});
