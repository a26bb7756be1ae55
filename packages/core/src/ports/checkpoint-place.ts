import type { Checkpoint, CheckpointsRead } from '../record/checkpoint.ts';

export type CheckpointWritten =
  | {
      readonly kind: 'written';
      /** Such as `s3://audit/trueup/0000000000000042-9f8e….json`. */
      readonly where: string;
      /** Until when nobody can remove it; absent: nothing keeps it from being removed. */
      readonly lockedUntil?: string;
    }
  | { readonly kind: 'failed'; readonly problem: string };

/** Where checkpoints are kept, outside the store. Never throws for what the place does. */
export interface CheckpointPlace {
  /** Durable once it says `written`. Nothing that is there is ever written over. */
  write(checkpoint: Checkpoint): Promise<CheckpointWritten>;
  /** In the order in which they were written. */
  read(): Promise<CheckpointsRead>;
}
