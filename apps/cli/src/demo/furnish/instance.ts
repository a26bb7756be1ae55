import { text, type Cloud } from '../cloud.ts';

export interface InstanceTraits {
  readonly name: string;
  readonly owner: string | undefined;
  readonly publicAddress: boolean;
}

export async function addInstance(cloud: Cloud, traits: InstanceTraits): Promise<string> {
  const tags = [
    { Key: 'Name', Value: traits.name },
    ...(traits.owner === undefined ? [] : [{ Key: 'owner', Value: traits.owner }]),
  ];
  const started = await cloud.call('ec2', 'RunInstances', {
    ImageId: 'ami-0123456789abcdef0',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: traits.publicAddress }],
    TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
  });
  return text(started, 'Instances', 0, 'InstanceId');
}
