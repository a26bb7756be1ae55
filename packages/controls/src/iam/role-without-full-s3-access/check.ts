import { compliant, nonCompliant, notApplicable, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';
import { grantsOf } from './grants.ts';

/** IAM refuses to change these roles: IAM Identity Center writes them from its permission sets. */
const RESERVED = '/aws-reserved/';

export function check(snapshot: Snapshot): Evaluation {
  const role = snapshot.configuration['Role'] as JsonObject;
  if (String(role['Path']).startsWith(RESERVED)) {
    return notApplicable('The role belongs to a permission set of IAM Identity Center and is changed there.');
  }
  const grants = grantsOf(snapshot);
  if (grants.length === 0) return compliant;
  const names = grants.map(({ kind, name }) => `the ${kind} policy ${name}`);
  return nonCompliant(`The role has full access to S3 by ${names.join(', ')}.`);
}
