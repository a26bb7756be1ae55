// Generated from packages/controls/src/ec2/no-ssh-from-anywhere by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../ec2/no-ssh-from-anywhere/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'ec2/no-ssh-from-anywhere',
  runbook: `schemaVersion: '0.3'
description: Revokes the inbound rules of a security group that open SSH to every address. Other rules stay.
parameters:
  GroupId:
    type: String
    description: The security group.
    allowedPattern: ^sg-[0-9a-f]+$
  SecurityGroupRuleIds:
    type: StringList
    description: The offending rules.
    minItems: 1
mainSteps:
  - name: revokeOpenRules
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: RevokeSecurityGroupIngress
      GroupId: '{{ GroupId }}'
      SecurityGroupRuleIds: '{{ SecurityGroupRuleIds }}'
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Makes the revoked inbound rules of a security group again.
parameters:
  GroupId:
    type: String
    description: The security group.
    allowedPattern: ^sg-[0-9a-f]+$
  IpPermissions:
    type: MapList
    description: The revoked rules.
    minItems: 1
  TagSpecifications:
    type: MapList
    description: The tags that all revoked rules had.
mainSteps:
  - name: restoreRules
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: AuthorizeSecurityGroupIngress
      GroupId: '{{ GroupId }}'
      IpPermissions: '{{ IpPermissions }}'
      TagSpecifications: '{{ TagSpecifications }}'
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
          "ec2:RevokeSecurityGroupIngress"
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
          "ec2:AuthorizeSecurityGroupIngress"
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
            "ec2:CreateAction": "AuthorizeSecurityGroupIngress"
          }
        }
      }
    ]
  },
  prevention: {
    "causes": [
      "AuthorizeSecurityGroupIngress",
      "ModifySecurityGroupRules",
      "CreateSecurityGroup"
    ],
    "serviceControlPolicy": {
      "kind": "none",
      "reason": "IAM has no condition key for the ports and addresses of a rule, so a policy would deny every rule of every group."
    },
    "guard": {
      "kind": "rule",
      "text": "let groups = Resources.*[ Type == 'AWS::EC2::SecurityGroup' Properties.SecurityGroupIngress exists ]\nlet from_anywhere = %groups.Properties.SecurityGroupIngress[\n  CidrIp == '0.0.0.0/0' or CidrIpv6 == '::/0'\n]\n\nrule no_ssh_from_anywhere when %from_anywhere !empty {\n  %from_anywhere {\n    IpProtocol != '-1'\n    when IpProtocol in ['tcp', '6', 6] {\n      FromPort > 22 or ToPort < 22\n        <<TCP port 22 must not be open to every address.>>\n    }\n  }\n}\n"
    },
    "cloudFormation": {
      "property": "SecurityGroupIngress[].CidrIp and CidrIpv6",
      "example": "SecurityGroupIngress:\n  - IpProtocol: tcp\n    FromPort: 22\n    ToPort: 22\n    CidrIp: 10.0.0.0/8\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_vpc_security_group_ingress_rule, cidr_ipv4 and cidr_ipv6",
      "example": "resource \"aws_vpc_security_group_ingress_rule\" \"example\" {\n  security_group_id = aws_security_group.example.id\n  ip_protocol       = \"tcp\"\n  from_port         = 22\n  to_port           = 22\n  cidr_ipv4         = \"10.0.0.0/8\"\n}\n",
      "kind": "property"
    }
  },
  readme: `# EC2.13: no SSH from anywhere

## What it checks

A security group is non-compliant when an inbound rule lets \`0.0.0.0/0\` or \`::/0\` reach TCP port 22: protocol \`tcp\` (or \`6\`) with a port range that contains 22, or protocol \`-1\`, which is all traffic. Rules for a narrower range, a prefix list or another security group are not looked at, nor are outbound rules.

## What the repair changes

Only the offending rules are revoked, by their rule ids. Every other rule stays, one that opens port 22 to a narrower range included.

A rule is revoked whole. A rule for ports 0 to 1024, or for all traffic, also opened other ports, and these close with it. The plan shows each rule.

Sessions that are already open may go on: EC2 keeps tracked connections until they end.

## Undo

The revoked rules are made again with the same protocol, ports, source and description. They get new rule ids. One request gives all its rules the same tags, so where the revoked rules carried different tags only the tags they had in common come back. The undo plan shows what each rule will read.

## Permissions

The repair may revoke inbound rules of this one security group. The undo may add inbound rules to it and tag them while they are made. EC2 has no condition that narrows this to single rules.

## Limits

- A prefix list that contains \`0.0.0.0/0\` is not seen, nor are two rules such as \`0.0.0.0/1\` and \`128.0.0.0/1\` that together cover everything.
- Whether anything uses the group, and whether a route to the internet exists, is not looked at.
- SSH on another port than 22 is not looked at.
`,
};
