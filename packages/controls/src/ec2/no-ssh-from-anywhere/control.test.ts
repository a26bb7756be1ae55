import fc from 'fast-check';
import { judge, KNOWN_AFTER_APPLY, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import type { SecurityGroupRule } from '../security-group-rule.ts';
import { opensSsh } from './check.ts';
import { control } from './control.ts';

const ssh = { IsEgress: false, IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0' } as const;

test.each<[string, 'compliant' | 'non-compliant', Omit<SecurityGroupRule, 'SecurityGroupRuleId'>]>([
  ['port 22 from every IPv4 address', 'non-compliant', ssh],
  ['port 22 from every IPv6 address', 'non-compliant', { ...ipv6(ssh) }],
  ['a range that begins at 22', 'non-compliant', { ...ssh, ToPort: 80 }],
  ['a range that ends at 22', 'non-compliant', { ...ssh, FromPort: 0 }],
  ['TCP by its number', 'non-compliant', { ...ssh, IpProtocol: '6' }],
  ['all traffic', 'non-compliant', { ...ssh, IpProtocol: '-1', FromPort: -1, ToPort: -1 }],
  ['a range that ends before 22', 'compliant', { ...ssh, FromPort: 1, ToPort: 21 }],
  ['a range that begins after 22', 'compliant', { ...ssh, FromPort: 23, ToPort: 65535 }],
  ['port 22 from a narrower range', 'compliant', { ...ssh, CidrIpv4: '10.0.0.0/8' }],
  ['port 22 over UDP', 'compliant', { ...ssh, IpProtocol: 'udp' }],
  ['every kind of ICMP', 'compliant', { ...ssh, IpProtocol: 'icmp', FromPort: -1, ToPort: -1 }],
  ['an outbound rule', 'compliant', { ...ssh, IsEgress: true }],
  ['port 22 from a group', 'compliant', { ...fromGroup(ssh) }],
  ['port 22 from a prefix list', 'compliant', { ...withoutRange(ssh), PrefixListId: 'pl-1' }],
])('%s is %s', (_name, expected, rule) => {
  expect(judge(control, group([{ SecurityGroupRuleId: 'sgr-1', ...rule }]), {}).kind).toBe(expected);
});

test('the reason names each offending rule and its range', () => {
  const rules = [
    { SecurityGroupRuleId: 'sgr-1', ...ssh },
    { SecurityGroupRuleId: 'sgr-2', ...ipv6(ssh) },
  ];
  expect(judge(control, group(rules), {})).toEqual({
    kind: 'non-compliant',
    reason: 'TCP port 22 is open to the internet by sgr-1 (0.0.0.0/0), sgr-2 (::/0).',
  });
});

test('the repair and the undo name just the offending rules', () => {
  const before = group([
    { SecurityGroupRuleId: 'sgr-1', ...ssh, Description: 'for now', Tags: [{ Key: 'team', Value: 'web' }] },
    { SecurityGroupRuleId: 'sgr-2', ...ssh, CidrIpv4: '10.0.0.0/8' },
  ]);
  expect(control.input(before, {})).toEqual({ GroupId: 'sg-1', SecurityGroupRuleIds: ['sgr-1'] });
  expect(undoOf(before).input).toEqual({
    GroupId: 'sg-1',
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'for now' }] },
    ],
    TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'team', Value: 'web' }] }],
  });
  expect(undoOf(before).expected).toEqual({
    SecurityGroupRules: [
      { SecurityGroupRuleId: 'sgr-2', ...ssh, CidrIpv4: '10.0.0.0/8' },
      {
        SecurityGroupRuleId: KNOWN_AFTER_APPLY,
        ...ssh,
        Description: 'for now',
        Tags: [{ Key: 'team', Value: 'web' }],
      },
    ],
  });
});

test('of rules with different tags, the tags in common come back', () => {
  const shared = { Key: 'team', Value: 'web' };
  const before = group([
    { SecurityGroupRuleId: 'sgr-1', ...ssh, Tags: [shared, { Key: 'ticket', Value: '1' }] },
    { SecurityGroupRuleId: 'sgr-2', ...ipv6(ssh), Tags: [shared, { Key: 'ticket', Value: '2' }] },
  ]);
  expect(undoOf(before).input).toMatchObject({
    TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [shared] }],
  });
  expect(undoOf(before).expected['SecurityGroupRules']).toMatchObject([{ Tags: [shared] }, { Tags: [shared] }]);
});

const rule = fc.record(
  {
    IsEgress: fc.boolean(),
    IpProtocol: fc.constantFrom('tcp', '6', 'udp', '-1', 'icmp'),
    FromPort: fc.integer({ min: -1, max: 65_535 }),
    ToPort: fc.integer({ min: -1, max: 65_535 }),
    CidrIpv4: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '0.0.0.0/1'),
  },
  { requiredKeys: ['IsEgress', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIpv4'] },
);

test('after the repair the group is compliant and every other rule is as it was', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 8 }), (rules) => {
      const numbered = rules.map((one, index) => ({ SecurityGroupRuleId: `sgr-${index}`, ...one }));
      const repair = repairOf(control, group(numbered));
      expect(repair.verdict).toBe('compliant');
      expect(repair.changed).toEqual(
        numbered.flatMap((one, index) => (opensSsh(one) ? [`SecurityGroupRules[${index}]`] : [])),
      );
    }),
  );
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = group([{ SecurityGroupRuleId: 'sgr-1', ...ssh }]);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function group(rules: readonly SecurityGroupRule[]): Snapshot {
  return snapshotOf('AWS::EC2::SecurityGroup', 'sg-1', { SecurityGroupRules: rules });
}

function undoOf(before: Snapshot): { readonly input: JsonObject; readonly expected: JsonObject } {
  if (control.undo.kind !== 'runbook' || !control.undo.expected) throw new Error('EC2.13 has an undo');
  return { input: control.undo.input(before, {}), expected: control.undo.expected(before, {}) };
}

function withoutRange({ CidrIpv4: _, ...rest }: typeof ssh): Omit<typeof ssh, 'CidrIpv4'> {
  return rest;
}

function ipv6(open: typeof ssh): Omit<SecurityGroupRule, 'SecurityGroupRuleId'> {
  return { ...withoutRange(open), CidrIpv6: '::/0' };
}

function fromGroup(open: typeof ssh): Omit<SecurityGroupRule, 'SecurityGroupRuleId'> {
  return { ...withoutRange(open), ReferencedGroupInfo: { GroupId: 'sg-2', UserId: '111122223333' } };
}
