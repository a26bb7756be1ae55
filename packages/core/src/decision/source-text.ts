import { z } from 'zod';
import { accountId, arn, region, type Arn } from '../resource/resource.ts';
import { checkedText } from './checked-text.ts';

const MOST_QUEUES = 20;
const MOST_HUBS = 200;

/** The `sources` of a policy. */
export const sourcesText = z.strictObject({
  queues: z
    .array(z.strictObject({ arn: checkedText(queueArn), receivers: z.number().int().min(1).max(16).default(2) }))
    .max(MOST_QUEUES)
    .default([]),
  securityHub: z
    .array(
      z.strictObject({
        account: checkedText(accountId),
        regions: z.array(checkedText(region)).min(1),
        everyMinutes: z.number().int().min(1).max(1440).default(15),
      }),
    )
    .max(MOST_HUBS)
    .default([]),
});

/** The `sinks` of a policy. */
export const sinksText = z.strictObject({
  securityHub: z.strictObject({ update: z.boolean().default(false), import: z.boolean().default(false) }),
});

/** A FIFO queue gives nothing of a group while one of it is under way, and no service sends events to one. */
function queueArn(text: string): Arn {
  if (!/^arn:aws[a-z-]{0,7}:sqs:[a-z0-9-]{5,30}:\d{12}:[A-Za-z0-9_-]{1,80}$/.test(text)) {
    throw new Error(`'${text}' is not the ARN of a standard SQS queue`);
  }
  return arn(text);
}
