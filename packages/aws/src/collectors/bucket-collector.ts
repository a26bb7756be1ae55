import { arn, type ApiCall, type Json, type JsonObject, type ResourceRef, type Scope } from '@trueup/core';
import type { Collector, Found, Listing, LookedUp, PartReader, Unread } from './collector.ts';
import { mapInParallel } from './map-in-parallel.ts';
import { listMember, objectMember, pickMembers, textMember } from './members.ts';
import { readPages } from './read-pages.ts';
import { forEach, lookUp, fromEntry, readPart } from './read-part.ts';
import type { Reads } from './reads.ts';
import { tags } from './tags.ts';
import { unreadCall } from './unread-call.ts';

/** The most that S3 takes. Entries are small, and a stand-in that cuts the list without a token loses nothing. */
const BUCKETS_PAGE = 10_000;
const GONE = ['NoSuchBucket'];

/**
 * A bucket is judged in its own region.
 *
 * Encryption null: S3 encrypts new objects with SSE-S3 (AES256) since January 2023, whether or not a bucket says so.
 * PublicAccessBlock null: nothing is blocked at the bucket's level; buckets made since April 2023 have all four set.
 * Versioning null: never enabled. Tags null: none.
 */
export const bucketCollector: Collector = {
  type: 'AWS::S3::Bucket',
  scope: 'regional',
  actions: [
    's3:ListAllMyBuckets',
    's3:GetBucketLocation',
    's3:GetBucketPublicAccessBlock',
    's3:GetEncryptionConfiguration',
    's3:GetBucketVersioning',
    's3:GetBucketTagging',
  ],
  parts: {
    Bucket: fromEntry((entry) => entry),
    PublicAccessBlock: bucketPart('GetPublicAccessBlock', ['NoSuchPublicAccessBlockConfiguration'], (output) =>
      pickMembers(objectMember(output, 'PublicAccessBlockConfiguration'), [
        'BlockPublicAcls',
        'IgnorePublicAcls',
        'BlockPublicPolicy',
        'RestrictPublicBuckets',
      ]),
    ),
    Encryption: bucketPart('GetBucketEncryption', ['ServerSideEncryptionConfigurationNotFoundError'], (output) =>
      objectMember(output, 'ServerSideEncryptionConfiguration'),
    ),
    Versioning: bucketPart('GetBucketVersioning', [], (output) => {
      const set = pickMembers(output, ['Status', 'MFADelete']);
      return set['Status'] === undefined ? null : set;
    }),
    Tags: bucketPart('GetBucketTagging', ['NoSuchTagSet'], (output) => {
      const set = tags(output, 'TagSet');
      return set.length === 0 ? null : set;
    }),
  },
  list: listBuckets,
  find: findBucket,
};

/** A bucket's name can pass to another account once it is deleted; S3 then refuses the call by the owner named here. */
function bucketCall(operation: string, bucket: string, scope: Scope): ApiCall {
  return { service: 's3', operation, parameters: { Bucket: bucket, ExpectedBucketOwner: scope.accountId } };
}

function bucketPart(operation: string, absent: readonly string[], value: (output: JsonObject) => Json): PartReader {
  return forEach((reads, { id }) =>
    readPart(reads, bucketCall(operation, id, reads.scope), { absent, gone: GONE }, value),
  );
}

async function* listBuckets(reads: Reads): AsyncGenerator<Listing> {
  const call = {
    service: 's3',
    operation: 'ListBuckets',
    parameters: { BucketRegion: reads.scope.region, MaxBuckets: BUCKETS_PAGE },
  };
  for await (const asked of readPages(reads, call, { answered: 'ContinuationToken', asked: 'ContinuationToken' })) {
    if (asked.kind === 'failed') {
      yield unreadCall(asked);
      return;
    }
    const found: Found[] = [];
    const placed = await mapInParallel(listMember(asked.output, 'Buckets'), (bucket) => placeOf(reads, bucket));
    for (const place of placed) {
      if (place.kind === 'unread') yield place;
      if (place.kind !== 'placed' || place.region !== reads.scope.region) continue;
      found.push(bucketOf(place.name, place.region, reads.scope));
    }
    yield { kind: 'page', found };
  }
}

type Place =
  { readonly kind: 'placed'; readonly name: string; readonly region: string } | { readonly kind: 'gone' } | Unread;

/** S3 names the region of each listed bucket; where it does not, the bucket is asked. */
async function placeOf(reads: Reads, bucket: JsonObject): Promise<Place> {
  const name = textMember(bucket, 'Name');
  const listed = bucket['BucketRegion'];
  if (typeof listed === 'string' && listed !== '') return { kind: 'placed', name, region: listed };
  const look = await locate(reads, name);
  if (look.kind !== 'found') return look;
  return { kind: 'placed', name, region: textMember(look.found.entry, 'Region') };
}

function locate(reads: Reads, name: string): Promise<LookedUp> {
  return lookUp(reads, bucketCall('GetBucketLocation', name, reads.scope), GONE, (output) =>
    bucketOf(name, regionOf(output['LocationConstraint']), reads.scope),
  );
}

/** No constraint stands for us-east-1, EU for the first European region (S3 API, GetBucketLocation). */
function regionOf(constraint: Json | undefined): string {
  if (typeof constraint !== 'string' || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}

function bucketOf(name: string, region: string, scope: Scope): Found {
  return { id: name, arn: arn(`arn:${scope.partition}:s3:::${name}`), entry: { Name: name, Region: region } };
}

/** The ARN names no region: a bucket of the same name made again elsewhere is another resource. */
async function findBucket(reads: Reads, { id, region }: ResourceRef): Promise<LookedUp> {
  const look = await locate(reads, id);
  return look.kind === 'found' && look.found.entry['Region'] !== region ? { kind: 'gone' } : look;
}
