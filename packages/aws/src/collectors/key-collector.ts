import { arn, type JsonObject } from '@trueup/core';
import type { Collector, Found, Listing, LookedUp, PartReading } from './collector.ts';
import { CHUNK } from './collector.ts';
import { mapInParallel } from './map-in-parallel.ts';
import { flagMember, listMember, objectMember, pickMembers, pickObject, textMember } from './members.ts';
import { readPages, type Paging } from './read-pages.ts';
import { forEach, fromEntry, lookUp, readPart } from './read-part.ts';
import { readTags } from './read-tags.ts';
import type { Reads } from './reads.ts';
import { unreadCall } from './unread-call.ts';

/** CurrentKeyMaterialId is left out: every rotation changes it. */
const KEY_MEMBERS = [
  'KeyId',
  'Description',
  'Enabled',
  'KeyManager',
  'KeySpec',
  'KeyState',
  'KeyUsage',
  'MultiRegion',
  'Origin',
];
const GONE = ['NotFoundException'];
const NEXT_MARKER: Paging = { answered: 'NextMarker', asked: 'Marker' };

/** Keys that AWS manages are left out: their owner is AWS, and it rotates them. Tags null: none. */
export const keyCollector: Collector = {
  type: 'AWS::KMS::Key',
  scope: 'regional',
  actions: ['kms:ListKeys', 'kms:DescribeKey', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
  parts: {
    Key: fromEntry((entry) => entry),
    Rotation: forEach(readRotation),
    Tags: forEach(readKeyTags),
  },
  list: listKeys,
  find: (reads, { id }) => describeKey(reads, id),
};

async function* listKeys(reads: Reads): AsyncGenerator<Listing> {
  const call = { service: 'kms', operation: 'ListKeys', parameters: { Limit: CHUNK } };
  for await (const asked of readPages(reads, call, NEXT_MARKER)) {
    if (asked.kind === 'failed') {
      yield unreadCall(asked);
      return;
    }
    const found = await mapInParallel(listMember(asked.output, 'Keys'), (key) => described(reads, key));
    yield { kind: 'page', found: found.flatMap((key) => key ?? []) };
  }
}

/** A key that refuses to be described exists all the same: it is listed with every part unread. */
async function described(reads: Reads, key: JsonObject): Promise<Found | undefined> {
  const id = textMember(key, 'KeyId');
  const look = await describeKey(reads, id);
  if (look.kind === 'gone') return undefined;
  if (look.kind === 'unread') return { id, arn: arn(textMember(key, 'KeyArn')), entry: {}, unread: look };
  return look.found;
}

function describeKey(reads: Reads, id: string): Promise<LookedUp> {
  const call = { service: 'kms', operation: 'DescribeKey', parameters: { KeyId: id } };
  return lookUp(reads, call, GONE, (output) => {
    const key = objectMember(output, 'KeyMetadata');
    return key['KeyManager'] === 'AWS' ? undefined : { id, arn: arn(textMember(key, 'Arn')), entry: partOf(key) };
  });
}

function partOf(key: JsonObject): JsonObject {
  const regions = key['MultiRegionConfiguration'];
  return {
    ...pickMembers(key, KEY_MEMBERS),
    ...(regions === undefined || regions === null
      ? {}
      : { MultiRegionConfiguration: replication(objectMember(key, 'MultiRegionConfiguration')) }),
  };
}

/** Rotation of a multi-Region key is set on its primary; a replica only shows it. */
function replication(regions: JsonObject): JsonObject {
  return {
    ...pickMembers(regions, ['MultiRegionKeyType']),
    ...pickObject(regions, 'PrimaryKey', ['Arn', 'Region']),
  };
}

/** A key that is anything else in one of these does not rotate by itself. */
const ROTATING: Readonly<Record<string, string>> = {
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
  KeyState: 'Enabled',
};

/**
 * Null where automatic rotation does not exist: asymmetric and HMAC keys, imported key material, custom key stores;
 * and for a key that is not enabled, which KMS does not rotate. A member that KMS left out excludes nothing.
 */
async function readRotation(reads: Reads, { id, entry }: Found): Promise<PartReading> {
  const isOther = Object.entries(ROTATING).some(([name, value]) => entry[name] !== undefined && entry[name] !== value);
  if (isOther) return { kind: 'read', value: null };
  const call = { service: 'kms', operation: 'GetKeyRotationStatus', parameters: { KeyId: id } };
  return readPart(reads, call, { absent: ['UnsupportedOperationException'], gone: GONE }, (output) => ({
    KeyRotationEnabled: flagMember(output, 'KeyRotationEnabled'),
    ...pickMembers(output, ['RotationPeriodInDays']),
  }));
}

/** KMS alone writes a tag as `{ TagKey, TagValue }`. */
function readKeyTags(reads: Reads, { id }: Found): Promise<PartReading> {
  const call = { service: 'kms', operation: 'ListResourceTags', parameters: { KeyId: id } };
  return readTags(reads, call, NEXT_MARKER, GONE, (output) =>
    listMember(output, 'Tags').map((tag) => ({ Key: textMember(tag, 'TagKey'), Value: tag['TagValue'] ?? '' })),
  );
}
