// Generated from packages/controls/src/tags/required-tags-present by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../tags/required-tags-present/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'tags/required-tags-present',
  runbook: `schemaVersion: '0.3'
description: Adds missing tags to an instance or a bucket. Tags that are there keep their values.
parameters:
  ResourceType:
    type: String
    allowedValues:
      - AWS::EC2::Instance
      - AWS::S3::Bucket
  ResourceId:
    type: String
    description: The id of the instance or the name of the bucket.
  TagsWithoutValue:
    type: String
    description: Missing tags whose value the policy does not say. Anything there refuses the run.
    allowedValues:
      - none
  MissingTags:
    type: MapList
    description: The tags to add.
    minItems: 1
  AllTags:
    type: MapList
    description: The tags that are there and the tags to add. A bucket's tags are replaced as a whole.
mainSteps:
  - name: chooseService
    action: aws:branch
    inputs:
      Choices:
        - NextStep: tagBucket
          Variable: '{{ ResourceType }}'
          StringEquals: AWS::S3::Bucket
      Default: tagInstance
  - name: tagInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: CreateTags
      Resources:
        - '{{ ResourceId }}'
      Tags: '{{ MissingTags }}'
    isEnd: true
  - name: tagBucket
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketTagging
      Bucket: '{{ ResourceId }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      Tagging:
        TagSet: '{{ AllTags }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Takes the added tags from an instance, or gives a bucket the set of tags it had.
parameters:
  ResourceType:
    type: String
    allowedValues:
      - AWS::EC2::Instance
      - AWS::S3::Bucket
  ResourceId:
    type: String
    description: The id of the instance or the name of the bucket.
  AddedTags:
    type: MapList
    description: The tags that the repair added. One that has another value by now is left alone.
    minItems: 1
  HadTags:
    type: Boolean
    description: Whether the resource had tags. S3 takes no empty set.
  PreviousTags:
    type: MapList
    description: The tags it had.
mainSteps:
  - name: chooseService
    action: aws:branch
    inputs:
      Choices:
        - NextStep: untagInstance
          Variable: '{{ ResourceType }}'
          StringEquals: AWS::EC2::Instance
        - NextStep: restoreBucketTags
          Variable: '{{ HadTags }}'
          BooleanEquals: true
      Default: deleteBucketTags
  - name: untagInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DeleteTags
      Resources:
        - '{{ ResourceId }}'
      Tags: '{{ AddedTags }}'
    isEnd: true
  - name: restoreBucketTags
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketTagging
      Bucket: '{{ ResourceId }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      Tagging:
        TagSet: '{{ PreviousTags }}'
    isEnd: true
  - name: deleteBucketTags
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: DeleteBucketTagging
      Bucket: '{{ ResourceId }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
    isEnd: true
`,
  permissions: {
    "detect": [
      "ec2:DescribeInstances",
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
          "ec2:CreateTags"
        ],
        "Resource": "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:instance/{{ResourceId}}"
      },
      {
        "Action": [
          "s3:PutBucketTagging"
        ],
        "Resource": "arn:{{Partition}}:s3:::{{ResourceId}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "ec2:DeleteTags"
        ],
        "Resource": "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:instance/{{ResourceId}}"
      },
      {
        "Action": [
          "s3:PutBucketTagging"
        ],
        "Resource": "arn:{{Partition}}:s3:::{{ResourceId}}"
      }
    ]
  },
  prevention: {
    "causes": [
      "DeleteTags",
      "DeleteBucketTagging",
      "PutBucketTagging",
      "UntagResource",
      "RunInstances",
      "CreateBucket"
    ],
    "serviceControlPolicy": {
      "kind": "none",
      "reason": "Which tags are required is said in Trueup's policy, so no text fits all; a tag policy of AWS Organizations keeps their values."
    },
    "guard": {
      "kind": "rule",
      "text": "let tagged = Resources.*[ Type in ['AWS::EC2::Instance', 'AWS::S3::Bucket'] ]\n\nrule tags_present when %tagged !empty {\n  %tagged.Properties.Tags !empty\n    <<The resource must carry the tags that are required.>>\n}\n"
    },
    "cloudFormation": {
      "property": "Tags",
      "example": "Tags:\n  - Key: Owner\n    Value: payments\n",
      "kind": "property"
    },
    "terraform": {
      "property": "tags, or default_tags of the provider",
      "example": "provider \"aws\" {\n  default_tags {\n    tags = {\n      Owner = \"payments\"\n    }\n  }\n}\n",
      "kind": "property"
    }
  },
  readme: `# Trueup.Tags.1: required tags are present

## What it checks

EC2 instances and S3 buckets must carry every tag that the policy names. Keys are compared exactly; any value will do, an empty one too. While the policy requires no tags, the control is not applicable.

\`\`\`yaml
parameters:
  Trueup.Tags.1:
    requiredTags:
      environment: production
      owner: null
\`\`\`

A tag with a value is given that value where it is missing. A tag with \`null\` must be there, but only a person knows its value.

## What the repair changes

Missing tags are added. A tag that is there keeps its value, whatever it is. S3 only replaces a bucket's tags as a whole, so the repair writes the tags that it read together with the missing ones.

If a tag with \`null\` is missing, the repair is refused before anything is changed, and the finding names the tag: half a repair would leave the resource non-compliant. Set that tag by hand; the others can then be added.

## Undo

An instance loses the tags that the repair added, each only if it still has the value that the repair gave it. A bucket gets exactly the set of tags that it had, none if it had none.

## Permissions

The repair may tag this one instance or this one bucket. The undo may take tags from the instance, or set those of the bucket. S3 grants setting and deleting a bucket's tags by one action. To see that nothing else changed, every part of a bucket that Trueup reads is read again, so detection needs these reads too.

## Limits

- AWS allows 50 tags on a resource. A request for more is refused and nothing is changed.
- Tags can grant access where policies have conditions on them. Know such policies before a tag is set automatically.
- Between reading a bucket and writing its tags, someone else's change to its tags can be overwritten. The bucket is read again right before the change, which leaves well under a second.
- Tags of an instance's volumes and network interfaces are not looked at.
`,
};
