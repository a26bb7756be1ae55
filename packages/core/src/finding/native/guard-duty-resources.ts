import { partitionOf } from '../../resource/resource.ts';
import type { JsonObject } from '../../value/json.ts';
import { objectIn, objectsIn, present, textIn, textsIn } from '../ocsf/members.ts';
import { arnOf, type Place } from './resource-names.ts';

/** GuardDuty's resource as ASFF's: it always has one, `Other` when GuardDuty tells of a kind that has no type here. */
export function guardDutyResources(resource: JsonObject, place: Place): readonly JsonObject[] {
  const found = [
    ...instance(objectIn(resource, 'instanceDetails'), place),
    ...objectsIn(resource, 's3BucketDetails').flatMap((bucket) => bucketOf(bucket)),
    ...accessKey(objectIn(resource, 'accessKeyDetails')),
    ...byArn(resource),
  ];
  const other = { Type: 'Other', Id: textIn(resource, 'resourceType') ?? 'GuardDuty' };
  const common = { Partition: partitionOf(place.region), Region: place.region };
  return (found.length === 0 ? [other] : found).slice(0, 32).map((one) => ({ ...one, ...common }));
}

function instance(details: JsonObject, place: Place): readonly JsonObject[] {
  const id = textIn(details, 'instanceId');
  if (id === undefined) return [];
  const interfaces = objectsIn(details, 'networkInterfaces');
  const [first = {}] = interfaces;
  const addresses = interfaces.flatMap((one) => [textIn(one, 'privateIpAddress'), textIn(one, 'publicIp')]);
  const AwsEc2Instance = present({
    Type: textIn(details, 'instanceType'),
    ImageId: textIn(details, 'imageId'),
    VpcId: textIn(first, 'vpcId'),
    SubnetId: textIn(first, 'subnetId'),
    IpV4Addresses: addresses.filter((one) => one !== undefined),
    IpV6Addresses: interfaces.flatMap((one) => textsIn(one, 'ipv6Addresses')),
    IamInstanceProfileArn: textIn(objectIn(details, 'iamInstanceProfile'), 'arn'),
    LaunchedAt: textIn(details, 'launchTime'),
  });
  const Id = arnOf('AWS::EC2::Instance', id, place) ?? id;
  return [{ Type: 'AwsEc2Instance', Id, ...present({ Tags: tagsOf(details) }), Details: { AwsEc2Instance } }];
}

function bucketOf(bucket: JsonObject): readonly JsonObject[] {
  const Id = textIn(bucket, 'arn');
  if (Id === undefined) return [];
  const AwsS3Bucket = present({ Name: textIn(bucket, 'name'), OwnerId: textIn(objectIn(bucket, 'owner'), 'id') });
  return [{ Type: 'AwsS3Bucket', Id, ...present({ Tags: tagsOf(bucket) }), Details: { AwsS3Bucket } }];
}

/** Security Hub names a key like this, since a key has no ARN. */
function accessKey(details: JsonObject): readonly JsonObject[] {
  const id = textIn(details, 'accessKeyId');
  if (id === undefined) return [];
  const AwsIamAccessKey = present({
    PrincipalId: textIn(details, 'principalId'),
    PrincipalName: textIn(details, 'userName'),
    PrincipalType: textIn(details, 'userType'),
  });
  return [{ Type: 'AwsIamAccessKey', Id: `AWS::IAM::AccessKey:${id}`, Details: { AwsIamAccessKey } }];
}

/** Kinds that are told by an ARN: GuardDuty's member, its member of the ARN, ASFF's type. */
const BY_ARN = [
  ['eksClusterDetails', 'arn', 'AwsEksCluster'],
  ['ecsClusterDetails', 'arn', 'AwsEcsCluster'],
  ['lambdaDetails', 'functionArn', 'AwsLambdaFunction'],
  ['rdsDbInstanceDetails', 'dbInstanceArn', 'AwsRdsDbInstance'],
] as const;

function byArn(resource: JsonObject): readonly JsonObject[] {
  return BY_ARN.flatMap(([member, arn, Type]) => {
    const Id = textIn(objectIn(resource, member), arn);
    return Id === undefined ? [] : [{ Type, Id }];
  });
}

export function tagsOf(object: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objectsIn(object, 'tags').flatMap((tag) => {
      const key = textIn(tag, 'key');
      return key === undefined ? [] : [[key, textIn(tag, 'value') ?? '']];
    }),
  );
}
