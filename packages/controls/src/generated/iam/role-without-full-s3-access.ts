// Generated from packages/controls/src/iam/role-without-full-s3-access by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../iam/role-without-full-s3-access/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'iam/role-without-full-s3-access',
  runbook: `schemaVersion: '0.3'
description: >-
  Takes full S3 access from a role: sets customer managed policies back to another version, detaches policies, and
  deletes inline policies. Each kind of step stands here three times; an empty parameter leaves one out.
parameters:
  RoleName:
    type: String
    description: The role.
  SetBackPolicy1:
    type: String
    description: Path and name of a policy that goes back to another version, or empty.
  SetBackVersion1:
    type: String
    description: The version that becomes its default.
  SetBackPolicy2:
    type: String
    description: Path and name of a policy that goes back to another version, or empty.
  SetBackVersion2:
    type: String
    description: The version that becomes its default.
  SetBackPolicy3:
    type: String
    description: Path and name of a policy that goes back to another version, or empty.
  SetBackVersion3:
    type: String
    description: The version that becomes its default.
  DetachArn1:
    type: String
    description: ARN of a policy to detach, or empty.
  DetachArn2:
    type: String
    description: ARN of a policy to detach, or empty.
  DetachArn3:
    type: String
    description: ARN of a policy to detach, or empty.
  DeleteInline1:
    type: String
    description: Name of an inline policy to delete, or empty.
  DeleteInline2:
    type: String
    description: Name of an inline policy to delete, or empty.
  DeleteInline3:
    type: String
    description: Name of an inline policy to delete, or empty.
mainSteps:
  - name: chooseSetBack1
    action: aws:branch
    inputs:
      Choices:
        - NextStep: setBack1
          Not:
            Variable: '{{ SetBackPolicy1 }}'
            StringEquals: ''
      Default: chooseDetach1
  - name: setBack1
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: SetDefaultPolicyVersion
      PolicyArn: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:policy/{{ SetBackPolicy1 }}'
      VersionId: '{{ SetBackVersion1 }}'
  - name: chooseSetBack2
    action: aws:branch
    inputs:
      Choices:
        - NextStep: setBack2
          Not:
            Variable: '{{ SetBackPolicy2 }}'
            StringEquals: ''
      Default: chooseDetach1
  - name: setBack2
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: SetDefaultPolicyVersion
      PolicyArn: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:policy/{{ SetBackPolicy2 }}'
      VersionId: '{{ SetBackVersion2 }}'
  - name: chooseSetBack3
    action: aws:branch
    inputs:
      Choices:
        - NextStep: setBack3
          Not:
            Variable: '{{ SetBackPolicy3 }}'
            StringEquals: ''
      Default: chooseDetach1
  - name: setBack3
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: SetDefaultPolicyVersion
      PolicyArn: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:policy/{{ SetBackPolicy3 }}'
      VersionId: '{{ SetBackVersion3 }}'
  - name: chooseDetach1
    action: aws:branch
    inputs:
      Choices:
        - NextStep: detach1
          Not:
            Variable: '{{ DetachArn1 }}'
            StringEquals: ''
      Default: chooseDeleteInline1
  - name: detach1
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DetachRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyArn: '{{ DetachArn1 }}'
  - name: chooseDetach2
    action: aws:branch
    inputs:
      Choices:
        - NextStep: detach2
          Not:
            Variable: '{{ DetachArn2 }}'
            StringEquals: ''
      Default: chooseDeleteInline1
  - name: detach2
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DetachRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyArn: '{{ DetachArn2 }}'
  - name: chooseDetach3
    action: aws:branch
    inputs:
      Choices:
        - NextStep: detach3
          Not:
            Variable: '{{ DetachArn3 }}'
            StringEquals: ''
      Default: chooseDeleteInline1
  - name: detach3
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DetachRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyArn: '{{ DetachArn3 }}'
  - name: chooseDeleteInline1
    action: aws:branch
    inputs:
      Choices:
        - NextStep: deleteInline1
          Not:
            Variable: '{{ DeleteInline1 }}'
            StringEquals: ''
    isEnd: true
  - name: deleteInline1
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DeleteRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyName: '{{ DeleteInline1 }}'
  - name: chooseDeleteInline2
    action: aws:branch
    inputs:
      Choices:
        - NextStep: deleteInline2
          Not:
            Variable: '{{ DeleteInline2 }}'
            StringEquals: ''
    isEnd: true
  - name: deleteInline2
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DeleteRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyName: '{{ DeleteInline2 }}'
  - name: chooseDeleteInline3
    action: aws:branch
    inputs:
      Choices:
        - NextStep: deleteInline3
          Not:
            Variable: '{{ DeleteInline3 }}'
            StringEquals: ''
    isEnd: true
  - name: deleteInline3
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: DeleteRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyName: '{{ DeleteInline3 }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: >-
  Gives a role back what the repair took: puts inline policies, attaches policies, and makes earlier versions of
  customer managed policies their default again. An empty parameter leaves a step out.
parameters:
  RoleName:
    type: String
    description: The role.
  PutInline1:
    type: String
    description: Name of an inline policy to put back, or empty.
  PutInlineDocument1:
    type: String
    description: Its document, as JSON text.
  PutInline2:
    type: String
    description: Name of an inline policy to put back, or empty.
  PutInlineDocument2:
    type: String
    description: Its document, as JSON text.
  PutInline3:
    type: String
    description: Name of an inline policy to put back, or empty.
  PutInlineDocument3:
    type: String
    description: Its document, as JSON text.
  AttachArn1:
    type: String
    description: ARN of a policy to attach again, or empty.
  AttachArn2:
    type: String
    description: ARN of a policy to attach again, or empty.
  AttachArn3:
    type: String
    description: ARN of a policy to attach again, or empty.
  RestorePolicy1:
    type: String
    description: Path and name of a policy that gets its earlier default version back, or empty.
  RestoreVersion1:
    type: String
    description: That version.
  RestorePolicy2:
    type: String
    description: Path and name of a policy that gets its earlier default version back, or empty.
  RestoreVersion2:
    type: String
    description: That version.
  RestorePolicy3:
    type: String
    description: Path and name of a policy that gets its earlier default version back, or empty.
  RestoreVersion3:
    type: String
    description: That version.
mainSteps:
  - name: choosePutInline1
    action: aws:branch
    inputs:
      Choices:
        - NextStep: putInline1
          Not:
            Variable: '{{ PutInline1 }}'
            StringEquals: ''
      Default: chooseAttach1
  - name: putInline1
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: PutRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyName: '{{ PutInline1 }}'
      PolicyDocument: '{{ PutInlineDocument1 }}'
  - name: choosePutInline2
    action: aws:branch
    inputs:
      Choices:
        - NextStep: putInline2
          Not:
            Variable: '{{ PutInline2 }}'
            StringEquals: ''
      Default: chooseAttach1
  - name: putInline2
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: PutRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyName: '{{ PutInline2 }}'
      PolicyDocument: '{{ PutInlineDocument2 }}'
  - name: choosePutInline3
    action: aws:branch
    inputs:
      Choices:
        - NextStep: putInline3
          Not:
            Variable: '{{ PutInline3 }}'
            StringEquals: ''
      Default: chooseAttach1
  - name: putInline3
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: PutRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyName: '{{ PutInline3 }}'
      PolicyDocument: '{{ PutInlineDocument3 }}'
  - name: chooseAttach1
    action: aws:branch
    inputs:
      Choices:
        - NextStep: attach1
          Not:
            Variable: '{{ AttachArn1 }}'
            StringEquals: ''
      Default: chooseRestoreVersion1
  - name: attach1
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: AttachRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyArn: '{{ AttachArn1 }}'
  - name: chooseAttach2
    action: aws:branch
    inputs:
      Choices:
        - NextStep: attach2
          Not:
            Variable: '{{ AttachArn2 }}'
            StringEquals: ''
      Default: chooseRestoreVersion1
  - name: attach2
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: AttachRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyArn: '{{ AttachArn2 }}'
  - name: chooseAttach3
    action: aws:branch
    inputs:
      Choices:
        - NextStep: attach3
          Not:
            Variable: '{{ AttachArn3 }}'
            StringEquals: ''
      Default: chooseRestoreVersion1
  - name: attach3
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: AttachRolePolicy
      RoleName: '{{ RoleName }}'
      PolicyArn: '{{ AttachArn3 }}'
  - name: chooseRestoreVersion1
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreVersion1
          Not:
            Variable: '{{ RestorePolicy1 }}'
            StringEquals: ''
    isEnd: true
  - name: restoreVersion1
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: SetDefaultPolicyVersion
      PolicyArn: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:policy/{{ RestorePolicy1 }}'
      VersionId: '{{ RestoreVersion1 }}'
  - name: chooseRestoreVersion2
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreVersion2
          Not:
            Variable: '{{ RestorePolicy2 }}'
            StringEquals: ''
    isEnd: true
  - name: restoreVersion2
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: SetDefaultPolicyVersion
      PolicyArn: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:policy/{{ RestorePolicy2 }}'
      VersionId: '{{ RestoreVersion2 }}'
  - name: chooseRestoreVersion3
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreVersion3
          Not:
            Variable: '{{ RestorePolicy3 }}'
            StringEquals: ''
    isEnd: true
  - name: restoreVersion3
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: SetDefaultPolicyVersion
      PolicyArn: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:policy/{{ RestorePolicy3 }}'
      VersionId: '{{ RestoreVersion3 }}'
    isEnd: true
`,
  permissions: {
    "detect": [
      "iam:GetAccountAuthorizationDetails",
      "iam:GetRole",
      "iam:ListAttachedRolePolicies",
      "iam:ListRolePolicies",
      "iam:GetRolePolicy",
      "iam:ListPolicyVersions",
      "iam:GetPolicyVersion",
      "iam:ListRoleTags"
    ],
    "remediate": [
      {
        "Action": [
          "iam:SetDefaultPolicyVersion"
        ],
        "Resource": [
          "arn:{{Partition}}:iam::{{AccountId}}:policy/{{input:SetBackPolicy1}}",
          "arn:{{Partition}}:iam::{{AccountId}}:policy/{{input:SetBackPolicy2}}",
          "arn:{{Partition}}:iam::{{AccountId}}:policy/{{input:SetBackPolicy3}}"
        ]
      },
      {
        "Action": [
          "iam:DetachRolePolicy"
        ],
        "Resource": "{{ResourceArn}}",
        "Condition": {
          "StringLike": {
            "iam:PolicyARN": [
              "{{input:DetachArn1}}",
              "{{input:DetachArn2}}",
              "{{input:DetachArn3}}"
            ]
          }
        }
      },
      {
        "Action": [
          "iam:DeleteRolePolicy"
        ],
        "Resource": "{{ResourceArn}}"
      }
    ],
    "undo": [
      {
        "Action": [
          "iam:PutRolePolicy"
        ],
        "Resource": "{{ResourceArn}}"
      },
      {
        "Action": [
          "iam:AttachRolePolicy"
        ],
        "Resource": "{{ResourceArn}}",
        "Condition": {
          "StringLike": {
            "iam:PolicyARN": [
              "{{input:AttachArn1}}",
              "{{input:AttachArn2}}",
              "{{input:AttachArn3}}"
            ]
          }
        }
      },
      {
        "Action": [
          "iam:SetDefaultPolicyVersion"
        ],
        "Resource": [
          "arn:{{Partition}}:iam::{{AccountId}}:policy/{{input:RestorePolicy1}}",
          "arn:{{Partition}}:iam::{{AccountId}}:policy/{{input:RestorePolicy2}}",
          "arn:{{Partition}}:iam::{{AccountId}}:policy/{{input:RestorePolicy3}}"
        ]
      }
    ]
  },
  prevention: {
    "causes": [
      "AttachRolePolicy",
      "PutRolePolicy",
      "SetDefaultPolicyVersion",
      "CreatePolicyVersion",
      "CreateRole"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "NoFullS3AccessForRoles",
          "Effect": "Deny",
          "Action": [
            "iam:AttachRolePolicy"
          ],
          "Resource": "arn:*:iam::*:role/*",
          "Condition": {
            "ArnLike": {
              "iam:PolicyARN": [
                "arn:*:iam::aws:policy/AmazonS3FullAccess",
                "arn:*:iam::aws:policy/AdministratorAccess"
              ]
            }
          }
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let roles = Resources.*[ Type == 'AWS::IAM::Role' Properties.ManagedPolicyArns exists ]\n\nrule iam_role_without_full_s3_access when %roles !empty {\n  %roles.Properties.ManagedPolicyArns[*] != /policy\\/(AmazonS3FullAccess|AdministratorAccess)$/\n    <<A role must name the buckets and actions that it needs.>>\n}\n"
    },
    "cloudFormation": {
      "property": "ManagedPolicyArns and Policies",
      "example": "Policies:\n  - PolicyName: read-invoices\n    PolicyDocument:\n      Version: '2012-10-17'\n      Statement:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource: !Sub 'arn:${AWS::Partition}:s3:::invoices/*'\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_iam_role_policy_attachment and aws_iam_role_policy",
      "example": "resource \"aws_iam_role_policy\" \"example\" {\n  role = aws_iam_role.example.id\n  policy = jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{\n      Effect   = \"Allow\"\n      Action   = \"s3:GetObject\"\n      Resource = \"${aws_s3_bucket.example.arn}/*\"\n    }]\n  })\n}\n",
      "kind": "property"
    }
  },
  readme: `# Trueup.IAM.1: no full access to S3

## What it checks

A role is non-compliant when one of its policies, by itself, allows every S3 action on every bucket and object:

- an attached customer managed policy, by the document of its default version;
- an inline policy;
- an attached AWS managed policy out of a fixed list, among them \`AmazonS3FullAccess\`, \`PowerUserAccess\` and \`AdministratorAccess\`.

\`s3:*\` and \`*\` count, wildcards that come to the same, and \`NotAction\` without S3 in it. Service-linked roles are not read. Roles that IAM Identity Center keeps under \`/aws-reserved/\` are not applicable: their permission set is the place to change.

## What the repair changes

- A customer managed policy goes back to an earlier version. The parameter \`approvedPolicyVersions\` names the version last approved, by policy ARN. Where it names none for a policy, the newest other version that does not grant full access is taken.
- When there is no such version, and for AWS managed policies, the policy is detached from this role. The policy itself stays.
- An inline policy is deleted. Its document is in the plan and in the record.

Whatever relied on the access loses it: with an AWS managed policy all else that it allowed, too. No narrower policy is put in its place.

## Undo

Inline policies are put back, policies are attached again, and customer managed policies get back the default version that they had.

## Permissions

The repair may set the default version of the policies in the plan, detach just the policies in the plan from this one role, and delete inline policies of this one role. The undo may do the reverse. IAM has no condition on the name or the text of an inline policy, so the undo's permission to put one is bounded by the role only.

## Limits

- A customer managed policy may be attached to other roles, users and groups. Setting it back changes what all of them may do.
- One execution handles up to three policies of each kind: set back, detached, deleted. A role with more stays non-compliant, the verification says so, and the next plan handles the rest.
- Each statement is judged by itself. Access pieced together from several statements, access under a \`Condition\`, and statements with \`NotResource\` are not seen. \`Deny\` statements, permissions boundaries and organization policies that take the access away again are not looked at.
- AWS changes its managed policies. The list holds those that granted full access in March 2026.
- A version in \`approvedPolicyVersions\` that is gone or that grants full access itself is not used: the policy is detached.
- The undo fails when a policy, or the version that was its default, was deleted in between.
`,
};
