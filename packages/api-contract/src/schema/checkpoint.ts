import { z } from 'zod';
import { instant } from './resource.ts';

/** A signed note of where the audit log stood. */
export const checkpoint = z.object({
  seq: z.number().int(),
  hash: z.string(),
  at: instant,
  records: z.number().int(),
  keyId: z.string(),
  previous: z.string(),
  signature: z.string(),
});
export type Checkpoint = z.output<typeof checkpoint>;

/** As it is given back to be verified: any other member would not be under the signature. */
const givenCheckpoint = z.strictObject(checkpoint.shape);

/** An hour each for eleven years. */
const MOST_CHECKPOINTS = 100_000;
const MOST_KEYS = 20;

/** Where checkpoints are taken from that the log is held against. */
export const checkpointSource = {
  checkpoints: z
    .array(givenCheckpoint)
    .max(MOST_CHECKPOINTS)
    .exactOptional()
    .meta({ description: 'As they were written. Absent: they are read from where they are kept.' }),
  from: z
    .string()
    .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^\s/]+)*$/, 'expected s3://BUCKET or s3://BUCKET/PREFIX')
    .max(512)
    .exactOptional()
    .meta({ description: 'Read from there. Absent: from where the server writes them.' }),
  keys: z
    .array(z.string().max(1_000))
    .min(1)
    .max(MOST_KEYS)
    .exactOptional()
    .meta({ description: "Ed25519 public keys as PEM that are trusted. Absent: the server's own." }),
};

/** For a body with the checkpoints of years. */
export const CHECKPOINT_BODY_BYTES = 48 * 1024 * 1024;
