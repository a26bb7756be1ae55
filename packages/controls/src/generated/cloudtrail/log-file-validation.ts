// Generated from packages/controls/src/cloudtrail/log-file-validation by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../cloudtrail/log-file-validation/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'cloudtrail/log-file-validation',
  runbook: `schemaVersion: '0.3'
description: Turns on log file validation of a trail.
parameters:
  TrailName:
    type: String
    description: The trail, in its home Region.
mainSteps:
  - name: enableValidation
    action: aws:executeAwsApi
    inputs:
      Service: cloudtrail
      Api: UpdateTrail
      Name: '{{ TrailName }}'
      EnableLogFileValidation: true
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Turns off log file validation of a trail.
parameters:
  TrailName:
    type: String
    description: The trail, in its home Region.
mainSteps:
  - name: disableValidation
    action: aws:executeAwsApi
    inputs:
      Service: cloudtrail
      Api: UpdateTrail
      Name: '{{ TrailName }}'
      EnableLogFileValidation: false
    isEnd: true
`,
  permissions: {
    "detect": [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:ListTags"
    ],
    "remediate": [
      {
        "Action": [
          "cloudtrail:UpdateTrail"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "cloudtrail:UpdateTrail"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "UpdateTrail",
      "CreateTrail"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "KeepTrailAsItIs",
          "Effect": "Deny",
          "Action": [
            "cloudtrail:UpdateTrail"
          ],
          "Resource": "arn:*:cloudtrail:*:*:trail/*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let trails = Resources.*[ Type == 'AWS::CloudTrail::Trail' ]\n\nrule cloudtrail_log_file_validation_enabled when %trails !empty {\n  %trails.Properties.EnableLogFileValidation == true\n    <<The trail must write digest files: set EnableLogFileValidation to true.>>\n}\n"
    },
    "cloudFormation": {
      "property": "EnableLogFileValidation",
      "example": "EnableLogFileValidation: true\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_cloudtrail, enable_log_file_validation",
      "example": "resource \"aws_cloudtrail\" \"example\" {\n  enable_log_file_validation = true\n}\n",
      "kind": "property"
    }
  },
  readme: `# CloudTrail.4: log file validation

## What it checks

A trail is compliant when log file validation is on. A trail is judged once, in its home Region. A trail of the organization is judged in the account that owns it.

## What the repair changes

Log file validation is turned on. CloudTrail then writes a signed digest every hour, into the same bucket. Nothing else of the trail changes, and logging is not interrupted.

## Undo

Log file validation is turned off. Digests that were written stay in the bucket.

## Permissions

Repair and undo may do one thing: \`cloudtrail:UpdateTrail\` on this trail.

## Limits

- Log files written before the repair have no digest and cannot be validated later.
- Turning it on proves nothing by itself. Someone has to run \`aws cloudtrail validate-logs\`.
- The bucket must let CloudTrail write under \`AWSLogs/<account>/CloudTrail-Digest/\`. A bucket policy that names single prefixes may not.
`,
};
