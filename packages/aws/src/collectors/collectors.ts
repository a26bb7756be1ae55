import { accountCollector } from './account-collector.ts';
import { bucketCollector } from './bucket-collector.ts';
import type { Collector } from './collector.ts';
import { dbInstanceCollector } from './db-instance-collector.ts';
import { instanceCollector } from './instance-collector.ts';
import { keyCollector } from './key-collector.ts';
import { roleCollector } from './role-collector.ts';
import { securityGroupCollector } from './security-group-collector.ts';
import { trailCollector } from './trail-collector.ts';

/** Every resource type that can be read. */
export const collectors: readonly Collector[] = [
  accountCollector,
  bucketCollector,
  dbInstanceCollector,
  instanceCollector,
  keyCollector,
  roleCollector,
  securityGroupCollector,
  trailCollector,
];

/** The IAM actions that reading a resource of a type whole needs. */
export const readActions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  collectors.map(({ type, actions }) => [type, actions]),
);
