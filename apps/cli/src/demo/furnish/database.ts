import { randomBytes } from 'node:crypto';
import type { Cloud } from '../cloud.ts';

export interface DatabaseTraits {
  readonly encrypted: boolean;
  readonly publicAddress: boolean;
}

export async function addDatabase(cloud: Cloud, name: string, traits: DatabaseTraits): Promise<void> {
  await cloud.call('rds', 'CreateDBInstance', {
    DBInstanceIdentifier: name,
    DBInstanceClass: 'db.t3.micro',
    Engine: 'postgres',
    AllocatedStorage: 20,
    MasterUsername: 'shop',
    MasterUserPassword: randomBytes(12).toString('hex'),
    StorageEncrypted: traits.encrypted,
    PubliclyAccessible: traits.publicAddress,
    Tags: [{ Key: 'owner', Value: 'shop' }],
  });
}
