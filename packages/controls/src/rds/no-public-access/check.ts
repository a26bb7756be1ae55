import { compliant, nonCompliant, type Evaluation, type Snapshot } from '@trueup/core';
import { dbInstance } from '../db-instance.ts';

export function check(snapshot: Snapshot): Evaluation {
  if (!dbInstance(snapshot).PubliclyAccessible) return compliant;
  return nonCompliant('The name of the DB instance resolves to a public address.');
}
