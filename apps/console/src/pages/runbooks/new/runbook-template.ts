/** A runbook to start from: one step that reads and one that changes, without a fault of the rules. */
export const RUNBOOK_TEMPLATE = `schemaVersion: '0.3'
description: Turns versioning of a bucket on, unless it is on already.
parameters:
  Bucket:
    type: String
    description: The name of the bucket.
    allowedPattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$'
mainSteps:
  - name: readVersioning
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: GetBucketVersioning
      Bucket: '{{ Bucket }}'
    outputs:
      - Name: Status
        Selector: $.Status
        Type: String
  - name: isItOn
    action: aws:branch
    inputs:
      Choices:
        - NextStep: turnOn
          Not:
            Variable: '{{ readVersioning.Status }}'
            StringEquals: Enabled
    isEnd: true
  - name: turnOn
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: '{{ Bucket }}'
      VersioningConfiguration:
        Status: Enabled
    isEnd: true
`;

/** All that the template's steps do. */
export const TEMPLATE_PERMISSIONS = `[
  {
    "Action": ["s3:GetBucketVersioning", "s3:PutBucketVersioning"],
    "Resource": "arn:aws:s3:::*"
  }
]`;
