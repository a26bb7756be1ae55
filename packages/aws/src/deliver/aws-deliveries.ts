import type { Deliver, Door } from '@trueup/core';
import { deadLetterSender, type SendDeadLetter } from './send-dead-letter.ts';
import type { QueueUrls } from './send-to-queue.ts';
import { toBus } from './to-bus.ts';
import { toFunction } from './to-function.ts';
import { toQueue } from './to-queue.ts';
import { toStateMachine } from './to-state-machine.ts';
import { toTopic } from './to-topic.ts';

type AwsTargetKind = 'sns' | 'sqs' | 'event-bus' | 'lambda' | 'step-functions';

export interface AwsDeliveries {
  /** By the kind of target. */
  readonly deliver: { readonly [K in AwsTargetKind]: Deliver<K> };
  readonly sendDeadLetter: SendDeadLetter;
}

/** Sends to AWS, through the door, in the account and region that the target's ARN names. */
export function awsDeliveries(door: Door): AwsDeliveries {
  const urls: QueueUrls = new Map();
  return {
    deliver: {
      sns: toTopic(door),
      sqs: toQueue(door, urls),
      'event-bus': toBus(door),
      lambda: toFunction(door),
      'step-functions': toStateMachine(door),
    },
    sendDeadLetter: deadLetterSender(door, urls),
  };
}
