import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

describeRoundTrip(libraryEntry('RDS.2'), {
  name: 'a DB instance has a public address',
  async arrange(aws) {
    await makeInstance(aws, 'orders');
    await makeInstance(aws, 'neighbour');
    return { type: 'AWS::RDS::DBInstance', id: 'orders' };
  },
  async prove(aws) {
    expect(await isPublic(aws, 'orders')).toBe(false);
    expect(await isPublic(aws, 'neighbour')).toBe(true);
  },
});

async function makeInstance(aws: LabAws, DBInstanceIdentifier: string): Promise<void> {
  await aws.call('rds', 'CreateDBInstance', {
    DBInstanceIdentifier,
    Engine: 'postgres',
    DBInstanceClass: 'db.t3.medium',
    AllocatedStorage: 20,
    MasterUsername: 'keeper',
    MasterUserPassword: 'not-a-secret-1',
    PubliclyAccessible: true,
    DeletionProtection: true,
    Tags: [{ Key: 'team', Value: 'orders' }],
  });
}

async function isPublic(aws: LabAws, DBInstanceIdentifier: string): Promise<boolean | undefined> {
  const found = await aws.call('rds', 'DescribeDBInstances', { DBInstanceIdentifier });
  return (found['DBInstances'] as readonly { readonly PubliclyAccessible: boolean }[])[0]?.PubliclyAccessible;
}
