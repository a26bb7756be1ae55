import { partitionOf } from '../../resource/resource.ts';
import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { objectIn, objectsIn, present, textIn, textsIn } from '../ocsf/members.ts';
import { arnOf, type Place } from './resource-names.ts';

const TYPES: Readonly<Record<string, string>> = {
  AWS_EC2_INSTANCE: 'AwsEc2Instance',
  AWS_ECR_CONTAINER_IMAGE: 'AwsEcrContainerImage',
  AWS_LAMBDA_FUNCTION: 'AwsLambdaFunction',
};

/** The resources of an Inspector finding; at least one. */
export function inspectorResources(detail: JsonObject, place: Place): readonly JsonObject[] {
  const found = objectsIn(detail, 'resources').flatMap((resource) => resourceOf(resource, place));
  return found.length === 0 ? [{ Type: 'Other', Id: 'Inspector', Region: place.region }] : found.slice(0, 32);
}

function resourceOf(resource: JsonObject, place: Place): readonly JsonObject[] {
  const id = textIn(resource, 'id');
  if (id === undefined) return [];
  const given = textIn(resource, 'type') ?? '';
  const Type = (Object.hasOwn(TYPES, given) ? TYPES[given] : undefined) ?? 'Other';
  const Id = (Type === 'AwsEc2Instance' ? arnOf('AWS::EC2::Instance', id, place) : undefined) ?? id;
  const details = detailsOf(Type, objectIn(resource, 'details'));
  return [
    {
      Type,
      Id,
      Partition: textIn(resource, 'partition') ?? partitionOf(place.region),
      Region: textIn(resource, 'region') ?? place.region,
      ...present({ Tags: tagsOf(resource), Details: details }),
    },
  ];
}

function detailsOf(type: string, details: JsonObject): JsonObject | undefined {
  if (type === 'AwsEc2Instance') {
    const given = objectIn(details, 'awsEc2Instance');
    const AwsEc2Instance = present({
      Type: textIn(given, 'type'),
      ImageId: textIn(given, 'imageId'),
      IpV4Addresses: textsIn(given, 'ipV4Addresses'),
      IpV6Addresses: textsIn(given, 'ipV6Addresses'),
      KeyName: textIn(given, 'keyName'),
      IamInstanceProfileArn: textIn(given, 'iamInstanceProfileArn'),
      VpcId: textIn(given, 'vpcId'),
      SubnetId: textIn(given, 'subnetId'),
    });
    return present({ AwsEc2Instance });
  }
  if (type === 'AwsEcrContainerImage') {
    const given = objectIn(details, 'awsEcrContainerImage');
    const AwsEcrContainerImage = present({
      RegistryId: textIn(given, 'registry'),
      RepositoryName: textIn(given, 'repositoryName'),
      Architecture: textIn(given, 'architecture'),
      ImageDigest: textIn(given, 'imageHash'),
      ImageTags: textsIn(given, 'imageTags'),
    });
    return present({ AwsEcrContainerImage });
  }
  return undefined;
}

/** Inspector's tags are an object. */
function tagsOf(resource: JsonObject): Readonly<Record<string, string>> {
  const { tags } = resource;
  if (!isJsonObject(tags)) return {};
  return Object.fromEntries(Object.entries(tags).filter((tag): tag is [string, string] => typeof tag[1] === 'string'));
}
