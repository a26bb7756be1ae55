// Generated from packages/controls/src/ec2/instance-without-public-ip by `npm run generate`. Do not edit.
import type { LibraryEntry } from '@trueup/core';
import { control } from '../../ec2/instance-without-public-ip/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: 'ec2/instance-without-public-ip',
  runbook: `schemaVersion: '0.3'
description: Stops an instance that has a public address, and waits until it has stopped.
parameters:
  InstanceId:
    type: AWS::EC2::Instance::Id
    description: The instance.
mainSteps:
  - name: stopInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StopInstances
      InstanceIds:
        - '{{ InstanceId }}'
  - name: waitUntilStopped
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 1800
    inputs:
      Service: ec2
      Api: DescribeInstances
      InstanceIds:
        - '{{ InstanceId }}'
      PropertySelector: $.Reservations[0].Instances[0].State.Name
      DesiredValues:
        - stopped
    isEnd: true
`,
  undoRunbook: `schemaVersion: '0.3'
description: Starts the instance again, and waits until it runs.
parameters:
  InstanceId:
    type: AWS::EC2::Instance::Id
    description: The instance.
mainSteps:
  - name: startInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StartInstances
      InstanceIds:
        - '{{ InstanceId }}'
  - name: waitUntilRunning
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 1800
    inputs:
      Service: ec2
      Api: DescribeInstances
      InstanceIds:
        - '{{ InstanceId }}'
      PropertySelector: $.Reservations[0].Instances[0].State.Name
      DesiredValues:
        - running
    isEnd: true
`,
  permissions: {
    "detect": [
      "ec2:DescribeInstances"
    ],
    "remediate": [
      {
        "Action": [
          "ec2:StopInstances"
        ],
        "Resource": "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:instance/{{ResourceId}}"
      },
      {
        "Action": [
          "ec2:DescribeInstances"
        ],
        "Resource": "*"
      }
    ],
    "undo": [
      {
        "Action": [
          "ec2:StartInstances"
        ],
        "Resource": "arn:{{Partition}}:ec2:{{Region}}:{{AccountId}}:instance/{{ResourceId}}"
      },
      {
        "Action": [
          "ec2:DescribeInstances"
        ],
        "Resource": "*"
      }
    ]
  },
  prevention: {
    "causes": [
      "RunInstances",
      "AssociateAddress",
      "StartInstances"
    ],
    "serviceControlPolicy": {
      "kind": "policy",
      "statements": [
        {
          "Sid": "NoPublicAddressAtLaunch",
          "Effect": "Deny",
          "Action": [
            "ec2:RunInstances"
          ],
          "Resource": "arn:*:ec2:*:*:network-interface/*",
          "Condition": {
            "Bool": {
              "ec2:AssociatePublicIpAddress": "true"
            }
          }
        },
        {
          "Sid": "NoElasticAddress",
          "Effect": "Deny",
          "Action": [
            "ec2:AssociateAddress"
          ],
          "Resource": "*"
        }
      ]
    },
    "guard": {
      "kind": "rule",
      "text": "let instances = Resources.*[ Type == 'AWS::EC2::Instance' ]\n\nrule ec2_instance_no_public_ip when %instances !empty {\n  %instances.Properties.NetworkInterfaces[*].AssociatePublicIpAddress == false\n    <<The instance must ask for no public address: set AssociatePublicIpAddress of its interfaces to false.>>\n}\n"
    },
    "cloudFormation": {
      "property": "NetworkInterfaces[].AssociatePublicIpAddress",
      "example": "NetworkInterfaces:\n  - DeviceIndex: '0'\n    SubnetId: !Ref Subnet\n    AssociatePublicIpAddress: false\n",
      "kind": "property"
    },
    "terraform": {
      "property": "aws_instance, associate_public_ip_address",
      "example": "resource \"aws_instance\" \"example\" {\n  associate_public_ip_address = false\n}\n",
      "kind": "property"
    }
  },
  readme: `# EC2.9: no public address

## What it checks

An instance is non-compliant while it is \`running\` or \`pending\` and has a public IPv4 address on any of its network interfaces, given by the subnet or an Elastic IP. A stopped instance answers nobody, so it is compliant whatever address is set aside for it.

Security Hub looks at the address alone. It goes on reporting a stopped instance that keeps an Elastic IP.

## What the repair changes

The instance is stopped, and the repair waits until it has stopped. A public address that the subnet gave is released by that. An Elastic IP stays associated, is billed, and is the instance's address again when it is started.

Everything else about the instance stays as it is. It always takes an approval, because stopping ends the workload and cannot be done by halves.

## Undo

The instance is started and the undo waits until it runs. It gets another public address than before, unless it had an Elastic IP. It is non-compliant again.

## Permissions

The repair may stop this one instance and the undo may start it. Both may describe instances, to wait; EC2 grants that only for \`*\`.

## Limits

- Data on instance store volumes is lost when an instance stops. An instance whose root device is an instance store, and most Spot Instances, cannot be stopped: the request is refused and the repair fails with nothing changed.
- An Auto Scaling group takes a stopped member for unhealthy and replaces it. Repair the launch template of the group instead.
- The address of a running instance can be taken away without stopping it, by disassociating an Elastic IP or by turning off the primary interface's public address. Where the workload does not need its public address, do that by hand.
- IPv6 addresses are not looked at.
- The AWS stand-in of the tests drops an Elastic IP from a stopped instance's description; AWS keeps it.
`,
};
