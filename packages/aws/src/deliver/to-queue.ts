import type { Deliver, Door } from '@trueup/core';
import { sendToQueue, type QueueUrls } from './send-to-queue.ts';

/**
 * SQS SendMessage, with the rule and the delivery as attributes: a second attempt has the same DELIVERY_ID. A FIFO queue
 * drops it within five minutes; without a group of its own a rule keeps its events in order.
 */
export function toQueue(door: Door, urls: QueueUrls): Deliver<'sqs'> {
  return ({ queueArn, messageGroupId }, { deliveryId, rule, body }, signal) => {
    const groupId = messageGroupId ?? (queueArn.endsWith('.fifo') ? rule.name : undefined);
    const message = {
      body,
      attributes: { RULE_ARN: rule.arn, DELIVERY_ID: deliveryId },
      deduplicationId: deliveryId,
      ...(groupId !== undefined && { groupId }),
    };
    return sendToQueue({ door, urls }, queueArn, message, signal);
  };
}
