import { partitionOf } from '../../resource/resource.ts';
import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import { objectIn, present, textIn } from '../ocsf/members.ts';
import { findingStart } from './finding-start.ts';
import { tagsOf } from './guard-duty-resources.ts';
import { arnOf, placeIn, type Place } from './resource-names.ts';
import { unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

/** Macie's finding as its integration with Security Hub makes it. Source: Macie guide, Security Hub integration. */
export function macieFinding(detail: JsonObject, envelope: Envelope): ServiceEvent {
  const [id, type, createdAt, updatedAt] = (['id', 'type', 'createdAt', 'updatedAt'] as const).map((name) =>
    textIn(detail, name),
  );
  if (id === undefined || type === undefined || createdAt === undefined || updatedAt === undefined) {
    return unreadable('a Macie finding must have id, type, createdAt and updatedAt');
  }
  const place = placeIn(envelope, textIn(detail, 'accountId'), textIn(detail, 'region'));
  const severity = (textIn(objectIn(detail, 'severity'), 'description') ?? '').toUpperCase();
  const title = textIn(detail, 'title') ?? type;
  const finding = {
    ...findingStart({
      place,
      product: ['macie', 'Macie'],
      id,
      generatorId: 'aws/macie',
      type: typeOf(type),
      title,
      description: textIn(detail, 'description') ?? title,
      createdAt,
      updatedAt,
      label: ['LOW', 'MEDIUM', 'HIGH'].includes(severity) ? severity : 'INFORMATIONAL',
      archived: detail['archived'] === true,
      fields: fieldsOf(detail),
    }),
    Resources: resourcesOf(objectIn(detail, 'resourcesAffected'), place),
    ...(detail['sample'] === true ? { Sample: true } : {}),
  };
  return { kind: 'findings', findings: [finding] };
}

const SENSITIVE: Readonly<Record<string, string>> = { Credentials: 'Passwords', Financial: 'Financial' };

/** `SensitiveData:S3Object/Personal` and `Policy:IAMUser/S3BucketPublic`, under the namespaces of ASFF. */
function typeOf(type: string): string {
  const last = type.replaceAll('/', '-');
  if (!type.startsWith('SensitiveData:')) {
    return `Software and Configuration Checks/AWS Security Best Practices/${last}`;
  }
  const kind = type.split('/')[1] ?? '';
  return `Sensitive Data Identifications/${(Object.hasOwn(SENSITIVE, kind) ? SENSITIVE[kind] : undefined) ?? 'PII'}/${last}`;
}

function fieldsOf(detail: JsonObject): readonly (readonly [string, string])[] {
  const affected = objectIn(detail, 'resourcesAffected');
  const bucket = objectIn(affected, 's3Bucket');
  const object = objectIn(affected, 's3Object');
  const classified = objectIn(detail, 'classificationDetails');
  const fields: readonly (readonly [string, Json | undefined])[] = [
    ['JobArn', classified['jobArn']],
    ['JobId', classified['jobId']],
    ['OriginType', classified['originType']],
    ['S3Object.Path', object['path']],
    ['S3Object.Extension', object['extension']],
    ['S3Object.PublicAccess', object['publicAccess']],
    ['S3Object.Size', object['size']],
    ['S3Object.StorageClass', object['storageClass']],
    ['S3Bucket.effectivePermission', objectIn(bucket, 'publicAccess')['effectivePermission']],
    ['S3Bucket.allowsUnencryptedObjectUploads', bucket['allowsUnencryptedObjectUploads']],
  ];
  return fields.flatMap(([name, value]) =>
    value === undefined || value === null || isJsonObject(value) ? [] : [[name, String(value)] as const],
  );
}

function resourcesOf(affected: JsonObject, place: Place): readonly JsonObject[] {
  const bucket = objectIn(affected, 's3Bucket');
  const object = objectIn(affected, 's3Object');
  const common = { Partition: partitionOf(place.region), Region: place.region };
  const name = textIn(bucket, 'name');
  const bucketArn = textIn(bucket, 'arn') ?? (name === undefined ? undefined : arnOf('AWS::S3::Bucket', name, place));
  const key = textIn(object, 'key');
  const owner = objectIn(bucket, 'owner');
  const AwsS3Bucket = present({ Name: name, OwnerId: textIn(owner, 'id'), OwnerName: textIn(owner, 'displayName') });
  return [
    bucketArn === undefined
      ? { Type: 'Other', Id: 'Macie', ...common }
      : {
          Type: 'AwsS3Bucket',
          Id: bucketArn,
          ...common,
          ...present({ Tags: tagsOf(bucket) }),
          Details: { AwsS3Bucket },
        },
    ...(bucketArn === undefined || key === undefined
      ? []
      : [{ Type: 'AwsS3Object', Id: `${bucketArn}/${key}`, ...common }]),
  ];
}
