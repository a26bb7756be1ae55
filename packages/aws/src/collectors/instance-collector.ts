import { arn, type ApiCall, type JsonObject, type Scope } from '@trueup/core';
import { CHUNK, type Collector, type Found } from './collector.ts';
import { listMember, objectMember, optionalList, pickMembers, pickObject, sortedBy, textMember } from './members.ts';
import { listPages, NEXT_TOKEN } from './read-pages.ts';
import { fromEntry, lookUp } from './read-part.ts';
import { tags } from './tags.ts';

/** LaunchTime, StateTransitionReason and the like are left out: they move with every start. */
const INSTANCE_MEMBERS = [
  'InstanceId',
  'ImageId',
  'InstanceType',
  'KeyName',
  'SubnetId',
  'VpcId',
  'PrivateIpAddress',
  'PublicIpAddress',
  'PublicDnsName',
  'Ipv6Address',
  'EbsOptimized',
  'SourceDestCheck',
];
/** State (`pending` or `applied`) is left out: it moves by itself after a change. */
const METADATA_MEMBERS = [
  'HttpTokens',
  'HttpEndpoint',
  'HttpPutResponseHopLimit',
  'HttpProtocolIpv6',
  'InstanceMetadataTags',
];
/** IpOwnerId is `amazon` for an address given at launch, the account's id for an elastic one. */
const ASSOCIATION_MEMBERS = ['PublicIp', 'PublicDnsName', 'IpOwnerId', 'CarrierIp'];

export const instanceCollector: Collector = {
  type: 'AWS::EC2::Instance',
  scope: 'regional',
  actions: ['ec2:DescribeInstances'],
  parts: {
    Instance: fromEntry((entry) => objectMember(entry, 'Instance')),
    Tags: fromEntry((entry) => listMember(entry, 'Tags')),
  },
  list: (reads) =>
    listPages(reads, describe({ MaxResults: CHUNK }), NEXT_TOKEN, (output) => instancesOf(output, reads.scope)),
  find: (reads, { id }) =>
    lookUp(reads, describe({ InstanceIds: [id] }), ['InvalidInstanceID.NotFound'], (output) =>
      instancesOf(output, reads.scope).at(0),
    ),
};

function describe(parameters: JsonObject): ApiCall {
  return { service: 'ec2', operation: 'DescribeInstances', parameters };
}

/** AWS names a terminated instance for about an hour longer; there is nothing left of it to judge. */
function instancesOf(output: JsonObject, scope: Scope): Found[] {
  return listMember(output, 'Reservations')
    .flatMap((reservation) => listMember(reservation, 'Instances'))
    .filter((instance) => stateOf(instance) !== 'terminated')
    .map((instance) => {
      const id = textMember(instance, 'InstanceId');
      return {
        id,
        arn: arn(`arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:instance/${id}`),
        entry: { Instance: partOf(instance), Tags: tags(instance, 'Tags') },
      };
    });
}

function stateOf(instance: JsonObject): string {
  return textMember(objectMember(instance, 'State'), 'Name');
}

function partOf(instance: JsonObject): JsonObject {
  return {
    ...pickMembers(instance, INSTANCE_MEMBERS),
    State: { Name: stateOf(instance) },
    ...pickObject(instance, 'Placement', ['AvailabilityZone', 'Tenancy']),
    ...pickObject(instance, 'IamInstanceProfile', ['Arn']),
    ...pickObject(instance, 'MetadataOptions', METADATA_MEMBERS),
    ...pickObject(instance, 'Monitoring', ['State']),
    SecurityGroups: groupsOf(instance, 'SecurityGroups'),
    NetworkInterfaces: sortedBy(optionalList(instance, 'NetworkInterfaces').map(interfaceOf), 'NetworkInterfaceId'),
  };
}

function interfaceOf(nic: JsonObject): JsonObject {
  return {
    ...pickMembers(nic, ['NetworkInterfaceId', 'SubnetId', 'VpcId']),
    ...pickObject(nic, 'Attachment', ['DeviceIndex', 'NetworkCardIndex']),
    ...pickObject(nic, 'Association', ASSOCIATION_MEMBERS),
    Groups: groupsOf(nic, 'Groups'),
    Ipv6Addresses: sortedBy(
      optionalList(nic, 'Ipv6Addresses').map((address) => pickMembers(address, ['Ipv6Address'])),
      'Ipv6Address',
    ),
    PrivateIpAddresses: sortedBy(optionalList(nic, 'PrivateIpAddresses').map(addressOf), 'PrivateIpAddress'),
  };
}

function addressOf(address: JsonObject): JsonObject {
  return {
    ...pickMembers(address, ['PrivateIpAddress', 'Primary']),
    ...pickObject(address, 'Association', ASSOCIATION_MEMBERS),
  };
}

function groupsOf(object: JsonObject, name: string): JsonObject[] {
  return sortedBy(
    optionalList(object, name).map((group) => pickMembers(group, ['GroupId', 'GroupName'])),
    'GroupId',
  );
}
