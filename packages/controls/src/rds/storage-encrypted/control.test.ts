import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { dbInstance } from '../db-instance.ts';
import { control } from './control.ts';
import { encryptedPrefix, retiredIdentifier } from './names.ts';

const parameters = { kmsKeyId: 'alias/aws/rds' };

test.each<[string, string, JsonObject]>([
  ['an instance with encrypted storage', 'compliant', { StorageEncrypted: true }],
  ['an instance without', 'non-compliant', {}],
  ['a stopped instance without', 'non-compliant', { DBInstanceStatus: 'stopped' }],
  ['an instance without, that has read replicas', 'non-compliant', { ReadReplicaDBInstanceIdentifiers: ['copy'] }],
  ['a member of a cluster without', 'not-applicable', { DBClusterIdentifier: 'aurora' }],
  ['a member of a cluster with', 'compliant', { DBClusterIdentifier: 'aurora', StorageEncrypted: true }],
  ['a read replica without', 'not-applicable', { ReadReplicaSourceDBInstanceIdentifier: 'orders' }],
])('%s is %s', (_name, expected, members) => {
  expect(judge(control, instance(members), parameters).kind).toBe(expected);
});

test('after the repair it is compliant, with another identity, key and zone and the rest as it was', () => {
  expect(repairOf(control, instance({}), parameters)).toEqual({
    verdict: 'compliant',
    changed: [
      'DBInstance.AvailabilityZone',
      'DBInstance.DbiResourceId',
      'DBInstance.KmsKeyId',
      'DBInstance.StorageEncrypted',
    ],
  });
});

test('what the original instance is set to is asked for the new one', () => {
  expect(control.input(instance({}), parameters)).toEqual({
    DBInstanceIdentifier: 'orders',
    DbiResourceId: 'db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    RetiredIdentifier: 'orders-unencrypted-stuvwxyz',
    KmsKeyId: 'alias/aws/rds',
    NotCarriedOver: 'none',
    DBInstanceClass: 'db.m5.large',
    DBSubnetGroupName: 'private',
    VpcSecurityGroupIds: ['sg-1', 'sg-2'],
    DBParameterGroupName: 'tuned',
    OptionGroupName: 'default:postgres-16',
    Port: 5544,
    MultiAZ: false,
    PubliclyAccessible: false,
    StorageType: 'gp3',
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    AutoMinorVersionUpgrade: true,
    EnableIAMDatabaseAuthentication: true,
    EnableCloudwatchLogsExports: ['postgresql'],
    CopyTagsToSnapshot: true,
    DeletionProtection: true,
    Tags: [{ Key: 'team', Value: 'orders' }],
    BackupRetentionPeriod: 7,
    PreferredBackupWindow: '01:00-02:00',
    PreferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    MaxAllocatedStorage: 100,
    HasMonitoring: true,
    MonitoringInterval: 60,
    MonitoringRoleArn: 'arn:aws:iam::111122223333:role/service-role/rds-monitoring',
    MonitoringRoleName: 'service-role/rds-monitoring',
    HasPerformanceInsights: false,
    PerformanceInsightsKMSKeyId: '',
    PerformanceInsightsRetentionPeriod: 0,
  });
});

test('storage that does not grow is kept from growing', () => {
  expect(control.input(instance({ MaxAllocatedStorage: undefined }), parameters)).toMatchObject({
    MaxAllocatedStorage: 20,
  });
});

test('tags of AWS itself are not asked for, because AWS refuses them', () => {
  const Tags = [
    { Key: 'aws:backup:source-resource', Value: 'x' },
    { Key: 'team', Value: 'orders' },
  ];
  expect(control.input(instance({}, Tags), parameters)).toMatchObject({ Tags: [{ Key: 'team', Value: 'orders' }] });
});

test.each<[string, JsonObject]>([
  ['AssociatedRoles', { AssociatedRoles: [{ FeatureName: 's3Import', RoleArn: 'arn:aws:iam::111122223333:role/r' }] }],
  ['DomainMemberships', { DomainMemberships: [{ Domain: 'd-1' }] }],
  ['MasterUserSecret', { MasterUserSecret: { KmsKeyId: 'key' } }],
  ['ReadReplicaDBInstanceIdentifiers', { ReadReplicaDBInstanceIdentifiers: ['copy'] }],
  ['BackupTarget', { BackupTarget: 'outposts' }],
  ['NetworkType', { NetworkType: 'DUAL' }],
  ['ProcessorFeatures, DedicatedLogVolume', { DedicatedLogVolume: true, ProcessorFeatures: [{ Name: 'coreCount' }] }],
])('what cannot be carried over is named: %s', (named, members) => {
  expect(control.input(instance(members), parameters)).toMatchObject({ NotCarriedOver: named });
});

test('names keep to what RDS allows, whatever the instance is called', () => {
  const identifier = fc
    .array(fc.constantFrom('a', '-a'), { maxLength: 62 })
    .map((parts) => `a${parts.join('')}`.slice(0, 63).replace(/-$/, ''));
  fc.assert(
    fc.property(identifier, (DBInstanceIdentifier) => {
      const named = dbInstance(instance({ DBInstanceIdentifier }));
      const executionId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
      for (const name of [retiredIdentifier(named), `${encryptedPrefix(named)}-${executionId}`]) {
        expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(63);
      }
    }),
  );
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = instance({});
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, parameters), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, parameters), before)).toEqual([]);
});

test('a run is refused while there is something that cannot be carried over', () => {
  const before = instance({ ReadReplicaDBInstanceIdentifiers: ['copy'] });
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, parameters), before)).toEqual([
    expect.stringContaining('NotCarriedOver'),
  ]);
});

function instance(members: JsonObject, Tags: readonly JsonObject[] = [{ Key: 'team', Value: 'orders' }]): Snapshot {
  const DBInstance = {
    DBInstanceIdentifier: 'orders',
    DbiResourceId: 'db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    DBInstanceStatus: 'available',
    StorageEncrypted: false,
    DBInstanceClass: 'db.m5.large',
    AllocatedStorage: 20,
    AvailabilityZone: 'eu-west-1a',
    MultiAZ: false,
    PubliclyAccessible: false,
    StorageType: 'gp3',
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    AutoMinorVersionUpgrade: true,
    BackupRetentionPeriod: 7,
    PreferredBackupWindow: '01:00-02:00',
    PreferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    CopyTagsToSnapshot: true,
    DeletionProtection: true,
    IAMDatabaseAuthenticationEnabled: true,
    NetworkType: 'IPV4',
    MaxAllocatedStorage: 100,
    MonitoringInterval: 60,
    MonitoringRoleArn: 'arn:aws:iam::111122223333:role/service-role/rds-monitoring',
    Endpoint: { Port: 5544 },
    DBSubnetGroup: { DBSubnetGroupName: 'private' },
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }, { VpcSecurityGroupId: 'sg-2' }],
    DBParameterGroups: [{ DBParameterGroupName: 'tuned' }],
    OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-16' }],
    ProcessorFeatures: [],
    DomainMemberships: [],
    AssociatedRoles: [],
    EnabledCloudwatchLogsExports: ['postgresql'],
    ReadReplicaDBInstanceIdentifiers: [],
    ...members,
  };
  return snapshotOf('AWS::RDS::DBInstance', 'orders', { DBInstance, Tags });
}
