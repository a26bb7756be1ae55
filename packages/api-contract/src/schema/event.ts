import { z } from 'zod';
import { eventTarget, eventTargets } from './event-target.ts';
import { jsonObject } from './json.ts';
import { list } from './list.ts';
import { instant } from './resource.ts';

/** An event in the EventBridge envelope. */
export const eventEnvelope = z.object({
  version: z.literal('0'),
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: list(z.string()),
  detail: jsonObject,
  'replay-name': z.string().exactOptional(),
});
export type EventEnvelope = z.output<typeof eventEnvelope>;

/** When a rule fires by itself: `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)`. */
export const schedule = z.strictObject({
  expression: z.string().min(1).max(256),
  timeZone: z.string().min(1).max(64).exactOptional().meta({ description: 'An IANA name; UTC when absent.' }),
});
export type Schedule = z.output<typeof schedule>;

/** A pattern, a schedule or both, and where to send what matches. */
export const eventRule = z.object({
  name: z.string(),
  bus: z.string(),
  arn: z.string(),
  description: z.string().exactOptional(),
  enabled: z.boolean(),
  /** EventBridge's pattern language, as text. */
  pattern: z.string().exactOptional(),
  schedule: schedule.exactOptional(),
  targets: eventTargets,
  createdBy: z.string(),
  createdAt: instant,
  updatedAt: instant,
});
export type EventRule = z.output<typeof eventRule>;

export const deliveryStatus = z.enum(['pending', 'delivered', 'dead']);
export type DeliveryStatus = z.output<typeof deliveryStatus>;

/** One event on its way to one target. A `dead` one was given up: a dead letter. */
export const delivery = z.object({
  id: z.string(),
  bus: z.string(),
  rule: z.string(),
  ruleArn: z.string(),
  target: eventTarget,
  event: eventEnvelope,
  status: deliveryStatus,
  attempts: z.number().int(),
  createdAt: instant,
  dueAt: instant,
  endedAt: instant.exactOptional(),
  problem: z
    .object({
      code: z.string(),
      message: z.string(),
      exhausted: z.enum(['MaximumRetryAttempts', 'MaximumEventAgeInSeconds']).exactOptional(),
    })
    .exactOptional(),
});
export type Delivery = z.output<typeof delivery>;

/** Keeps what matches, so that it can be replayed. */
export const eventArchive = z.object({
  name: z.string(),
  bus: z.string(),
  arn: z.string(),
  description: z.string().exactOptional(),
  pattern: z.string().exactOptional(),
  /** 0: for ever. */
  retentionDays: z.number().int(),
  createdAt: instant,
});
export type EventArchive = z.output<typeof eventArchive>;

/** An archive and how much it holds. */
export const archiveHolding = z.object({ archive: eventArchive, events: z.number().int(), bytes: z.number().int() });
export type ArchiveHolding = z.output<typeof archiveHolding>;

export const replayState = z.enum(['STARTING', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED']);

/** Sends what an archive kept once more. */
export const eventReplay = z.object({
  name: z.string(),
  arn: z.string(),
  archive: z.string(),
  bus: z.string(),
  description: z.string().exactOptional(),
  from: instant,
  to: instant,
  rules: list(z.string()).exactOptional(),
  state: replayState,
  failure: z.string().exactOptional(),
  startedAt: instant,
  endedAt: instant.exactOptional(),
  lastReplayedAt: z.string().exactOptional(),
});
export type EventReplay = z.output<typeof eventReplay>;

/** A message of a queue that could not be taken in. */
export const poisonMessage = z.object({
  id: z.string(),
  origin: z.string(),
  body: z.string(),
  reason: z.string(),
  receivedAt: instant,
});
export type PoisonMessage = z.output<typeof poisonMessage>;
