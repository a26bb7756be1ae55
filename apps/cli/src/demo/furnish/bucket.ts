import type { Cloud } from '../cloud.ts';

export interface BucketTraits {
  readonly blocked?: boolean;
  readonly versioned?: boolean;
  readonly encryption?: 'AES256' | 'aws:kms';
  /** undefined: not tagged with an owner. */
  readonly owner?: string | undefined;
}

export async function addBucket(cloud: Cloud, name: string, traits: BucketTraits = {}): Promise<void> {
  const { blocked = true, versioned = true, encryption = 'aws:kms' } = traits;
  const owner = 'owner' in traits ? traits.owner : 'platform';
  await createBucket(cloud, name);
  if (blocked) await blockPublicAccess(cloud, name);
  if (versioned)
    await cloud.call('s3', 'PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status: 'Enabled' } });
  await cloud.call('s3', 'PutBucketEncryption', {
    Bucket: name,
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption } }],
    },
  });
  const tags = [{ Key: 'app', Value: 'demo' }, ...(owner === undefined ? [] : [{ Key: 'owner', Value: owner }])];
  await cloud.call('s3', 'PutBucketTagging', { Bucket: name, Tagging: { TagSet: tags } });
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
