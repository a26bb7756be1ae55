import { defineControl, KNOWN_AFTER_APPLY, type ControlId, type JsonObject, type Snapshot } from '@trueup/core';
import { z } from 'zod';
import { dbInstance, VOLATILE_MEMBERS } from '../db-instance.ts';
import { carriedOver, notCarriedOver } from './carry-over.ts';
import { check } from './check.ts';
import { encryptedPrefix, retiredIdentifier } from './names.ts';

export const control = defineControl({
  id: 'RDS.3' as ControlId,
  title: 'RDS DB instances should have encryption at-rest enabled',
  description: 'Encryption at rest protects the storage, the backups and the snapshots of a database.',
  severity: 'MEDIUM',
  resourceTypes: ['AWS::RDS::DBInstance'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: '2.3.1', v3_0: '2.3.1', v5_0: '2.2.1' },
    pciDss321: [],
    nist80053r5: ['CA-9(1)', 'CM-3(6)', 'SC-13', 'SC-28', 'SC-28(1)', 'SC-7(10)', 'SI-7(6)'],
  },
  configRule: { name: 'rds-storage-encrypted', identifier: 'RDS_STORAGE_ENCRYPTED' },
  parts: ['DBInstance', 'Tags'],
  parameters: z.strictObject({ kmsKeyId: z.string().min(1).default('alias/aws/rds') }),
  check,
  repaired,
  volatile: VOLATILE_MEMBERS,
  risk: 'destructive',
  approvalOnly:
    'The instance is replaced by a copy: it is out of reach while names are swapped, and writes made after its snapshot are only in the old instance.',
  input: (snapshot, { kmsKeyId }) => {
    const instance = dbInstance(snapshot);
    return {
      DBInstanceIdentifier: instance.DBInstanceIdentifier,
      DbiResourceId: instance.DbiResourceId,
      RetiredIdentifier: retiredIdentifier(instance),
      KmsKeyId: kmsKeyId,
      NotCarriedOver: notCarriedOver(instance),
      ...carriedOver(snapshot),
    };
  },
  undo: {
    kind: 'runbook',
    input: (before) => {
      const instance = dbInstance(before);
      return {
        DBInstanceIdentifier: instance.DBInstanceIdentifier,
        DbiResourceId: instance.DbiResourceId,
        RetiredIdentifier: retiredIdentifier(instance),
        EncryptedPrefix: encryptedPrefix(instance),
      };
    },
  },
});

/** What only the restore decides. */
const DECIDED_BY_RESTORE = ['AvailabilityZone', 'DbiResourceId', 'KmsKeyId'] as const;

function repaired(snapshot: Snapshot): JsonObject {
  const instance = dbInstance(snapshot);
  const growthIsOff = instance['MaxAllocatedStorage'] === undefined;
  const decided = [...DECIDED_BY_RESTORE, ...(growthIsOff ? ['MaxAllocatedStorage'] : [])];
  return {
    ...snapshot.configuration,
    DBInstance: {
      ...instance,
      ...Object.fromEntries(decided.map((member) => [member, KNOWN_AFTER_APPLY])),
      StorageEncrypted: true,
    },
  };
}
