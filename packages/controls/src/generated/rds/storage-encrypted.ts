// Generated from packages/controls/src/rds/storage-encrypted by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../rds/storage-encrypted/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'rds/storage-encrypted',
  runbook: `schemaVersion: '0.3'
description: >-
  Replaces an unencrypted DB instance by an encrypted copy under the same name. The unencrypted instance is kept under
  another name.
parameters:
  DBInstanceIdentifier:
    type: String
    description: The unencrypted DB instance.
  DbiResourceId:
    type: String
    description: Its resource id, which stays the same under another name.
  RetiredIdentifier:
    type: String
    description: The name it is kept under.
    allowedPattern: ^[a-z][a-z0-9-]{0,62}$
  KmsKeyId:
    type: String
    description: The key of the encrypted instance, by id, ARN or alias.
  NotCarriedOver:
    type: String
    description: What the instance has and the encrypted one could not get. Anything there refuses the run.
    allowedValues:
      - none
  DBInstanceClass:
    type: String
  DBSubnetGroupName:
    type: String
  VpcSecurityGroupIds:
    type: StringList
  DBParameterGroupName:
    type: String
  OptionGroupName:
    type: String
  Port:
    type: Integer
  MultiAZ:
    type: Boolean
  PubliclyAccessible:
    type: Boolean
  StorageType:
    type: String
  CACertificateIdentifier:
    type: String
  AutoMinorVersionUpgrade:
    type: Boolean
  EnableIAMDatabaseAuthentication:
    type: Boolean
  EnableCloudwatchLogsExports:
    type: StringList
  CopyTagsToSnapshot:
    type: Boolean
  DeletionProtection:
    type: Boolean
  Tags:
    type: MapList
  BackupRetentionPeriod:
    type: Integer
  PreferredBackupWindow:
    type: String
  PreferredMaintenanceWindow:
    type: String
  MaxAllocatedStorage:
    type: Integer
  HasMonitoring:
    type: Boolean
    description: Whether Enhanced Monitoring is on. RDS takes no empty role.
  MonitoringInterval:
    type: Integer
  MonitoringRoleArn:
    type: String
  MonitoringRoleName:
    type: String
    description: The role without its ARN, for the permissions of this run.
  HasPerformanceInsights:
    type: Boolean
    description: Whether Performance Insights is on.
  PerformanceInsightsKMSKeyId:
    type: String
  PerformanceInsightsRetentionPeriod:
    type: Integer
mainSteps:
  - name: originalIsAvailable
    action: aws:assertAwsResourceProperty
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
  - name: takeSnapshot
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: CreateDBSnapshot
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      DBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
  - name: waitForSnapshot
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 43200
    inputs:
      Service: rds
      Api: DescribeDBSnapshots
      DBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBSnapshots[0].Status
      DesiredValues:
        - available
  - name: copySnapshotEncrypted
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: CopyDBSnapshot
      SourceDBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      TargetDBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}-encrypted'
      KmsKeyId: '{{ KmsKeyId }}'
      CopyTags: true
  - name: waitForEncryptedSnapshot
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 86400
    inputs:
      Service: rds
      Api: DescribeDBSnapshots
      DBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}-encrypted'
      PropertySelector: $.DBSnapshots[0].Status
      DesiredValues:
        - available
  - name: restoreEncrypted
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: RestoreDBInstanceFromDBSnapshot
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      DBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}-encrypted'
      DBInstanceClass: '{{ DBInstanceClass }}'
      DBSubnetGroupName: '{{ DBSubnetGroupName }}'
      VpcSecurityGroupIds: '{{ VpcSecurityGroupIds }}'
      DBParameterGroupName: '{{ DBParameterGroupName }}'
      OptionGroupName: '{{ OptionGroupName }}'
      Port: '{{ Port }}'
      MultiAZ: '{{ MultiAZ }}'
      PubliclyAccessible: '{{ PubliclyAccessible }}'
      CACertificateIdentifier: '{{ CACertificateIdentifier }}'
      AutoMinorVersionUpgrade: '{{ AutoMinorVersionUpgrade }}'
      EnableIAMDatabaseAuthentication: '{{ EnableIAMDatabaseAuthentication }}'
      EnableCloudwatchLogsExports: '{{ EnableCloudwatchLogsExports }}'
      CopyTagsToSnapshot: '{{ CopyTagsToSnapshot }}'
      DeletionProtection: '{{ DeletionProtection }}'
      Tags: '{{ Tags }}'
  - name: waitForRestored
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 43200
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
  - name: storageTypeIsKept
    action: aws:assertAwsResourceProperty
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBInstances[0].StorageType
      DesiredValues:
        - '{{ StorageType }}'
  - name: readRestored
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
    outputs:
      - Name: DbiResourceId
        Selector: $.DBInstances[0].DbiResourceId
        Type: String
  - name: chooseSettings
    action: aws:branch
    inputs:
      Choices:
        - NextStep: setAll
          And:
            - Variable: '{{ HasMonitoring }}'
              BooleanEquals: true
            - Variable: '{{ HasPerformanceInsights }}'
              BooleanEquals: true
        - NextStep: setWithMonitoring
          Variable: '{{ HasMonitoring }}'
          BooleanEquals: true
        - NextStep: setWithPerformanceInsights
          Variable: '{{ HasPerformanceInsights }}'
          BooleanEquals: true
      Default: setBackupAndMaintenance
  - name: setAll
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      BackupRetentionPeriod: '{{ BackupRetentionPeriod }}'
      PreferredBackupWindow: '{{ PreferredBackupWindow }}'
      PreferredMaintenanceWindow: '{{ PreferredMaintenanceWindow }}'
      MaxAllocatedStorage: '{{ MaxAllocatedStorage }}'
      MonitoringInterval: '{{ MonitoringInterval }}'
      MonitoringRoleArn: '{{ MonitoringRoleArn }}'
      EnablePerformanceInsights: true
      PerformanceInsightsKMSKeyId: '{{ PerformanceInsightsKMSKeyId }}'
      PerformanceInsightsRetentionPeriod: '{{ PerformanceInsightsRetentionPeriod }}'
      ApplyImmediately: true
    nextStep: waitForSettings
  - name: setWithMonitoring
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      BackupRetentionPeriod: '{{ BackupRetentionPeriod }}'
      PreferredBackupWindow: '{{ PreferredBackupWindow }}'
      PreferredMaintenanceWindow: '{{ PreferredMaintenanceWindow }}'
      MaxAllocatedStorage: '{{ MaxAllocatedStorage }}'
      MonitoringInterval: '{{ MonitoringInterval }}'
      MonitoringRoleArn: '{{ MonitoringRoleArn }}'
      ApplyImmediately: true
    nextStep: waitForSettings
  - name: setWithPerformanceInsights
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      BackupRetentionPeriod: '{{ BackupRetentionPeriod }}'
      PreferredBackupWindow: '{{ PreferredBackupWindow }}'
      PreferredMaintenanceWindow: '{{ PreferredMaintenanceWindow }}'
      MaxAllocatedStorage: '{{ MaxAllocatedStorage }}'
      EnablePerformanceInsights: true
      PerformanceInsightsKMSKeyId: '{{ PerformanceInsightsKMSKeyId }}'
      PerformanceInsightsRetentionPeriod: '{{ PerformanceInsightsRetentionPeriod }}'
      ApplyImmediately: true
    nextStep: waitForSettings
  - name: setBackupAndMaintenance
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      BackupRetentionPeriod: '{{ BackupRetentionPeriod }}'
      PreferredBackupWindow: '{{ PreferredBackupWindow }}'
      PreferredMaintenanceWindow: '{{ PreferredMaintenanceWindow }}'
      MaxAllocatedStorage: '{{ MaxAllocatedStorage }}'
      ApplyImmediately: true
  - name: waitForSettings
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 7200
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
  - name: retireOriginal
    action: aws:executeAwsApi
    onFailure: step:originalIsThere
    isCritical: false
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      NewDBInstanceIdentifier: '{{ RetiredIdentifier }}'
      ApplyImmediately: true
  - name: waitForRetired
    action: aws:waitForAwsResourceProperty
    onFailure: step:returnName
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
      PropertySelector: $.DBInstances[0].DbiResourceId
      DesiredValues:
        - '{{ DbiResourceId }}'
  - name: waitBeforeTakeOver
    action: aws:waitForAwsResourceProperty
    onFailure: step:returnName
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
  - name: takeOverName
    action: aws:executeAwsApi
    onFailure: step:restoredIsThere
    isCritical: false
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      NewDBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      ApplyImmediately: true
  - name: waitForTakenOver
    action: aws:waitForAwsResourceProperty
    onFailure: step:returnName
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DbiResourceId
      DesiredValues:
        - '{{ readRestored.DbiResourceId }}'
  - name: waitUntilAvailable
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
  # The copies hold nothing that the two instances do not hold. One that is left behind does not undo the repair.
  - name: deleteSnapshot
    action: aws:executeAwsApi
    onFailure: Continue
    inputs:
      Service: rds
      Api: DeleteDBSnapshot
      DBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
  - name: deleteEncryptedSnapshot
    action: aws:executeAwsApi
    onFailure: Continue
    inputs:
      Service: rds
      Api: DeleteDBSnapshot
      DBSnapshotIdentifier: 'trueup-{{ automation:EXECUTION_ID }}-encrypted'
    isEnd: true
  # A rename that is sent again is refused. Where the old name is gone, or about to go, the first one is on its way.
  - name: originalIsThere
    action: aws:executeAwsApi
    onFailure: step:waitForRetired
    isCritical: false
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
  - name: originalIsBeingRenamed
    action: aws:assertAwsResourceProperty
    onFailure: step:returnName
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - modifying
        - rebooting
        - renaming
    nextStep: waitForRetired
  - name: restoredIsThere
    action: aws:executeAwsApi
    onFailure: step:waitForTakenOver
    isCritical: false
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
  - name: restoredIsBeingRenamed
    action: aws:assertAwsResourceProperty
    onFailure: step:returnName
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: 'trueup-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - modifying
        - rebooting
        - renaming
    nextStep: waitForTakenOver
  - name: returnName
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
      NewDBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      ApplyImmediately: true
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: >-
  Gives the name back to the unencrypted DB instance. The encrypted one is kept under another name.
parameters:
  DBInstanceIdentifier:
    type: String
    description: The name of the DB instance.
  DbiResourceId:
    type: String
    description: The resource id of the unencrypted instance.
  RetiredIdentifier:
    type: String
    description: The name the unencrypted instance is kept under.
  EncryptedPrefix:
    type: String
    description: The name of the encrypted instance begins with it.
mainSteps:
  - name: readCurrent
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
    outputs:
      - Name: DbiResourceId
        Selector: $.DBInstances[0].DbiResourceId
        Type: String
      - Name: StorageEncrypted
        Selector: $.DBInstances[0].StorageEncrypted
        Type: Boolean
  # Undone already: nothing to do.
  - name: isEncrypted
    action: aws:branch
    inputs:
      Choices:
        - NextStep: retiredIsTheOriginal
          Variable: '{{ readCurrent.StorageEncrypted }}'
          BooleanEquals: true
    isEnd: true
  - name: retiredIsTheOriginal
    action: aws:assertAwsResourceProperty
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
      PropertySelector: $.DBInstances[0].DbiResourceId
      DesiredValues:
        - '{{ DbiResourceId }}'
  - name: retiredIsAvailable
    action: aws:assertAwsResourceProperty
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
  - name: renameEncrypted
    action: aws:executeAwsApi
    onFailure: step:encryptedIsThere
    isCritical: false
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      NewDBInstanceIdentifier: '{{ EncryptedPrefix }}-{{ automation:EXECUTION_ID }}'
      ApplyImmediately: true
  - name: waitForRenamed
    action: aws:waitForAwsResourceProperty
    onFailure: step:returnName
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ EncryptedPrefix }}-{{ automation:EXECUTION_ID }}'
      PropertySelector: $.DBInstances[0].DbiResourceId
      DesiredValues:
        - '{{ readCurrent.DbiResourceId }}'
  - name: renameOriginal
    action: aws:executeAwsApi
    onFailure: step:originalIsThere
    isCritical: false
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
      NewDBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      ApplyImmediately: true
  - name: waitForOriginal
    action: aws:waitForAwsResourceProperty
    onFailure: step:returnName
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DbiResourceId
      DesiredValues:
        - '{{ DbiResourceId }}'
  - name: waitUntilAvailable
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 3600
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - available
    isEnd: true
  # A rename that is sent again is refused. Where the old name is gone, or about to go, the first one is on its way.
  - name: encryptedIsThere
    action: aws:executeAwsApi
    onFailure: step:waitForRenamed
    isCritical: false
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
  - name: encryptedIsBeingRenamed
    action: aws:assertAwsResourceProperty
    onFailure: step:returnName
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - modifying
        - rebooting
        - renaming
    nextStep: waitForRenamed
  - name: originalIsThere
    action: aws:executeAwsApi
    onFailure: step:waitForOriginal
    isCritical: false
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
  - name: originalIsBeingRenamed
    action: aws:assertAwsResourceProperty
    onFailure: step:returnName
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ RetiredIdentifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues:
        - modifying
        - rebooting
        - renaming
    nextStep: waitForOriginal
  - name: returnName
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ EncryptedPrefix }}-{{ automation:EXECUTION_ID }}'
      NewDBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      ApplyImmediately: true
    isEnd: true
`,
  permissions: {
    "detect": [
      "rds:DescribeDBInstances"
    ],
    "remediate": [
      {
        "Action": [
          "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots"
        ],
        "Resource": "*"
      },
      {
        "Action": [
          "rds:CreateDBSnapshot"
        ],
        "Resource": [
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{ResourceId}}",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:snapshot:trueup-*"
        ]
      },
      {
        "Action": [
          "rds:CopyDBSnapshot",
          "rds:DeleteDBSnapshot"
        ],
        "Resource": "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:snapshot:trueup-*"
      },
      {
        "Action": [
          "rds:RestoreDBInstanceFromDBSnapshot"
        ],
        "Resource": [
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:trueup-*",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:snapshot:trueup-*",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:og:*",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:pg:*",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:subgrp:*"
        ]
      },
      {
        "Action": [
          "rds:AddTagsToResource"
        ],
        "Resource": [
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:trueup-*",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:snapshot:trueup-*"
        ]
      },
      {
        "Action": [
          "rds:ModifyDBInstance"
        ],
        "Resource": [
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{ResourceId}}",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{input:RetiredIdentifier}}",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:trueup-*"
        ]
      },
      {
        "Action": [
          "kms:CreateGrant",
          "kms:DescribeKey"
        ],
        "Resource": "arn:{{Partition}}:kms:{{Region}}:{{AccountId}}:key/*",
        "Condition": {
          "StringLike": {
            "kms:ViaService": "rds.*"
          }
        }
      },
      {
        "Action": [
          "iam:PassRole"
        ],
        "Resource": "arn:{{Partition}}:iam::{{AccountId}}:role/{{input:MonitoringRoleName}}",
        "Condition": {
          "StringEquals": {
            "iam:PassedToService": "monitoring.rds.amazonaws.com"
          }
        }
      }
    ],
    "undo": [
      {
        "Action": [
          "rds:DescribeDBInstances"
        ],
        "Resource": "*"
      },
      {
        "Action": [
          "rds:ModifyDBInstance"
        ],
        "Resource": [
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{ResourceId}}",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{input:RetiredIdentifier}}",
          "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{input:EncryptedPrefix}}-*"
        ]
      }
    ]
  },
  prevention: {
    "causes": [
      "CreateDBInstance",
      "RestoreDBInstanceFromDBSnapshot",
      "RestoreDBInstanceFromS3"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "NoUnencryptedDatabases",
          "Effect": "Deny",
          "Action": [
            "rds:CreateDBInstance"
          ],
          "Resource": "*",
          "Condition": {
            "Bool": {
              "rds:StorageEncrypted": "false"
            },
            "StringNotLike": {
              "rds:DatabaseEngine": "aurora*"
            }
          }
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let instances = Resources.*[\n  Type == 'AWS::RDS::DBInstance'\n  Properties.DBClusterIdentifier !exists\n  Properties.SourceDBInstanceIdentifier !exists\n]\n\nrule rds_storage_encrypted when %instances !empty {\n  %instances.Properties.StorageEncrypted == true\n    <<The storage of the DB instance must be encrypted: set StorageEncrypted to true.>>\n}\n"
    },
    "cloudFormation": {
      "property": "StorageEncrypted (a change replaces the instance)",
      "example": "StorageEncrypted: true\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_db_instance, storage_encrypted (a change replaces the instance)",
      "example": "resource \"aws_db_instance\" \"example\" {\n  storage_encrypted = true\n}\n",
      "kind": "property"
    }
  },
  readme: `# RDS.3: encrypted storage

## What it checks

A DB instance is non-compliant when its storage is not encrypted. An instance in a cluster is not applicable: the cluster owns the storage. A read replica is not applicable: it is encrypted only if its source is.

## What the repair changes

RDS cannot encrypt the storage of an instance that exists, so the repair replaces it:

1. It takes a snapshot, copies the snapshot with encryption, and restores the copy as a new instance. The new instance gets the class, subnet group, security groups, parameter group, option group, port, Multi-AZ, public access, certificate authority, log exports, IAM authentication, deletion protection, backup and maintenance windows, storage ceiling, Enhanced Monitoring, Performance Insights and tags of the old one.
2. It renames the old instance to \`<name>-unencrypted-<end of its resource id>\`, and then the new one to the old name. The endpoint is the same as before.
3. It deletes both snapshots.

**Stop everything that writes to the database before you approve.** What is written after the snapshot is only in the old instance. Between the two renames, some minutes, nothing answers under the name. It always takes an approval.

The old instance is kept, unencrypted, running and billed, because it is the way back. Once nobody needs it, turn off its deletion protection if it has it, and delete it:

\`\`\`
aws rds delete-db-instance --db-instance-identifier <name>-unencrypted-<suffix> --skip-final-snapshot --delete-automated-backups
\`\`\`

The key is the parameter \`kmsKeyId\`, \`alias/aws/rds\` unless the policy says otherwise.

A step that fails before the renames leaves the original as it was; a snapshot or an instance whose name begins with \`trueup-\` may be left over, to be deleted by hand. If the new instance cannot take the name, the old instance gets it back.

## Undo

The names are swapped back: the encrypted instance becomes \`<name>-encrypted-<execution id>\` and the old instance has its name again. **Everything written since the repair is only in the encrypted instance.** The undo is refused with nothing changed once the old instance is deleted, or while it is stopped.

## Permissions

The repair may snapshot this instance, work with snapshots and instances whose names begin with \`trueup-\`, rename this instance and the kept one, and use parameter, option and subnet groups. It may let RDS use a key of the account, and pass the one role for Enhanced Monitoring. The undo may only rename. The key's own policy must allow RDS and the member role to use it.

## Limits

- The run is refused before anything is changed when the instance has what the repair cannot carry over: read replicas, a directory domain, IAM roles for features, a master password in Secrets Manager, processor features, TDE, an instance profile, a dedicated log volume, a dual-stack network, an Outpost, or no extended support. Aurora replicas of the instance and the advanced mode of Database Insights are not looked at: settle those by hand.
- The instance must be available when the run starts, its class must support encryption, and the account needs room for one more instance.
- The Availability Zone may be another one. Provisioned throughput follows the snapshot. The repair fails before the renames if the storage type does not.
- The kept instance is unencrypted, so it is reported itself until it is deleted.
- Event subscriptions, alarms, proxies and automated backups that know the instance by its resource id go on looking at the old one.
- The repair is not atomic. A reader of the name between the renames finds no instance.
- The AWS stand-in of the tests gives the copy the resource id of the original, changes states at once, does not know the default option groups, and does not report Performance Insights. The order of calls, the swap, the other settings and the undo are tested there; durations and races are not.
`,
};
