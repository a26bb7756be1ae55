import { z } from 'zod';
import { instant } from './resource.ts';

/** An access key of the AWS-compatible API. */
export const accessKey = z.object({
  accessKeyId: z.string(),
  /** Who acts with it, as `Approvers` and records name him. */
  name: z.string(),
  userId: z.string().exactOptional(),
  accountId: z.string(),
  createdAt: instant,
  expiresAt: instant.exactOptional(),
});
export type AccessKey = z.output<typeof accessKey>;
