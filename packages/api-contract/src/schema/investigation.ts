import { z } from 'zod';
import { list } from './list.ts';
import { instant, unreadReason } from './resource.ts';

/** Who made a call, by the userIdentity of CloudTrail. */
const principal = z.object({
  kind: z.enum(['user', 'role', 'root', 'federated', 'service', 'account', 'unknown']),
  name: z.string(),
  arn: z.string().exactOptional(),
  accountId: z.string().exactOptional(),
});

/** One write as CloudTrail's event history tells it. */
export const changeEvent = z.object({
  id: z.string(),
  at: instant,
  name: z.string(),
  source: z.string(),
  principal,
  sourceIp: z.string().exactOptional(),
  userAgent: z.string().exactOptional(),
  requestId: z.string().exactOptional(),
  errorCode: z.string().exactOptional(),
  /** The execution of Trueup that made the call. */
  executionId: z.string().exactOptional(),
});
export type ChangeEvent = z.output<typeof changeEvent>;

/** What CloudTrail says about who changed a resource. */
export const investigation = z.object({
  at: instant,
  from: instant,
  to: instant,
  region: z.string(),
  events: list(changeEvent),
  /** The id of the event that most likely made the fault. */
  cause: z.string().exactOptional(),
  /** False: not all was read, and an event that is not there proves nothing. */
  complete: z.boolean(),
  unread: z.object({ reason: unreadReason, detail: z.string() }).exactOptional(),
});
export type Investigation = z.output<typeof investigation>;
