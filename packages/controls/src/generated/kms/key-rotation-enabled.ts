// Generated from packages/controls/src/kms/key-rotation-enabled by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../kms/key-rotation-enabled/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'kms/key-rotation-enabled',
  runbook: `schemaVersion: '0.3'
description: Turns on automatic rotation of a KMS key.
parameters:
  KeyId:
    type: String
    description: The key.
  RotationPeriodInDays:
    type: Integer
    description: Days between two rotations.
mainSteps:
  - name: enableRotation
    action: aws:executeAwsApi
    inputs:
      Service: kms
      Api: EnableKeyRotation
      KeyId: '{{ KeyId }}'
      RotationPeriodInDays: '{{ RotationPeriodInDays }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Turns off automatic rotation of a KMS key.
parameters:
  KeyId:
    type: String
    description: The key.
mainSteps:
  - name: disableRotation
    action: aws:executeAwsApi
    inputs:
      Service: kms
      Api: DisableKeyRotation
      KeyId: '{{ KeyId }}'
    isEnd: true
`,
  permissions: {
    "detect": [
      "kms:ListKeys",
      "kms:DescribeKey",
      "kms:GetKeyRotationStatus",
      "kms:ListResourceTags"
    ],
    "remediate": [
      {
        "Action": [
          "kms:EnableKeyRotation"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "kms:DisableKeyRotation"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "DisableKeyRotation",
      "CreateKey"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepKeyRotation",
          "Effect": "Deny",
          "Action": [
            "kms:DisableKeyRotation"
          ],
          "Resource": "arn:*:kms:*:*:key/*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let keys = Resources.*[ Type == 'AWS::KMS::Key' ]\n\nrule kms_key_rotation_enabled when %keys !empty {\n  %keys[ Properties.KeySpec !exists or Properties.KeySpec == 'SYMMETRIC_DEFAULT' ] {\n    Properties.EnableKeyRotation == true\n      <<The key must rotate: set EnableKeyRotation to true.>>\n  }\n}\n"
    },
    "cloudFormation": {
      "property": "EnableKeyRotation",
      "example": "EnableKeyRotation: true\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_kms_key, enable_key_rotation",
      "example": "resource \"aws_kms_key\" \"example\" {\n  enable_key_rotation = true\n}\n",
      "kind": "property"
    }
  },
  readme: `# KMS.4: automatic key rotation

## What it checks

A customer managed key is compliant when KMS rotates it by itself. Not applicable are keys that KMS cannot rotate (asymmetric and HMAC keys, imported key material, custom key stores), keys that are not enabled, and replicas of a multi-Region key, whose rotation is set on the primary key.

## What the repair changes

Rotation is turned on, with the period that the key shows or else 365 days. The key keeps its id, its ARN, its policy and its aliases. KMS keeps every older key material, so what was encrypted before can still be read.

## Undo

Rotation is turned off. Key material that KMS has made by then stays in use.

## Permissions

The repair may turn rotation of this one key on, the undo may turn it off. The key policy must allow it too: a policy that does not hand permissions to IAM refuses both.

## Limits

- Rotation changes the key material only. Data is not encrypted anew.
- The first and the second rotation of a key each add to its monthly price.
- The length of the period is not judged.
`,
};
