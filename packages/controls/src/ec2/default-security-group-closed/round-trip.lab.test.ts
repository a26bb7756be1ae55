import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';
import type { SecurityGroupRule } from '../security-group-rule.ts';

describeRoundTrip(libraryEntry('EC2.2'), {
  name: 'the default group of a VPC lets its members, a network and everything outbound through',
  async arrange(aws) {
    const VpcId = await makeVpc(aws);
    const broken = await groupId(aws, VpcId, 'default');
    const list = await aws.call('ec2', 'CreateManagedPrefixList', {
      PrefixListName: 'offices',
      MaxEntries: 1,
      AddressFamily: 'IPv4',
      Entries: [{ Cidr: '10.9.0.0/16' }],
    });
    const { PrefixListId } = list['PrefixList'] as { readonly PrefixListId: string };
    await aws.call('ec2', 'AuthorizeSecurityGroupIngress', {
      GroupId: broken,
      IpPermissions: [
        { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: broken }] },
        { IpProtocol: 'udp', FromPort: 53, ToPort: 53, Ipv6Ranges: [{ CidrIpv6: 'fd00::/8', Description: 'DNS' }] },
        { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, PrefixListIds: [{ PrefixListId }] },
        { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
      ],
    });
    const neighbour = await aws.call('ec2', 'CreateSecurityGroup', { GroupName: 'web', Description: 'test', VpcId });
    await aws.call('ec2', 'AuthorizeSecurityGroupIngress', {
      GroupId: neighbour['GroupId'] as string,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    return { type: 'AWS::EC2::SecurityGroup', id: broken };
  },
  async prove(aws) {
    const VpcId = await vpcId(aws);
    expect(await rulesOf(aws, await groupId(aws, VpcId, 'default'))).toEqual([]);
    expect(await rulesOf(aws, await groupId(aws, VpcId, 'web'))).toHaveLength(2);
  },
});

const CIDR = '10.77.0.0/16';

async function makeVpc(aws: LabAws): Promise<string> {
  const made = await aws.call('ec2', 'CreateVpc', { CidrBlock: CIDR });
  return (made['Vpc'] as { readonly VpcId: string }).VpcId;
}

async function vpcId(aws: LabAws): Promise<string> {
  const found = await aws.call('ec2', 'DescribeVpcs', { Filters: [{ Name: 'cidr', Values: [CIDR] }] });
  return (found['Vpcs'] as readonly { readonly VpcId: string }[])[0]?.VpcId ?? '';
}

async function groupId(aws: LabAws, vpc: string, name: string): Promise<string> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpc] },
    { Name: 'group-name', Values: [name] },
  ];
  const found = await aws.call('ec2', 'DescribeSecurityGroups', { Filters });
  return (found['SecurityGroups'] as readonly { readonly GroupId: string }[])[0]?.GroupId ?? '';
}

async function rulesOf(aws: LabAws, group: string): Promise<readonly SecurityGroupRule[]> {
  const Filters = [{ Name: 'group-id', Values: [group] }];
  const answer = await aws.call('ec2', 'DescribeSecurityGroupRules', { Filters });
  return answer['SecurityGroupRules'] as unknown as readonly SecurityGroupRule[];
}
