import {
  accountId,
  isJsonObject,
  partitionOf,
  region,
  type Answer,
  type CallFailure,
  type Door,
  type Scope,
} from '@trueup/core';

/** One message as SQS gave it. */
export interface Received {
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
}

type Called<T> =
  { readonly kind: 'called'; readonly value: T } | { readonly kind: 'failed'; readonly failure: CallFailure };

export interface QueueClient {
  /** Waits for the first of at most 10 messages; they are hidden from others for two minutes. */
  receive(signal: AbortSignal): Promise<Called<readonly Received[]>>;
  /** Those that could not be deleted come again. */
  remove(messages: readonly Received[]): Promise<Called<undefined>>;
}

const MOST_MESSAGES = 10;
/** Longer than a change is let settle and read. */
const HIDDEN_SECONDS = 120;

/** The queue of an ARN, opened in its own account and region with the permission to read from it alone. */
export function queueClient(door: Door, queueArn: string, waitSeconds: number): QueueClient {
  const [, , , place = '', account = '', name = ''] = queueArn.split(':');
  const scope: Scope = { accountId: accountId(account), region: region(place), partition: partitionOf(region(place)) };
  const session = door.open(scope, { mode: 'live', statements: statementsFor(queueArn, scope) });
  const send = (
    operation: string,
    parameters: Readonly<Record<string, string | number | { Id: string }[]>>,
    signal?: AbortSignal,
  ) => session.call({ service: 'sqs', operation, parameters }, signal ? { signal } : {});
  let url: string | undefined;
  const queueUrl = async (signal?: AbortSignal): Promise<Called<string>> => {
    if (url !== undefined) return { kind: 'called', value: url };
    const answer = await send('GetQueueUrl', { QueueName: name, QueueOwnerAWSAccountId: account }, signal);
    const got = outputOf(answer);
    if (got.kind === 'failed') return got;
    url = String(got.value['QueueUrl']);
    return { kind: 'called', value: url };
  };
  return {
    async receive(signal) {
      const at = await queueUrl(signal);
      if (at.kind === 'failed') return at;
      const parameters = {
        MaxNumberOfMessages: MOST_MESSAGES,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: HIDDEN_SECONDS,
      };
      const got = outputOf(await send('ReceiveMessage', { QueueUrl: at.value, ...parameters }, signal));
      // A queue that was made anew may have another URL.
      if (got.kind === 'failed') url = undefined;
      return got.kind === 'failed' ? got : { kind: 'called', value: messagesOf(got.value['Messages']) };
    },
    async remove(messages) {
      const at = await queueUrl();
      if (at.kind === 'failed') return at;
      for (let from = 0; from < messages.length; from += MOST_MESSAGES) {
        const Entries = messages
          .slice(from, from + MOST_MESSAGES)
          .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
        const got = outputOf(await send('DeleteMessageBatch', { QueueUrl: at.value, Entries }));
        if (got.kind === 'failed') return got;
      }
      return { kind: 'called', value: undefined };
    },
  };
}

function outputOf(answer: Answer): Called<Extract<Answer, { kind: 'answered' }>['output']> {
  switch (answer.kind) {
    case 'answered':
      return { kind: 'called', value: answer.output };
    case 'failed':
      return answer;
    case 'planned':
      throw new Error('a call to SQS was held back, though nothing is planned here');
  }
}

function messagesOf(value: unknown): readonly Received[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map((message) => ({
    messageId: String(message['MessageId']),
    receipt: String(message['ReceiptHandle']),
    body: typeof message['Body'] === 'string' ? message['Body'] : '',
  }));
}

/** A queue that is encrypted with a customer's key takes one more of KMS, which is given through SQS alone. */
function statementsFor(queueArn: string, { region: place, partition }: Scope) {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    { Action: ['sqs:GetQueueUrl', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource: [queueArn] },
    {
      Action: ['kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': `sqs.${place}.${suffix}` } },
    },
  ];
}
