import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';
import type { SecurityGroupRule } from '../security-group-rule.ts';

const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };

describeRoundTrip(libraryEntry('EC2.13'), {
  name: 'SSH is open to every IPv4 and every IPv6 address',
  async arrange(aws) {
    const broken = await makeGroup(aws, 'broken');
    const TagSpecifications = [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'ticket', Value: '1' }] }];
    const open = [
      { ...ssh, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'for now' }] },
      { ...ssh, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
    ];
    await aws.call('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: broken, IpPermissions: open, TagSpecifications });
    const innocent = [
      { ...ssh, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'the office' }] },
      { ...ssh, UserIdGroupPairs: [{ GroupId: broken }] },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ];
    await aws.call('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: broken, IpPermissions: innocent });
    const neighbour = await makeGroup(aws, 'neighbour');
    await aws.call('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: neighbour, IpPermissions: open });
    return { type: 'AWS::EC2::SecurityGroup', id: broken };
  },
  async prove(aws) {
    const broken = await rulesOf(aws, 'broken');
    expect(broken.filter((rule) => rule.IsEgress)).toHaveLength(1);
    const inbound = broken.filter((rule) => !rule.IsEgress);
    expect(inbound.map((rule) => [rule.CidrIpv4 ?? 'group', rule.FromPort])).toEqual([
      ['10.0.0.0/8', 22],
      ['group', 22],
      ['0.0.0.0/0', 443],
    ]);
    expect((await rulesOf(aws, 'neighbour')).filter((rule) => !rule.IsEgress)).toHaveLength(2);
  },
});

async function makeGroup(aws: LabAws, GroupName: string): Promise<string> {
  const made = await aws.call('ec2', 'CreateSecurityGroup', { GroupName, Description: 'made by a test' });
  return made['GroupId'] as string;
}

async function rulesOf(aws: LabAws, name: string): Promise<readonly SecurityGroupRule[]> {
  const found = await aws.call('ec2', 'DescribeSecurityGroups', { Filters: [{ Name: 'group-name', Values: [name] }] });
  const [group] = found['SecurityGroups'] as readonly { readonly GroupId: string }[];
  const Filters = [{ Name: 'group-id', Values: [group?.GroupId ?? ''] }];
  const answer = await aws.call('ec2', 'DescribeSecurityGroupRules', { Filters });
  return answer['SecurityGroupRules'] as unknown as readonly SecurityGroupRule[];
}
