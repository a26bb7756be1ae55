import { outcomeOfFailure, type DeliveryOutcome, type Door, type JsonObject } from '@trueup/core';
import { openTarget, type NotCalled, type OpenTarget } from './call-target.ts';

/** The URLs of queues by ARN. A queue keeps its URL for as long as it is there. */
export type QueueUrls = Map<string, string>;

export interface QueueMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Absent: the queue orders nothing. */
  readonly groupId?: string;
  /** What a FIFO queue knows a second attempt by. */
  readonly deduplicationId: string;
}

const MOST_URLS = 1_000;
/** Of an attribute's value. SQS counts them into the 256 KB of the message. */
const LONGEST_ATTRIBUTE = 1_024;

/** SQS SendMessage, to the queue's own account and region. */
export async function sendToQueue(
  { door, urls }: { readonly door: Door; readonly urls: QueueUrls },
  queueArn: string,
  message: QueueMessage,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const target = openTarget(door, queueArn, { service: 'sqs', actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'] });
  if ('kind' in target) return target;
  const url = urls.get(queueArn) ?? (await queueUrl(target, signal));
  if (typeof url !== 'string') return url;
  remember(urls, queueArn, url);
  const isFifo = queueArn.endsWith('.fifo');
  const parameters = {
    QueueUrl: url,
    MessageBody: message.body,
    MessageAttributes: attributes(message.attributes),
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
    ...(isFifo && { MessageDeduplicationId: message.deduplicationId }),
  };
  const answer = await target.call({ service: 'sqs', operation: 'SendMessage', parameters }, signal);
  if (answer.kind === 'called') return { kind: 'delivered', detail: `message ${String(answer.output['MessageId'])}` };
  // A queue that was made anew may have another URL.
  urls.delete(queueArn);
  return outcomeOfFailure(answer.failure);
}

async function queueUrl(target: OpenTarget, signal: AbortSignal): Promise<string | NotCalled> {
  const parameters = { QueueName: target.resource, QueueOwnerAWSAccountId: target.scope.accountId };
  const answer = await target.call({ service: 'sqs', operation: 'GetQueueUrl', parameters }, signal);
  if (answer.kind === 'not-called') return outcomeOfFailure(answer.failure);
  const url = answer.output['QueueUrl'];
  return typeof url === 'string' && url !== ''
    ? url
    : { kind: 'failed', code: 'ERROR_FROM_TARGET', message: `SQS answered no URL for ${target.arn}` };
}

function remember(urls: QueueUrls, arn: string, url: string): void {
  if (urls.size >= MOST_URLS && !urls.has(arn)) urls.clear();
  urls.set(arn, url);
}

const NOT_TAKEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** SQS takes no attribute without a value, and in one only the characters of XML. */
function attributes(values: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const StringValue = value.slice(0, LONGEST_ATTRIBUTE).toWellFormed().replace(NOT_TAKEN, ' ');
      return StringValue === '' ? [] : [[name, { DataType: 'String', StringValue }]];
    }),
  );
}
