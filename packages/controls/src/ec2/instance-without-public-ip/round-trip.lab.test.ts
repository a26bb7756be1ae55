import type { JsonObject } from '@trueup/core';
import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const PUBLIC = 'public';
const PRIVATE = 'private';

describeRoundTrip(libraryEntry('EC2.9'), {
  name: 'an instance runs with an address that its subnet gave it',
  async arrange(aws) {
    const broken = await launch(aws, PUBLIC, true);
    await launch(aws, PRIVATE, false);
    return { type: 'AWS::EC2::Instance', id: broken };
  },
  prove,
});

describeRoundTrip(libraryEntry('EC2.9'), {
  name: 'an instance runs with an Elastic IP',
  async arrange(aws) {
    const broken = await launch(aws, PUBLIC, false);
    await launch(aws, PRIVATE, false);
    const { AllocationId } = await aws.call('ec2', 'AllocateAddress', { Domain: 'vpc' });
    await aws.call('ec2', 'AssociateAddress', { InstanceId: broken, AllocationId });
    return { type: 'AWS::EC2::Instance', id: broken };
  },
  prove,
});

async function prove(aws: LabAws): Promise<void> {
  expect(await stateOf(aws, PUBLIC)).toBe('stopped');
  expect(await stateOf(aws, PRIVATE)).toBe('running');
}

async function launch(aws: LabAws, name: string, AssociatePublicIpAddress: boolean): Promise<string> {
  const Filters = [{ Name: 'default-for-az', Values: ['true'] }];
  const subnets = (await aws.call('ec2', 'DescribeSubnets', { Filters }))['Subnets'] as readonly JsonObject[];
  const made = await aws.call('ec2', 'RunInstances', {
    ImageId: 'ami-12c6146b',
    MinCount: 1,
    MaxCount: 1,
    NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: subnets[0]?.['SubnetId'], AssociatePublicIpAddress }],
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
  });
  const [instance] = made['Instances'] as readonly { readonly InstanceId: string }[];
  return instance?.InstanceId ?? '';
}

async function stateOf(aws: LabAws, name: string): Promise<string | undefined> {
  const found = await aws.call('ec2', 'DescribeInstances', { Filters: [{ Name: 'tag:Name', Values: [name] }] });
  const [reservation] = found['Reservations'] as readonly {
    readonly Instances: readonly { readonly State: { readonly Name: string } }[];
  }[];
  return reservation?.Instances[0]?.State.Name;
}
