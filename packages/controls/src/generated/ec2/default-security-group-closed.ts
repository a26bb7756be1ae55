// Generated from packages/controls/src/ec2/default-security-group-closed by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../ec2/default-security-group-closed/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'ec2/default-security-group-closed',
  runbook: `schemaVersion: '0.3'
description: Revokes all rules of the default security group of a VPC.
parameters:
  GroupId:
    type: String
    description: The default security group.
    allowedPattern: ^sg-[0-9a-f]+$
  HasInbound:
    type: Boolean
    description: Whether there are inbound rules. EC2 refuses an empty list.
  InboundRuleIds:
    type: StringList
    description: The inbound rules.
  HasOutbound:
    type: Boolean
    description: Whether there are outbound rules.
  OutboundRuleIds:
    type: StringList
    description: The outbound rules.
mainSteps:
  - name: chooseInbound
    action: aws:branch
    inputs:
      Choices:
        - NextStep: revokeInbound
          Variable: '{{ HasInbound }}'
          BooleanEquals: true
      Default: chooseOutbound
  - name: revokeInbound
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: RevokeSecurityGroupIngress
      GroupId: '{{ GroupId }}'
      SecurityGroupRuleIds: '{{ InboundRuleIds }}'
  - name: chooseOutbound
    action: aws:branch
    inputs:
      Choices:
        - NextStep: revokeOutbound
          Variable: '{{ HasOutbound }}'
          BooleanEquals: true
    isEnd: true
  - name: revokeOutbound
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: RevokeSecurityGroupEgress
      GroupId: '{{ GroupId }}'
      SecurityGroupRuleIds: '{{ OutboundRuleIds }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Makes the revoked rules of the default security group of a VPC again.
parameters:
  GroupId:
    type: String
    description: The default security group.
    allowedPattern: ^sg-[0-9a-f]+$
  HasInbound:
    type: Boolean
    description: Whether there were inbound rules. EC2 refuses an empty list.
  InboundPermissions:
    type: MapList
    description: The inbound rules.
  InboundTagSpecifications:
    type: MapList
    description: The tags that all inbound rules had.
  HasOutbound:
    type: Boolean
    description: Whether there were outbound rules.
  OutboundPermissions:
    type: MapList
    description: The outbound rules.
  OutboundTagSpecifications:
    type: MapList
    description: The tags that all outbound rules had.
mainSteps:
  - name: chooseInbound
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreInbound
          Variable: '{{ HasInbound }}'
          BooleanEquals: true
      Default: chooseOutbound
  - name: restoreInbound
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: AuthorizeSecurityGroupIngress
      GroupId: '{{ GroupId }}'
      IpPermissions: '{{ InboundPermissions }}'
      TagSpecifications: '{{ InboundTagSpecifications }}'
  - name: chooseOutbound
    action: aws:branch
    inputs:
      Choices:
        - NextStep: restoreOutbound
          Variable: '{{ HasOutbound }}'
          BooleanEquals: true
    isEnd: true
  - name: restoreOutbound
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: AuthorizeSecurityGroupEgress
      GroupId: '{{ GroupId }}'
      IpPermissions: '{{ OutboundPermissions }}'
      TagSpecifications: '{{ OutboundTagSpecifications }}'
    isEnd: true
`,
  permissions: {
    "detect": [
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSecurityGroupRules"
    ],
    "remediate": [
      {
        "Action": [
          "ec2:RevokeSecurityGroupIngress",
          "ec2:RevokeSecurityGroupEgress"
        ],
        "Resource": [
          "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:security-group/{{ResourceId}}",
          "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:security-group-rule/*"
        ]
      }
    ],
    "undo": [
      {
        "Action": [
          "ec2:AuthorizeSecurityGroupIngress",
          "ec2:AuthorizeSecurityGroupEgress"
        ],
        "Resource": [
          "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:security-group/{{ResourceId}}",
          "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:security-group-rule/*"
        ]
      },
      {
        "Action": [
          "ec2:CreateTags"
        ],
        "Resource": "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:security-group-rule/*",
        "Condition": {
          "StringEquals": {
            "ec2:CreateAction": [
              "AuthorizeSecurityGroupIngress",
              "AuthorizeSecurityGroupEgress"
            ]
          }
        }
      }
    ]
  },
  prevention: {
    "causes": [
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "CreateVpc"
    ],
    "serviceControlPolicy": {
      "kind": "none",
      "reason": "IAM has no condition key that tells the default group of a VPC from others, so a policy would deny the rules of every group."
    },
    "guard": {
      "kind": "rule",
      "text": "let rules = Resources.*[\n  Type in ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']\n  Properties.GroupId.'Fn::GetAtt' exists\n]\n\nrule vpc_default_security_group_closed when %rules !empty {\n  %rules.Properties.GroupId.'Fn::GetAtt'[1] != 'DefaultSecurityGroup'\n    <<The default security group of a VPC must have no rules.>>\n}\n"
    },
    "cloudFormation": {
      "kind": "none",
      "reason": "CloudFormation cannot take rules away from the default group of a VPC; remove the AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress that name it."
    },
    "terraform": {
      "property": "aws_default_security_group without ingress and egress",
      "example": "resource \"aws_default_security_group\" \"example\" {\n  vpc_id = aws_vpc.example.id\n}\n",
      "kind": "property"
    }
  },
  readme: `# EC2.2: the default security group is closed

## What it checks

A VPC's \`default\` security group is non-compliant when it has any rule, inbound or outbound. Groups with another name are not applicable.

## What the repair changes

All inbound and all outbound rules of the group are revoked, by their rule ids. The group itself stays: AWS does not let anyone delete it. Whatever is still in the group loses its network access, so move it to a group of its own first. The repair does not look for such resources.

## Undo

All rules are made again: ranges of IPv4 and IPv6, prefix lists, other groups and the group's reference to itself, each with its description. They get new rule ids. One request gives all its rules the same tags, so only the tags that all rules of a direction had in common come back. The undo plan shows what each rule will read.

## Permissions

The repair may revoke rules of this one group. The undo may add rules to it and tag them while they are made.

## Limits

- A rule that refers to a group in a peered VPC comes back only while the peering stands.
- A repair that fails between its two requests leaves the group without inbound rules and with outbound ones. Planning again finishes it.
`,
};
