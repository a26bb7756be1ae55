import type { Json, JsonObject, Snapshot } from '@trueup/core';
import { dbInstance, type DBInstance } from '../db-instance.ts';

/** The inputs that make the encrypted instance like the original one. */
export function carriedOver(snapshot: Snapshot): JsonObject {
  const instance = dbInstance(snapshot);
  return {
    ...restoreSettings(instance),
    // Only AWS itself sets tags of its own name space.
    Tags: objects(snapshot.configuration['Tags']).filter((tag) => !String(tag['Key']).startsWith('aws:')),
    ...laterSettings(instance),
  };
}

function restoreSettings(instance: DBInstance): JsonObject {
  return {
    DBInstanceClass: instance['DBInstanceClass'],
    DBSubnetGroupName: object(instance['DBSubnetGroup'])['DBSubnetGroupName'],
    VpcSecurityGroupIds: objects(instance['VpcSecurityGroups']).map((one) => one['VpcSecurityGroupId'] ?? null),
    DBParameterGroupName: objects(instance['DBParameterGroups'])[0]?.['DBParameterGroupName'],
    OptionGroupName: objects(instance['OptionGroupMemberships'])[0]?.['OptionGroupName'],
    Port: object(instance['Endpoint'])['Port'],
    MultiAZ: instance['MultiAZ'],
    PubliclyAccessible: instance['PubliclyAccessible'],
    StorageType: instance['StorageType'],
    CACertificateIdentifier: instance['CACertificateIdentifier'],
    AutoMinorVersionUpgrade: instance['AutoMinorVersionUpgrade'],
    EnableIAMDatabaseAuthentication: instance['IAMDatabaseAuthenticationEnabled'] ?? false,
    EnableCloudwatchLogsExports: instance['EnabledCloudwatchLogsExports'] ?? [],
    CopyTagsToSnapshot: instance['CopyTagsToSnapshot'] ?? false,
    DeletionProtection: instance['DeletionProtection'] ?? false,
  };
}

/** What RestoreDBInstanceFromDBSnapshot does not take, and a ModifyDBInstance sets afterwards. */
function laterSettings(instance: DBInstance): JsonObject {
  const role = instance['MonitoringRoleArn'] ?? '';
  const hasInsights = instance['PerformanceInsightsEnabled'] === true;
  return {
    BackupRetentionPeriod: instance['BackupRetentionPeriod'],
    PreferredBackupWindow: instance['PreferredBackupWindow'],
    PreferredMaintenanceWindow: instance['PreferredMaintenanceWindow'],
    // A ceiling at the present size is how RDS is told not to grow the storage.
    MaxAllocatedStorage: instance['MaxAllocatedStorage'] ?? instance['AllocatedStorage'],
    HasMonitoring: role !== '',
    MonitoringInterval: instance['MonitoringInterval'] ?? 0,
    MonitoringRoleArn: role,
    MonitoringRoleName: String(role).replace(/^.*:role\//, ''),
    HasPerformanceInsights: hasInsights,
    PerformanceInsightsKMSKeyId: instance['PerformanceInsightsKMSKeyId'] ?? '',
    PerformanceInsightsRetentionPeriod: instance['PerformanceInsightsRetentionPeriod'] ?? 0,
  };
}

/** Lists and objects that the runbook cannot give to the new instance. */
const NOT_CARRIED_OVER = [
  'AssociatedRoles',
  'CustomIamInstanceProfile',
  'DomainMemberships',
  'MasterUserSecret',
  'ProcessorFeatures',
  'ReadReplicaDBInstanceIdentifiers',
  'TdeCredentialArn',
] as const;

/** What a restored instance has where nothing is asked for. Another value cannot be given by the runbook. */
const RESTORED: JsonObject = {
  BackupTarget: 'region',
  CustomerOwnedIpEnabled: false,
  DedicatedLogVolume: false,
  EngineLifecycleSupport: 'open-source-rds-extended-support',
  NetworkType: 'IPV4',
};

/** What stands in the way of a repair, in AWS's own words, or `none`. */
export function notCarriedOver(instance: DBInstance): string {
  const differing = Object.keys(RESTORED).filter((name) => ![undefined, RESTORED[name]].includes(instance[name]));
  const members = [...NOT_CARRIED_OVER.filter((name) => holdsSomething(instance[name])), ...differing];
  return members.length === 0 ? 'none' : members.join(', ');
}

function holdsSomething(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

const object = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;
const objects = (value: Json | undefined): readonly JsonObject[] => (value ?? []) as readonly JsonObject[];
