import type { DeliveryOutcome, DeliveryProblem, Door, EventTarget, Parcel } from '@trueup/core';
import { sendToQueue, type QueueUrls } from './send-to-queue.ts';

interface DeadLetter {
  readonly parcel: Parcel;
  readonly problem: DeliveryProblem;
  /** Attempts after the first. */
  readonly retries: number;
}

/** Sends the event that could not be delivered, as it came, with EventBridge's attributes. The queue is a standard one. */
export type SendDeadLetter = (queueArn: string, letter: DeadLetter, signal: AbortSignal) => Promise<DeliveryOutcome>;

export function deadLetterSender(door: Door, urls: QueueUrls): SendDeadLetter {
  return (queueArn, { parcel: { rule, target, event, deliveryId }, problem, retries }, signal) => {
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: targetArn(target),
      ERROR_CODE: problem.code,
      ERROR_MESSAGE: problem.message,
      EXHAUSTED_RETRY_CONDITION: problem.exhausted ?? '',
      RETRY_ATTEMPTS: String(retries),
    };
    return sendToQueue(
      { door, urls },
      queueArn,
      { body: JSON.stringify(event), attributes, deduplicationId: deliveryId },
      signal,
    );
  };
}

/** What AWS has no ARN for is named by its kind and the target's id, such as `slack/tell-the-team`. */
function targetArn({ id, address }: EventTarget): string {
  switch (address.kind) {
    case 'sns':
      return address.topicArn;
    case 'sqs':
      return address.queueArn;
    case 'event-bus':
      return address.busArn;
    case 'lambda':
      return address.functionArn;
    case 'step-functions':
      return address.stateMachineArn;
    case 'runbook':
    case 'remediation':
    case 'security-hub':
    case 'webhook':
    case 'email':
    case 'slack':
    case 'teams':
    case 'jira':
    case 'servicenow':
      return `${address.kind}/${id}`;
  }
}
