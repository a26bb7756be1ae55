import type { JsonObject } from '@trueup/core';
import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

describeRoundTrip(libraryEntry('RDS.3'), {
  name: 'a DB instance in use stores its data unencrypted',
  async arrange(aws) {
    const securityGroup = await makeNetwork(aws);
    await aws.call('rds', 'CreateDBInstance', { ...settings(securityGroup, 'orders'), ...inUse() });
    // The stand-in takes this only from a later change.
    await aws.call('rds', 'ModifyDBInstance', {
      DBInstanceIdentifier: 'orders',
      MonitoringInterval: 60,
      MonitoringRoleArn: `arn:aws:iam::${aws.accountId}:role/rds-monitoring`,
      ApplyImmediately: true,
    });
    await aws.call('rds', 'CreateDBInstance', settings(securityGroup, 'neighbour'));
    return { type: 'AWS::RDS::DBInstance', id: 'orders' };
  },
  async prove(aws) {
    const orders = await instance(aws, 'orders');
    expect(orders).toMatchObject({
      StorageEncrypted: true,
      DBInstanceClass: 'db.t3.medium',
      MultiAZ: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 7,
      MaxAllocatedStorage: 100,
      MonitoringInterval: 60,
      Endpoint: { Port: 5544 },
      DBSubnetGroup: { DBSubnetGroupName: 'private' },
      DBParameterGroups: [{ DBParameterGroupName: 'tuned' }],
      TagList: [{ Key: 'team', Value: 'orders' }],
    });
    const found = (await aws.call('rds', 'DescribeDBInstances'))['DBInstances'] as readonly JsonObject[];
    const kept = found.find((one) => String(one['DBInstanceIdentifier']).startsWith('orders-unencrypted-'));
    expect(kept).toMatchObject({ StorageEncrypted: false, DBInstanceStatus: 'available', DeletionProtection: true });
    expect(await instance(aws, 'neighbour')).toMatchObject({ StorageEncrypted: false });
    expect(found).toHaveLength(3);
    expect((await aws.call('rds', 'DescribeDBSnapshots', { SnapshotType: 'manual' }))['DBSnapshots']).toEqual([]);
  },
});

/** Groups of subnets, parameters and options with fixed names, and a security group, whose id it gives back. */
async function makeNetwork(aws: LabAws): Promise<string> {
  const { VpcId } = (await aws.call('ec2', 'CreateVpc', { CidrBlock: '10.77.0.0/16' }))['Vpc'] as JsonObject;
  const SubnetIds: string[] = [];
  for (const [index, zone] of ['us-east-1a', 'us-east-1b'].entries()) {
    const asked = { VpcId, CidrBlock: `10.77.${index}.0/24`, AvailabilityZone: zone };
    const { SubnetId } = (await aws.call('ec2', 'CreateSubnet', asked))['Subnet'] as { readonly SubnetId: string };
    SubnetIds.push(SubnetId);
  }
  await aws.call('rds', 'CreateDBSubnetGroup', {
    DBSubnetGroupName: 'private',
    DBSubnetGroupDescription: 'test',
    SubnetIds,
  });
  await aws.call('rds', 'CreateDBParameterGroup', {
    DBParameterGroupName: 'tuned',
    DBParameterGroupFamily: 'mysql8.0',
    Description: 'test',
  });
  await aws.call('rds', 'CreateOptionGroup', {
    OptionGroupName: 'audited',
    EngineName: 'mysql',
    MajorEngineVersion: '8.0',
    OptionGroupDescription: 'test',
  });
  const group = await aws.call('ec2', 'CreateSecurityGroup', { GroupName: 'db', Description: 'test', VpcId });
  return group['GroupId'] as string;
}

function settings(securityGroup: string, DBInstanceIdentifier: string): JsonObject {
  return {
    DBInstanceIdentifier,
    Engine: 'mysql',
    EngineVersion: '8.0.36',
    // A group of our own: the stand-in names default option groups and does not know them.
    OptionGroupName: 'audited',
    DBInstanceClass: 'db.t3.medium',
    AllocatedStorage: 20,
    StorageType: 'gp3',
    PubliclyAccessible: false,
    MasterUsername: 'keeper',
    MasterUserPassword: 'not-a-secret-1',
    DBSubnetGroupName: 'private',
    VpcSecurityGroupIds: [securityGroup],
  };
}

/** Settings that a restore leaves at their defaults unless it is told otherwise. */
function inUse(): JsonObject {
  return {
    DBParameterGroupName: 'tuned',
    Port: 5544,
    MultiAZ: true,
    AutoMinorVersionUpgrade: false,
    BackupRetentionPeriod: 7,
    PreferredBackupWindow: '01:00-02:00',
    PreferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    CopyTagsToSnapshot: true,
    DeletionProtection: true,
    EnableIAMDatabaseAuthentication: true,
    EnableCloudwatchLogsExports: ['error'],
    MaxAllocatedStorage: 100,
    Tags: [{ Key: 'team', Value: 'orders' }],
  };
}

async function instance(aws: LabAws, DBInstanceIdentifier: string): Promise<JsonObject | undefined> {
  const found = await aws.call('rds', 'DescribeDBInstances', { DBInstanceIdentifier });
  return (found['DBInstances'] as readonly JsonObject[])[0];
}
