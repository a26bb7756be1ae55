import { text, type Cloud } from '../cloud.ts';

export interface Opening {
  readonly port: number;
  readonly cidr: string;
}

export async function addSecurityGroup(cloud: Cloud, name: string, openings: readonly Opening[]): Promise<string> {
  const vpc = text(await cloud.call('ec2', 'DescribeVpcs'), 'Vpcs', 0, 'VpcId');
  const group = text(
    await cloud.call('ec2', 'CreateSecurityGroup', { GroupName: name, Description: `demo ${name}`, VpcId: vpc }),
    'GroupId',
  );
  await cloud.call('ec2', 'AuthorizeSecurityGroupIngress', {
    GroupId: group,
    IpPermissions: openings.map(({ port, cidr }) => ({
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      IpRanges: [{ CidrIp: cidr, Description: `${name} from ${cidr}` }],
    })),
  });
  return group;
}

/** A new account's default group lets everything out: here it is closed unless it is to stay a fault. */
export async function closeDefaultGroup(cloud: Cloud, options: { readonly leaveOpen: boolean }): Promise<string> {
  const found = await cloud.call('ec2', 'DescribeSecurityGroups', {
    Filters: [{ Name: 'group-name', Values: ['default'] }],
  });
  const group = text(found, 'SecurityGroups', 0, 'GroupId');
  if (!options.leaveOpen) {
    await cloud.call('ec2', 'RevokeSecurityGroupEgress', {
      GroupId: group,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
  }
  return group;
}
