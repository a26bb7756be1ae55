import { text, type Cloud } from '../cloud.ts';

export interface TrailTraits {
  readonly bucket: string;
  readonly validated: boolean;
}

/** A logging multi-region trail; its name is what the trail is known by. */
export async function addTrail(cloud: Cloud, name: string, traits: TrailTraits): Promise<string> {
  const trail = await cloud.call('cloudtrail', 'CreateTrail', {
    Name: name,
    S3BucketName: traits.bucket,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: traits.validated,
  });
  await cloud.call('cloudtrail', 'StartLogging', { Name: name });
  return text(trail, 'Name');
}
