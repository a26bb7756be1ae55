// Generated from packages/controls/src/cloudtrail/multi-region-trail by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../cloudtrail/multi-region-trail/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'cloudtrail/multi-region-trail',
  runbook: `schemaVersion: '0.3'
description: >-
  Starts a multi-Region trail that has stopped, or creates one that logs all management events of all Regions, with a
  bucket of its own where the policy names none.
parameters:
  TrailName:
    type: String
    description: The trail.
  TrailExists:
    type: Boolean
    description: Whether the trail is there and only has to log again.
  BucketName:
    type: String
    description: The bucket that a new trail delivers to. Empty when the trail exists.
  OwnBucketName:
    type: String
    description: The same bucket when the repair makes it. Empty when the policy names a bucket.
  OwnBucketPolicy:
    type: String
    description: The policy of the bucket that the repair makes, as JSON text.
mainSteps:
  - name: chooseRepair
    action: aws:branch
    inputs:
      Choices:
        - NextStep: startLogging
          Variable: '{{ TrailExists }}'
          BooleanEquals: true
        - NextStep: createTrail
          Variable: '{{ OwnBucketName }}'
          StringEquals: ''
  # An earlier repair may have made the bucket: one that failed half-way, or one that was undone.
  - name: findBucket
    action: aws:executeAwsApi
    onFailure: step:chooseRegion
    isCritical: false
    inputs:
      Service: s3
      Api: GetBucketLocation
      Bucket: '{{ OwnBucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
  # A bucket with a policy is finished, and its owner may have changed it since. It is used as it is.
  - name: findBucketPolicy
    action: aws:executeAwsApi
    onFailure: step:blockPublicAccess
    isCritical: false
    inputs:
      Service: s3
      Api: GetBucketPolicy
      Bucket: '{{ OwnBucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
    nextStep: createTrail
  # S3 refuses a location constraint in us-east-1 and demands one everywhere else.
  - name: chooseRegion
    action: aws:branch
    inputs:
      Choices:
        - NextStep: createBucket
          Variable: '{{ global:REGION }}'
          StringEquals: us-east-1
      Default: createBucketInRegion
  - name: createBucket
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: CreateBucket
      Bucket: '{{ OwnBucketName }}'
    nextStep: encryptBucket
  - name: createBucketInRegion
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: CreateBucket
      Bucket: '{{ OwnBucketName }}'
      CreateBucketConfiguration:
        LocationConstraint: '{{ global:REGION }}'
  - name: encryptBucket
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketEncryption
      Bucket: '{{ OwnBucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      ServerSideEncryptionConfiguration:
        Rules:
          - ApplyServerSideEncryptionByDefault:
              SSEAlgorithm: AES256
  - name: blockPublicAccess
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutPublicAccessBlock
      Bucket: '{{ OwnBucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: true
        RestrictPublicBuckets: true
  - name: putBucketPolicy
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketPolicy
      Bucket: '{{ OwnBucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      Policy: '{{ OwnBucketPolicy }}'
  - name: createTrail
    action: aws:executeAwsApi
    inputs:
      Service: cloudtrail
      Api: CreateTrail
      Name: '{{ TrailName }}'
      S3BucketName: '{{ BucketName }}'
      IsMultiRegionTrail: true
      IncludeGlobalServiceEvents: true
      EnableLogFileValidation: true
  - name: startLogging
    action: aws:executeAwsApi
    inputs:
      Service: cloudtrail
      Api: StartLogging
      Name: '{{ TrailName }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Stops a trail that the repair only started, or deletes one that it created. Buckets and logs are kept.
parameters:
  TrailName:
    type: String
    description: The trail.
  WasOnlyStarted:
    type: Boolean
    description: Whether the trail was there before the repair.
mainSteps:
  - name: chooseWay
    action: aws:branch
    inputs:
      Choices:
        - NextStep: stopLogging
          Variable: '{{ WasOnlyStarted }}'
          BooleanEquals: true
      Default: deleteTrail
  - name: stopLogging
    action: aws:executeAwsApi
    inputs:
      Service: cloudtrail
      Api: StopLogging
      Name: '{{ TrailName }}'
    isEnd: true
  # A deleted trail logs nothing more, so it needs no stop before.
  - name: deleteTrail
    action: aws:executeAwsApi
    inputs:
      Service: cloudtrail
      Api: DeleteTrail
      Name: '{{ TrailName }}'
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
          "s3:GetBucketLocation",
          "s3:GetBucketPolicy",
          "s3:CreateBucket",
          "s3:PutEncryptionConfiguration",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketPolicy"
        ],
        "Resource": "arn:{{Partition}}:s3:::{{input:OwnBucketName}}"
      },
      {
        "Action": [
          "cloudtrail:CreateTrail",
          "cloudtrail:StartLogging"
        ],
        "Resource": "arn:{{Partition}}:cloudtrail:{{Region}}:{{AccountId}}:trail/{{input:TrailName}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "cloudtrail:StopLogging",
          "cloudtrail:DeleteTrail"
        ],
        "Resource": "arn:{{Partition}}:cloudtrail:{{Region}}:{{AccountId}}:trail/{{input:TrailName}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "StopLogging",
      "DeleteTrail",
      "UpdateTrail",
      "PutEventSelectors"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepTrailsLogging",
          "Effect": "Deny",
          "Action": [
            "cloudtrail:StopLogging",
            "cloudtrail:DeleteTrail",
            "cloudtrail:UpdateTrail",
            "cloudtrail:PutEventSelectors"
          ],
          "Resource": "arn:*:cloudtrail:*:*:trail/*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let trails = Resources.*[ Type == 'AWS::CloudTrail::Trail' ]\n\nrule multi_region_cloudtrail_enabled when %trails !empty {\n  %trails.Properties.IsMultiRegionTrail == true\n    <<The trail must record every Region: set IsMultiRegionTrail to true.>>\n  %trails.Properties.IsLogging == true\n    <<The trail must log: set IsLogging to true.>>\n}\n"
    },
    "cloudFormation": {
      "property": "IsMultiRegionTrail and IsLogging of an AWS::CloudTrail::Trail",
      "example": "IsLogging: true\nIsMultiRegionTrail: true\nIncludeGlobalServiceEvents: true\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_cloudtrail, is_multi_region_trail",
      "example": "resource \"aws_cloudtrail\" \"example\" {\n  enable_logging                = true\n  is_multi_region_trail         = true\n  include_global_service_events = true\n}\n",
      "kind": "property"
    }
  },
  readme: `# CloudTrail.1: a multi-Region trail

