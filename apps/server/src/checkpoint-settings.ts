/** How the owner of this process wants checkpoints to be kept. */
export interface CheckpointSettings {
  /** A file, or `s3://BUCKET/PREFIX`, with `?region=…` where the bucket is not in the home region. Absent: nowhere. */
  readonly to?: string;
  /** A worker signs one so often. */
  readonly everyMinutes: number;
  /** How long an object is locked in a bucket with object lock. */
  readonly retainDays: number;
}

export const DEFAULT_CHECKPOINT_SETTINGS: CheckpointSettings = { everyMinutes: 60, retainDays: 365 };
