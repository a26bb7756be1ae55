// Generated from packages/controls/src/ec2/ebs-encryption-by-default by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../ec2/ebs-encryption-by-default/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'ec2/ebs-encryption-by-default',
  runbook: `schemaVersion: '0.3'
description: Encrypts new EBS volumes of the account in this Region by default.
mainSteps:
  - name: enableEncryptionByDefault
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: EnableEbsEncryptionByDefault
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: No longer encrypts new EBS volumes of the account in this Region by default.
mainSteps:
  - name: disableEncryptionByDefault
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DisableEbsEncryptionByDefault
    isEnd: true
`,
  permissions: {
    "detect": [
      "ec2:GetEbsEncryptionByDefault",
      "iam:GetAccountPasswordPolicy",
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:GetEventSelectors"
    ],
    "remediate": [
      {
        "Action": [
          "ec2:EnableEbsEncryptionByDefault"
        ],
        "Resource": "*"
      }
    ],
    "undo": [
      {
        "Action": [
          "ec2:DisableEbsEncryptionByDefault"
        ],
        "Resource": "*"
      }
    ]
  },
  prevention: {
    "causes": [
      "DisableEbsEncryptionByDefault"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepEbsEncryptionByDefault",
          "Effect": "Deny",
          "Action": [
            "ec2:DisableEbsEncryptionByDefault"
          ],
          "Resource": "*"
        }
      ]
    },
    "guard": {
      "kind": "none",
      "reason": "The setting belongs to an account and a Region, and CloudFormation has no resource type for it."
    },
    "cloudFormation": {
      "kind": "none",
      "reason": "CloudFormation has no resource type for this setting of an account."
    },
    "terraform": {
      "property": "aws_ebs_encryption_by_default, enabled",
      "example": "resource \"aws_ebs_encryption_by_default\" \"example\" {\n  enabled = true\n}\n",
      "kind": "property"
    }
  },
  readme: `# EC2.7: EBS encryption by default

## What it checks

Whether the account encrypts new EBS volumes by default. The setting exists once in each Region, and each Region is judged by itself.

## What the repair changes

The setting is turned on in the one Region. From then on new volumes, and volumes made from unencrypted snapshots, are encrypted with the account's default EBS key. Nothing that exists is changed.

## Undo

The setting is turned off again. Volumes that were made in between stay encrypted.

## Permissions

\`ec2:EnableEbsEncryptionByDefault\`, and \`ec2:DisableEbsEncryptionByDefault\` for the undo. EC2 knows no resource for these actions, so the resource is \`*\`. To see that nothing else changed, every part of the account that Trueup reads is read again, so detection also needs the reads of the password policy and the trails.

## Limits

- The default key is not looked at and not changed. Without a choice of the account it is \`aws/ebs\`, which cannot be shared with other accounts.
- Launches that share an unencrypted image with other accounts, or that use a role without access to the key, may fail once the setting is on.
`,
};
