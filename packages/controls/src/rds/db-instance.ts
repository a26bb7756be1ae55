import type { JsonObject, Snapshot } from '@trueup/core';

/** The part `DBInstance`, as DescribeDBInstances gives it: the members that controls look at. */
export type DBInstance = JsonObject & {
  readonly DBInstanceIdentifier: string;
  /** Stays with the instance when it is renamed. */
  readonly DbiResourceId: string;
  readonly PubliclyAccessible: boolean;
  readonly StorageEncrypted: boolean;
};

export function dbInstance({ configuration }: Pick<Snapshot, 'configuration'>): DBInstance {
  return configuration['DBInstance'] as DBInstance;
}

/** The status moves without anyone changing the instance, with every backup and maintenance. */
export const VOLATILE_MEMBERS = ['DBInstance.DBInstanceStatus'] as const;
