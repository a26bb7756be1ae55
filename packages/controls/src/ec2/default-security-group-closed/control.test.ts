import fc from 'fast-check';
import { judge, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import type { SecurityGroupRule } from '../security-group-rule.ts';
import { control } from './control.ts';

const inbound: SecurityGroupRule = {
  SecurityGroupRuleId: 'sgr-1',
  IsEgress: false,
  IpProtocol: '-1',
  FromPort: -1,
  ToPort: -1,
  ReferencedGroupInfo: { GroupId: 'sg-1', UserId: '111122223333' },
};
const outbound: SecurityGroupRule = {
  SecurityGroupRuleId: 'sgr-2',
  IsEgress: true,
  IpProtocol: '-1',
  FromPort: -1,
  ToPort: -1,
  CidrIpv4: '0.0.0.0/0',
};

test.each<[string, string, string, SecurityGroupRule[]]>([
  ['the default group without rules', 'compliant', 'default', []],
  ['the default group with an inbound rule', 'non-compliant', 'default', [inbound]],
  ['the default group with an outbound rule', 'non-compliant', 'default', [outbound]],
  ['another group', 'not-applicable', 'web', [inbound, outbound]],
  ['another group whose name only looks like it', 'not-applicable', 'Default', [inbound]],
])('%s is %s', (_name, expected, name, rules) => {
  expect(judge(control, group(name, rules), {}).kind).toBe(expected);
});

test('a direction without rules is left out, because EC2 refuses an empty list', () => {
  expect(control.input(group('default', [outbound]), {})).toEqual({
    GroupId: 'sg-1',
    HasInbound: false,
    InboundRuleIds: [],
    HasOutbound: true,
    OutboundRuleIds: ['sgr-2'],
  });
});

test.each<[string, Partial<SecurityGroupRule>, object]>([
  [
    'an IPv6 range',
    { IpProtocol: 'udp', FromPort: 53, ToPort: 53, CidrIpv6: 'fd00::/8', Description: 'DNS' },
    { IpProtocol: 'udp', FromPort: 53, ToPort: 53, Ipv6Ranges: [{ CidrIpv6: 'fd00::/8', Description: 'DNS' }] },
  ],
  [
    'a prefix list',
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListId: 'pl-1' },
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-1' }] },
  ],
  [
    'the group itself',
    { ReferencedGroupInfo: { GroupId: 'sg-1', UserId: '111122223333' } },
    { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: '111122223333' }] },
  ],
  [
    'a kind of ICMP',
    { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, CidrIpv4: '10.0.0.0/8' },
    { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
  ],
  [
    'a protocol without ports',
    { IpProtocol: '50', FromPort: -1, ToPort: -1, CidrIpv4: '10.0.0.0/8' },
    { IpProtocol: '50', IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
  ],
])('the undo makes a rule for %s again', (_name, members, permission) => {
  if (control.undo.kind !== 'runbook') throw new Error('EC2.2 has an undo');
  const rule = { SecurityGroupRuleId: 'sgr-3', IsEgress: true, IpProtocol: '-1', ...members };
  expect(control.undo.input(group('default', [rule]), {})).toMatchObject({
    HasInbound: false,
    HasOutbound: true,
    OutboundPermissions: [permission],
    OutboundTagSpecifications: [],
  });
});

test('after the repair the group is compliant and nothing but its rules has changed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(inbound, outbound), { minLength: 1, maxLength: 6 }), (rules) => {
      const repair = repairOf(control, group('default', rules));
      expect(repair.verdict).toBe('compliant');
      expect(repair.changed).toEqual(rules.map((_, index) => `SecurityGroupRules[${index}]`));
    }),
  );
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = group('default', [inbound]);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function group(GroupName: string, SecurityGroupRules: readonly SecurityGroupRule[]): Snapshot {
  const SecurityGroup = { GroupId: 'sg-1', GroupName, VpcId: 'vpc-1', Tags: [{ Key: 'team', Value: 'web' }] };
  return snapshotOf('AWS::EC2::SecurityGroup', 'sg-1', { SecurityGroup, SecurityGroupRules });
}
