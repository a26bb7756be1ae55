import type { DBInstance } from '../db-instance.ts';

/** RDS allows 63 characters, no two hyphens in a row and none at the end. */
const LONGEST = 63;
const UUID_LENGTH = 36;

/**
 * The name that the unencrypted instance is kept under. It is made of what the instance itself is, not of an
 * execution, so that the undo finds it and a repair after an undo uses it again.
 */
export function retiredIdentifier(instance: DBInstance): string {
  const ending = `-unencrypted-${instance.DbiResourceId.slice(-8).toLowerCase()}`;
  return `${cut(instance.DBInstanceIdentifier, LONGEST - ending.length)}${ending}`;
}

/** What stands before `-<execution id>` in the name that an undo gives to the encrypted instance. */
export function encryptedPrefix(instance: DBInstance): string {
  const ending = '-encrypted';
  return `${cut(instance.DBInstanceIdentifier, LONGEST - UUID_LENGTH - 1 - ending.length)}${ending}`;
}

function cut(identifier: string, length: number): string {
  return identifier.slice(0, length).replace(/-+$/, '');
}
