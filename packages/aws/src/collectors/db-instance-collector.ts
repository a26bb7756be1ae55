import { arn, type ApiCall, type Json, type JsonObject } from '@trueup/core';
import type { Collector, Found } from './collector.ts';
import { listMember, objectMember, optionalList, pickMembers, pickObject, sortedBy } from './members.ts';
import { textListMember, textMember } from './members.ts';
import { listPages, MARKER } from './read-pages.ts';
import { fromEntry, lookUp } from './read-part.ts';
import { tags } from './tags.ts';

/** LatestRestorableTime, PendingModifiedValues, StatusInfos and the like are left out: they move by themselves. */
const IDENTITY_MEMBERS = [
  'DBInstanceIdentifier',
  'DbiResourceId',
  'DBClusterIdentifier',
  'DBInstanceStatus',
  'Engine',
  'EngineVersion',
  'MasterUsername',
  'DBName',
  'StorageEncrypted',
  'KmsKeyId',
  'ReadReplicaSourceDBInstanceIdentifier',
];
/**
 * RestoreDBInstanceFromDBSnapshot takes each of these (IAMDatabaseAuthenticationEnabled as
 * EnableIAMDatabaseAuthentication, EnabledCloudwatchLogsExports as EnableCloudwatchLogsExports) and falls back to a
 * default where it is not given: a restored instance is the same one only if all of them are carried over, and so are
 * Endpoint.Port, DBSubnetGroup, VpcSecurityGroups, DBParameterGroups, OptionGroupMemberships, ProcessorFeatures,
 * DomainMemberships and the tags. AvailabilityZone goes only with MultiAZ false.
 */
const RESTORE_MEMBERS = [
  'DBInstanceClass',
  'AllocatedStorage',
  'AvailabilityZone',
  'MultiAZ',
  'PubliclyAccessible',
  'StorageType',
  'Iops',
  'StorageThroughput',
  'DedicatedLogVolume',
  'AutoMinorVersionUpgrade',
  'BackupRetentionPeriod',
  'PreferredBackupWindow',
  'BackupTarget',
  'CACertificateIdentifier',
  'CopyTagsToSnapshot',
  'CustomIamInstanceProfile',
  'CustomerOwnedIpEnabled',
  'DeletionProtection',
  'EngineLifecycleSupport',
  'IAMDatabaseAuthenticationEnabled',
  'LicenseModel',
  'NetworkType',
  'TdeCredentialArn',
];
/** A restore takes none of these: ModifyDBInstance sets them afterwards (AssociatedRoles: AddRoleToDBInstance). */
const AFTER_RESTORE_MEMBERS = [
  'PreferredMaintenanceWindow',
  'MaxAllocatedStorage',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'PerformanceInsightsEnabled',
  'PerformanceInsightsKMSKeyId',
  'PerformanceInsightsRetentionPeriod',
];
/** Engines whose instances RDS lists too, though they are resources of another type. */
const OTHER_SERVICES: readonly Json[] = ['neptune', 'docdb'];

/** Members of Aurora instances are listed too; they name their DBClusterIdentifier, which decides on storage. */
export const dbInstanceCollector: Collector = {
  type: 'AWS::RDS::DBInstance',
  scope: 'regional',
  actions: ['rds:DescribeDBInstances'],
  parts: {
    DBInstance: fromEntry((entry) => objectMember(entry, 'DBInstance')),
    Tags: fromEntry((entry) => listMember(entry, 'Tags')),
  },
  list: (reads) => listPages(reads, describe({ MaxRecords: 100 }), MARKER, instancesOf),
  find: (reads, { id }) =>
    lookUp(reads, describe({ DBInstanceIdentifier: id }), ['DBInstanceNotFound'], (output) =>
      instancesOf(output).at(0),
    ),
};

function describe(parameters: JsonObject): ApiCall {
  return { service: 'rds', operation: 'DescribeDBInstances', parameters };
}

function instancesOf(output: JsonObject): Found[] {
  return listMember(output, 'DBInstances')
    .filter((instance) => !OTHER_SERVICES.includes(instance['Engine'] ?? null))
    .map((instance) => ({
      id: textMember(instance, 'DBInstanceIdentifier'),
      arn: arn(textMember(instance, 'DBInstanceArn')),
      entry: { DBInstance: partOf(instance), Tags: tags(instance, 'TagList') },
    }));
}

function partOf(instance: JsonObject): JsonObject {
  return {
    ...pickMembers(instance, [...IDENTITY_MEMBERS, ...RESTORE_MEMBERS, ...AFTER_RESTORE_MEMBERS]),
    ...pickObject(instance, 'Endpoint', ['Port']),
    ...pickObject(instance, 'DBSubnetGroup', ['DBSubnetGroupName']),
    ...pickObject(instance, 'MasterUserSecret', ['KmsKeyId']),
    // The members' apply and attach states are left out: they move after every change.
    VpcSecurityGroups: named(instance, 'VpcSecurityGroups', ['VpcSecurityGroupId']),
    DBParameterGroups: named(instance, 'DBParameterGroups', ['DBParameterGroupName']),
    OptionGroupMemberships: named(instance, 'OptionGroupMemberships', ['OptionGroupName']),
    ProcessorFeatures: named(instance, 'ProcessorFeatures', ['Name', 'Value']),
    DomainMemberships: named(instance, 'DomainMemberships', ['Domain', 'FQDN', 'IAMRoleName', 'OU', 'AuthSecretArn']),
    AssociatedRoles: named(instance, 'AssociatedRoles', ['FeatureName', 'RoleArn']),
    EnabledCloudwatchLogsExports: texts(instance, 'EnabledCloudwatchLogsExports'),
    ReadReplicaDBInstanceIdentifiers: texts(instance, 'ReadReplicaDBInstanceIdentifiers'),
  };
}

/** A list with the named members, ordered by the first of them. */
function named(instance: JsonObject, list: string, names: readonly [string, ...string[]]): JsonObject[] {
  return sortedBy(
    optionalList(instance, list).map((item) => pickMembers(item, names)),
    names[0],
  );
}

function texts(instance: JsonObject, list: string): string[] {
  return instance[list] === undefined ? [] : [...textListMember(instance, list)].sort();
}
