// Generated from packages/controls/src/rds/no-public-access by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../rds/no-public-access/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'rds/no-public-access',
  runbook: `schemaVersion: '0.3'
description: Takes the public address from a DB instance.
parameters:
  DBInstanceIdentifier:
    type: String
    description: The DB instance.
mainSteps:
  - name: disablePublicAccess
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PubliclyAccessible: false
      ApplyImmediately: true
  - name: waitUntilApplied
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 1800
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].PubliclyAccessible
      DesiredValues:
        - 'False'
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
`,
  undoRunbook: `schemaVersion: '0.3'
description: Gives a DB instance its public address back.
parameters:
  DBInstanceIdentifier:
    type: String
    description: The DB instance.
mainSteps:
  - name: enablePublicAccess
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: ModifyDBInstance
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PubliclyAccessible: true
      ApplyImmediately: true
  - name: waitUntilApplied
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 1800
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ DBInstanceIdentifier }}'
      PropertySelector: $.DBInstances[0].PubliclyAccessible
      DesiredValues:
        - 'True'
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
`,
  permissions: {
    "detect": [
      "rds:DescribeDBInstances"
    ],
    "remediate": [
      {
        "Action": [
          "rds:ModifyDBInstance"
        ],
        "Resource": "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{ResourceId}}"
      },
      {
        "Action": [
          "rds:DescribeDBInstances"
        ],
        "Resource": "*"
      }
    ],
    "undo": [
      {
        "Action": [
          "rds:ModifyDBInstance"
        ],
        "Resource": "arn:{{Partition}}:rds:{{Region}}:{{AccountId}}:db:{{ResourceId}}"
      },
      {
        "Action": [
          "rds:DescribeDBInstances"
        ],
        "Resource": "*"
      }
    ]
  },
  prevention: {
    "causes": [
      "ModifyDBInstance",
      "CreateDBInstance",
      "RestoreDBInstanceFromDBSnapshot",
      "RestoreDBInstanceToPointInTime"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "NoPublicDatabases",
          "Effect": "Deny",
          "Action": [
            "rds:CreateDBInstance",
            "rds:ModifyDBInstance",
            "rds:RestoreDBInstanceFromDBSnapshot",
            "rds:RestoreDBInstanceToPointInTime"
          ],
          "Resource": "*",
          "Condition": {
            "Bool": {
              "rds:PubliclyAccessible": "true"
            }
          }
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let instances = Resources.*[ Type == 'AWS::RDS::DBInstance' ]\n\nrule rds_instance_not_public when %instances !empty {\n  %instances.Properties.PubliclyAccessible == false\n    <<The DB instance must not be public: set PubliclyAccessible to false.>>\n}\n"
    },
    "cloudFormation": {
      "property": "PubliclyAccessible",
      "example": "PubliclyAccessible: false\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_db_instance, publicly_accessible",
      "example": "resource \"aws_db_instance\" \"example\" {\n  publicly_accessible = false\n}\n",
      "kind": "property"
    }
  },
  readme: `# RDS.2: no public access

## What it checks

A DB instance is non-compliant when its \`PubliclyAccessible\` setting is true. Instances of Aurora clusters are judged too.

## What the repair changes

\`PubliclyAccessible\` is set to false at once, and the repair waits until the change is made and the instance is available. From then on its name resolves to the private address. Clients outside the VPC, and outside networks connected to it, can no longer reach it. The instance is not restarted.

## Undo

\`PubliclyAccessible\` is set to true again, and the undo waits in the same way. The public address may be another one.

## Permissions

Both may modify this one DB instance, and describe DB instances to wait.

## Limits

- Security groups, subnets and routes are not looked at. A publicly accessible instance behind a closed security group is reported too, as Security Hub does.
- RDS refuses to modify an instance that is stopped or busy. The repair then fails with nothing changed and can be planned again.
- The status of an instance moves by itself. It is not compared when a repair is verified.
`,
};
