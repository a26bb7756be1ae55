// Generated from packages/controls/src/s3/bucket-versioning-enabled by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../s3/bucket-versioning-enabled/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 's3/bucket-versioning-enabled',
  runbook: `schemaVersion: '0.3'
description: Enables versioning of a bucket.
parameters:
  BucketName:
    type: String
    description: The bucket.
mainSteps:
  - name: enableVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      VersioningConfiguration:
        Status: Enabled
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Suspends versioning of a bucket. Versions that were made in between are kept.
parameters:
  BucketName:
    type: String
    description: The bucket.
mainSteps:
  - name: suspendVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      VersioningConfiguration:
        Status: Suspended
    isEnd: true
`,
  permissions: {
    "detect": [
      "s3:ListAllMyBuckets",
      "s3:GetBucketLocation",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetEncryptionConfiguration",
      "s3:GetBucketVersioning",
      "s3:GetBucketTagging"
    ],
    "remediate": [
      {
        "Action": [
          "s3:PutBucketVersioning"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "s3:PutBucketVersioning"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "PutBucketVersioning",
      "CreateBucket"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepBucketVersioning",
          "Effect": "Deny",
          "Action": [
            "s3:PutBucketVersioning"
          ],
          "Resource": "arn:*:s3:::*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let buckets = Resources.*[ Type == 'AWS::S3::Bucket' ]\n\nrule s3_bucket_versioning_enabled when %buckets !empty {\n  %buckets.Properties.VersioningConfiguration.Status == 'Enabled'\n    <<The bucket must keep versions: set VersioningConfiguration.Status to Enabled.>>\n}\n"
    },
    "cloudFormation": {
      "property": "VersioningConfiguration.Status",
      "example": "VersioningConfiguration:\n  Status: Enabled\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_s3_bucket_versioning, versioning_configuration.status",
      "example": "resource \"aws_s3_bucket_versioning\" \"example\" {\n  bucket = aws_s3_bucket.example.id\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n",
      "kind": "property"
    }
  },
  readme: `# S3.14: versioning is enabled

## What it checks

A bucket is compliant when the status of its versioning is \`Enabled\`. A bucket on which versioning is suspended, or was never enabled, is non-compliant.

## What the repair changes

Versioning is enabled. From then on an overwritten or deleted object is kept as an older version. Objects that are there already are not touched; their version id is \`null\`.

## Undo

Versioning is suspended. S3 has no way back to a bucket that never had versioning, so the undo of such a bucket ends at \`Suspended\`, and its verification expects that. Versions made in between are kept and go on costing until they are deleted.

## Permissions

Repair and undo may do one thing: \`s3:PutBucketVersioning\` on this bucket.

## Limits

- Old versions cost storage. Without a lifecycle rule that expires them the cost only grows; the repair makes none.
- S3 advises to wait 15 minutes after versioning is enabled for the first time before objects are written.
- A bucket with MFA delete takes the change only together with the code of the root user's device. The repair then fails with nothing changed.
- Object Lock needs versioning, and S3 refuses to suspend it there. The undo then fails with nothing changed.
`,
};
