import { resolve } from 'node:path';
import { checkpointBucket } from '@trueup/aws';
import { region, type CheckpointPlace, type Clock, type Door, type Scope } from '@trueup/core';
import { checkpointFile } from './checkpoint-file.ts';

interface PlaceParts {
  readonly door: Door;
  readonly clock: Clock;
  /** The account and region that a bucket is entered by. */
  readonly home: (asked: { readonly region?: string }) => Promise<Scope>;
}

/** Throws InvalidCheckpointPlace where the bucket's name or region is none. */
export function checkpointPlaceOf(parts: PlaceParts, to: string, retainDays: number): CheckpointPlace {
  if (!to.startsWith('s3:')) return checkpointFile(resolve(to));
  const [, bucket, prefix = '', asked] = S3.exec(to) ?? [];
  if (bucket === undefined)
    throw new InvalidCheckpointPlace(`${to}: expected s3://BUCKET/PREFIX or s3://BUCKET/PREFIX?region=REGION`);
  const scope = (): Promise<Scope> => parts.home(asked === undefined ? {} : { region: region(asked) });
  return checkpointBucket(parts.door, parts.clock, { bucket, prefix, scope, retainDays });
}

const S3 = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w!.*'()/-]{0,400}?))?\/?(?:\?region=([a-z0-9-]{5,30}))?$/;

export class InvalidCheckpointPlace extends Error {
  override readonly name = 'InvalidCheckpointPlace';
}
