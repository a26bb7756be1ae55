import type { Cloud } from '../cloud.ts';
import { addBucket, type BucketTraits } from '../furnish/bucket.ts';
import { addKey } from '../furnish/key.ts';
import type { Planted } from '../organization.ts';
import { bucketOf } from './rehearsal-policy.ts';

type Faulty = readonly [what: string, controlId: string, traits: BucketTraits];

const NOT_VERSIONED = ['mode', 'finding', 'exception', 'freeze', 'change-window', 'breaker', 'attempts', 'promotion'];
const BUCKETS: readonly Faulty[] = [
  ...[...NOT_VERSIONED, 'errors-1', 'errors-2', 'undo', 'plan', 'flap'].map((what): Faulty => [
    what,
    'S3.14',
    { versioned: false },
  ]),
  ['owner', 'S3.14', { versioned: false, tags: { 'managed-by': 'terraform' } }],
  ['critical', 'S3.14', { versioned: false, tags: { tier: '0' } }],
  ['kill-switch', 'Trueup.Tags.1', { owner: undefined }],
  ['percent-1', 'S3.17', { encryption: 'AES256' }],
  ['percent-2', 'S3.17', { encryption: 'AES256' }],
  ['running-1', 'S3.8', { blocked: false }],
  ['running-2', 'S3.8', { blocked: false }],
];

/** For each guard a resource with one fault. */
export async function furnishRehearsal(cloud: Cloud): Promise<readonly Planted[]> {
  const { accountId, region } = cloud;
  const planted: Planted[] = [];
  for (const [what, controlId, traits] of BUCKETS) {
    const resource = bucketOf(what);
    await addBucket(cloud, resource, traits);
    planted.push({ controlId, resource, accountId, region });
  }
  for (let keys = 0; keys < 2; keys += 1) {
    planted.push({ controlId: 'KMS.4', resource: await addKey(cloud, { rotated: false }), accountId, region });
  }
  return planted;
}
