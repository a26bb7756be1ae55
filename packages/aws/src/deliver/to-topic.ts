import { outcomeOfFailure, messageOf, snsSubject, type Deliver, type Door } from '@trueup/core';
import { openTarget } from './call-target.ts';

/**
 * SNS Publish. The subject is what a mail to a subscriber gets as its own. A FIFO topic keeps the events of one rule in
 * order and drops a second attempt within five minutes.
 */
export function toTopic(door: Door): Deliver<'sns'> {
  return async ({ topicArn }, { deliveryId, rule, event, body }, signal) => {
    const target = openTarget(door, topicArn, { service: 'sns', actions: ['sns:Publish'] });
    if ('kind' in target) return target;
    const isFifo = topicArn.endsWith('.fifo');
    const parameters = {
      TopicArn: topicArn,
      Subject: snsSubject(messageOf(event, 'en')),
      Message: body,
      ...(isFifo && { MessageGroupId: rule.name, MessageDeduplicationId: deliveryId }),
    };
    const answer = await target.call({ service: 'sns', operation: 'Publish', parameters }, signal);
    if (answer.kind === 'not-called') return outcomeOfFailure(answer.failure);
    return { kind: 'delivered', detail: `message ${String(answer.output['MessageId'])}` };
  };
}
