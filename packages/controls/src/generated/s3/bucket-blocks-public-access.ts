// Generated from packages/controls/src/s3/bucket-blocks-public-access by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../s3/bucket-blocks-public-access/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 's3/bucket-blocks-public-access',
  runbook: `schemaVersion: '0.3'
description: Turns on all four settings of Block Public Access on a bucket.
parameters:
  BucketName:
    type: String
    description: The bucket.
mainSteps:
  - name: blockPublicAccess
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutPublicAccessBlock
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: true
        RestrictPublicBuckets: true
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Puts the earlier settings of Block Public Access back on a bucket, or removes them when there were none.
parameters:
  BucketName:
    type: String
    description: The bucket.
  HadConfiguration:
    type: Boolean
    description: Whether the bucket had settings of its own before the repair.
  Configuration:
    type: StringMap
    description: The four settings before the repair.
mainSteps:
  - name: chooseWay
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreConfiguration
          Variable: '{{ HadConfiguration }}'
          BooleanEquals: true
      Default: removeConfiguration
  - name: restoreConfiguration
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutPublicAccessBlock
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      PublicAccessBlockConfiguration: '{{ Configuration }}'
    isEnd: true
  - name: removeConfiguration
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: DeletePublicAccessBlock
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
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
          "s3:PutBucketPublicAccessBlock"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "s3:PutBucketPublicAccessBlock"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "DeleteBucketPublicAccessBlock",
      "PutBucketPublicAccessBlock",
      "CreateBucket"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepBucketPublicAccessBlock",
          "Effect": "Deny",
          "Action": [
            "s3:PutBucketPublicAccessBlock"
          ],
          "Resource": "arn:*:s3:::*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let buckets = Resources.*[ Type == 'AWS::S3::Bucket' ]\n\nrule s3_bucket_blocks_public_access when %buckets !empty {\n  %buckets.Properties.PublicAccessBlockConfiguration {\n    BlockPublicAcls == true\n    BlockPublicPolicy == true\n    IgnorePublicAcls == true\n    RestrictPublicBuckets == true\n      <<The bucket must block public access: set all four members to true.>>\n  }\n}\n"
    },
    "cloudFormation": {
      "property": "PublicAccessBlockConfiguration",
      "example": "PublicAccessBlockConfiguration:\n  BlockPublicAcls: true\n  BlockPublicPolicy: true\n  IgnorePublicAcls: true\n  RestrictPublicBuckets: true\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_s3_bucket_public_access_block",
      "example": "resource \"aws_s3_bucket_public_access_block\" \"example\" {\n  bucket                  = aws_s3_bucket.example.id\n  block_public_acls       = true\n  block_public_policy     = true\n  ignore_public_acls      = true\n  restrict_public_buckets = true\n}\n",
      "kind": "property"
    }
  },
  readme: `# S3.8: the bucket blocks public access

## What it checks

A bucket is compliant when all four settings of Block Public Access are on for the bucket itself: \`BlockPublicAcls\`, \`IgnorePublicAcls\`, \`BlockPublicPolicy\` and \`RestrictPublicBuckets\`. A bucket without settings is non-compliant.

## What the repair changes

All four settings are turned on. Objects, access control lists and the bucket policy stay as they are. What they grant to the public has no effect from then on, and new public grants are refused.

## Undo

The earlier settings come back one by one. When the bucket had none, they are removed. The grants that were there before the repair take effect again.

## Permissions

Repair and undo may do one thing: \`s3:PutBucketPublicAccessBlock\` on this bucket. S3 asks for it to remove the settings too.

## Limits

- The settings of the account are not looked at. They may block a bucket that is reported here.
- Whether anyone uses the public access is not looked at. Websites and downloads served straight from the bucket stop working. Give the bucket an exception, or serve it through CloudFront first.
- Access points and Multi-Region Access Points have settings of their own, which are not looked at.
`,
};
