import { randomBytes } from 'node:crypto';
import type { Cloud } from '../cloud.ts';

export interface DatabaseTraits {
  readonly encrypted: boolean;
  readonly publicAddress: boolean;
}

export async function addDatabase(cloud: Cloud, name: string, traits: DatabaseTraits): Promise<void> {
  const group = await addSubnetGroup(cloud, `${name}-subnets`);
  const options = await addOptionGroup(cloud, `${name}-options`);
  await cloud.call('rds', 'CreateDBInstance', {
    DBInstanceIdentifier: name,
    DBInstanceClass: 'db.t3.micro',
    Engine: 'mysql',
    EngineVersion: '8.0.40',
    AllocatedStorage: 20,
    DBSubnetGroupName: group,
    OptionGroupName: options,
    MasterUsername: 'shop',
    MasterUserPassword: randomBytes(12).toString('hex'),
    StorageEncrypted: traits.encrypted,
    PubliclyAccessible: traits.publicAddress,
    Tags: [{ Key: 'owner', Value: 'shop' }],
  });
}

async function addSubnetGroup(cloud: Cloud, name: string): Promise<string> {
  const { Subnets } = await cloud.call('ec2', 'DescribeSubnets');
  const subnets = (Subnets as readonly { readonly SubnetId: string }[]).map(({ SubnetId }) => SubnetId);
  await cloud.call('rds', 'CreateDBSubnetGroup', {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: 'demo',
    SubnetIds: subnets,
  });
  return name;
}

/** One of its own: the stand-in does not know the default groups that every account has. */
async function addOptionGroup(cloud: Cloud, name: string): Promise<string> {
  await cloud.call('rds', 'CreateOptionGroup', {
    OptionGroupName: name,
    EngineName: 'mysql',
    MajorEngineVersion: '8.0',
    OptionGroupDescription: 'demo',
  });
  return name;
}
