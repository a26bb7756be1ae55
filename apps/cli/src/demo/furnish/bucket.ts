import type { Cloud } from '../cloud.ts';

export interface BucketTraits {
  readonly blocked?: boolean;
  readonly versioned?: boolean;
  readonly encryption?: 'AES256' | 'aws:kms';
  /** undefined: not tagged with an owner. */
  readonly owner?: string | undefined;
  /** Beside `app` and `owner`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export async function addBucket(cloud: Cloud, name: string, traits: BucketTraits = {}): Promise<void> {
  const { blocked = true, versioned = true, encryption = 'aws:kms', tags: others = {} } = traits;
  const owner = 'owner' in traits ? traits.owner : 'platform';
  await createBucket(cloud, name);
  if (blocked) await blockPublicAccess(cloud, name);
  if (versioned) await setVersioning(cloud, name, 'Enabled');
  await cloud.call('s3', 'PutBucketEncryption', {
    Bucket: name,
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption } }],
    },
  });
  const tags = { app: 'demo', ...(owner === undefined ? {} : { owner }), ...others };
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await cloud.call('s3', 'PutBucketTagging', { Bucket: name, Tagging: { TagSet } });
}

async function createBucket(cloud: Cloud, name: string): Promise<void> {
  await cloud.call('s3', 'CreateBucket', {
    Bucket: name,
    ...(cloud.region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: cloud.region } }),
  });
}

async function blockPublicAccess(cloud: Cloud, name: string): Promise<void> {
  await cloud.call('s3', 'PutPublicAccessBlock', {
    Bucket: name,
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  });
}

export async function setVersioning(cloud: Cloud, name: string, Status: 'Enabled' | 'Suspended'): Promise<void> {
  await cloud.call('s3', 'PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status } });
}