## What it checks

An account is compliant when at least one multi-Region trail is logging and records all management events, reads and writes. A trail of the organization counts for each of its accounts. A trail that leaves out events, such as those of KMS or the RDS Data API, does not count. The account is judged once, in the home Region of its partition (us-east-1, us-gov-west-1, cn-north-1).

## What the repair changes

When such a trail is there and only stopped, it is started. Nothing else happens then.

Otherwise a trail is created and started: for all Regions, with the events of global services and with log file validation. Its name is the parameter \`trailName\`, or \`trueup-trail-<account>\`.

It delivers into the bucket that the parameter \`bucketName\` names. That bucket may be in another account; it must let CloudTrail write, and is never changed. Without the parameter the bucket is \`trueup-trail-<account>\`, and the repair makes it: encrypted, closed to the public, and with a policy that lets this one trail write and demands TLS. When a bucket of that name is in the account already and has a policy, it is used as it is.

## Undo

A trail that was only started is stopped. A trail that was created is deleted, which ends its logging. The bucket and the logs in it are kept: they are evidence. Delete them by hand once nobody needs them.

## Permissions

The repair may create and start this one trail, and make, look at and set up its own bucket. On a bucket that the policy names it may do nothing. The undo may stop and delete this one trail.

## Limits

- A stopped trail is started only from its home Region and by the account that owns it. With its home elsewhere, or when it is the organization's, the repair creates a second trail.
- Trails that are there are never changed. One that records too little stays as it is, and a second trail is created beside it. CloudTrail charges for each copy of management events but the first.
- A trail of the organization that does not show this account what it records leaves the account undetermined: neither a finding nor a repair.
- When another trail of that name is in the home Region, CloudTrail refuses and the repair fails. Set \`trailName\`.
- When the name of the bucket is taken by a stranger, the repair fails before anything is delivered there. Set \`bucketName\`.
- The trail is encrypted with the keys of S3 and is not sent to CloudWatch Logs. The bucket has no versioning, access log or life cycle.
`,
};
