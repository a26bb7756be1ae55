// Generated from packages/controls/src/s3/bucket-default-encryption by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../s3/bucket-default-encryption/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 's3/bucket-default-encryption',
  runbook: `schemaVersion: '0.3'
description: Makes KMS the default encryption of a bucket.
parameters:
  BucketName:
    type: String
    description: The bucket.
  Encryption:
    type: StringMap
    description: The whole encryption configuration that the bucket gets.
mainSteps:
  - name: encryptWithKms
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketEncryption
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      ServerSideEncryptionConfiguration: '{{ Encryption }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Puts the earlier default encryption of a bucket back, or removes it when there was none.
parameters:
  BucketName:
    type: String
    description: The bucket.
  HadConfiguration:
    type: Boolean
    description: Whether the bucket had an encryption configuration before the repair.
  Encryption:
    type: StringMap
    description: The encryption configuration before the repair.
mainSteps:
  - name: chooseWay
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreEncryption
          Variable: '{{ HadConfiguration }}'
          BooleanEquals: true
      Default: removeEncryption
  - name: restoreEncryption
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketEncryption
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      ServerSideEncryptionConfiguration: '{{ Encryption }}'
    isEnd: true
  - name: removeEncryption
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: DeleteBucketEncryption
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
          "s3:PutEncryptionConfiguration"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "s3:PutEncryptionConfiguration"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "PutBucketEncryption",
      "DeleteBucketEncryption",
      "CreateBucket"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepBucketEncryption",
          "Effect": "Deny",
          "Action": [
            "s3:PutEncryptionConfiguration"
          ],
          "Resource": "arn:*:s3:::*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let buckets = Resources.*[ Type == 'AWS::S3::Bucket' ]\n\nrule s3_bucket_encrypted_with_kms when %buckets !empty {\n  %buckets.Properties.BucketEncryption.ServerSideEncryptionConfiguration[*] {\n    ServerSideEncryptionByDefault.SSEAlgorithm in ['aws:kms', 'aws:kms:dsse']\n      <<The bucket must encrypt new objects with a KMS key.>>\n  }\n}\n"
    },
    "cloudFormation": {
      "property": "BucketEncryption.ServerSideEncryptionConfiguration",
      "example": "BucketEncryption:\n  ServerSideEncryptionConfiguration:\n    - ServerSideEncryptionByDefault:\n        SSEAlgorithm: aws:kms\n      BucketKeyEnabled: true\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_s3_bucket_server_side_encryption_configuration, rule.apply_server_side_encryption_by_default",
      "example": "resource \"aws_s3_bucket_server_side_encryption_configuration\" \"example\" {\n  bucket = aws_s3_bucket.example.id\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = \"aws:kms\"\n    }\n    bucket_key_enabled = true\n  }\n}\n",
      "kind": "property"
    }
  },
  readme: `# S3.17: default encryption with a KMS key

## What it checks

A bucket is compliant when its default encryption is \`aws:kms\` or \`aws:kms:dsse\`, with any key. A bucket without a configuration counts as \`AES256\`, because S3 has encrypted every new object with its own keys since January 2023.

Findings of S3.4, which asked for any default encryption and was retired, are taken as findings of this control.

## What the repair changes

The default encryption becomes \`aws:kms\` with an S3 Bucket Key. The key is the one that the parameter \`kmsKeyId\` names: a key id, a key ARN or an alias. Without the parameter it is the account's AWS managed key \`aws/s3\`. Blocked encryption types stay as they are. Objects that are there already stay encrypted as they are.

## Undo

The earlier configuration comes back whole. When none was stored, it is deleted. On AWS a bucket always shows a configuration, and deleting it leads to \`AES256\`; a bucket without one is seen only on stand-ins. Objects written in between stay encrypted with the KMS key.

## Permissions

Repair and undo may do one thing: \`s3:PutEncryptionConfiguration\` on this bucket. S3 asks for it to delete the configuration too. No permission on the key is needed to name it.

## Limits

- S3 does not try the key when it is named. Writers and readers need \`kms:GenerateDataKey\` and \`kms:Decrypt\` on it; those who lack them are refused from then on, for new objects.
- Objects under the AWS managed key cannot be shared with other accounts. Name a key of your own for such buckets.
- Keys live in one Region. To serve several, name an alias that exists in each. S3 looks an alias up in the account of whoever makes the request, so a bucket that other accounts write to needs the ARN of its key.
- Services that cannot write with KMS, such as S3 server access logging, fail to deliver into the bucket. Give log buckets an exception.
`,
};
