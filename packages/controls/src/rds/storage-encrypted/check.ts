import { compliant, nonCompliant, notApplicable, type Evaluation, type Snapshot } from '@trueup/core';
import { dbInstance } from '../db-instance.ts';

export function check(snapshot: Snapshot): Evaluation {
  const instance = dbInstance(snapshot);
  if (instance.StorageEncrypted) return compliant;
  if (instance['DBClusterIdentifier'] !== undefined) {
    return notApplicable('The storage belongs to a cluster, which is judged by RDS.27.');
  }
  if (instance['ReadReplicaSourceDBInstanceIdentifier'] !== undefined) {
    return notApplicable('A read replica is encrypted only if its source is, and the source is judged.');
  }
  return nonCompliant('The storage of the DB instance is not encrypted.');
}
