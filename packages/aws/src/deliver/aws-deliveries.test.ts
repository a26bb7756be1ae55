import { snsSubject, messageOf, type DeliveryOutcome, type DeliveryProblem, type JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { failed, scriptedDoor, type Failed, type Script } from '../collectors/scripted-door.ts';
import { awsDeliveries } from './aws-deliveries.ts';
import { DELIVERY_ID, never, scriptedParcel } from './scripted-parcel.ts';

const AT = 'eu-west-1:444455556666';
const TOPIC = `arn:aws:sns:${AT}:alerts`;
const QUEUE = `arn:aws:sqs:${AT}:inbox`;
const BUS = `arn:aws:events:${AT}:event-bus/security`;
const FUNCTION = `arn:aws:lambda:${AT}:function:fix`;
const MACHINE = `arn:aws:states:${AT}:stateMachine:fix`;
const SCOPE = { accountId: '444455556666', region: 'eu-west-1', partition: 'aws' };

const SENT: Script = {
  'sns Publish': () => ({ MessageId: 'm-1' }),
  'sqs GetQueueUrl': () => ({ QueueUrl: 'https://sqs.example/444455556666/inbox' }),
  'sqs SendMessage': () => ({ MessageId: 'm-1' }),
  'events PutEvents': () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }),
  'lambda Invoke': () => ({ StatusCode: 202 }),
  'stepfunctions StartExecution': () => ({ executionArn: 'x' }),
};

function given(script: Script = {}) {
  const door = scriptedDoor({ ...SENT, ...script });
  const { deliver, sendDeadLetter } = awsDeliveries(door);
  return { door, deliver, sendDeadLetter };
}

test('SNS gets the body and a subject of its own kind, in the account and region of the topic', async () => {
  const { door, deliver } = given();
  const address = { kind: 'sns', topicArn: TOPIC } as const;
  const parcel = scriptedParcel(address);
  expect(await deliver.sns(address, parcel, never)).toEqual({ kind: 'delivered', detail: 'message m-1' });
  const Subject = snsSubject(messageOf(parcel.event, 'en'));
  expect(door.calls).toEqual([
    {
      service: 'sns',
      operation: 'Publish',
      parameters: { TopicArn: TOPIC, Subject, Message: parcel.body },
      scope: SCOPE,
      mode: 'live',
    },
  ]);
});

test('a FIFO topic keeps the events of a rule in order and drops a second attempt', async () => {
  const { door, deliver } = given();
  const address = { kind: 'sns', topicArn: `${TOPIC}.fifo` } as const;
  await deliver.sns(address, scriptedParcel(address), never);
  expect(door.calls[0]?.parameters).toMatchObject({
    MessageGroupId: 'tell-the-team',
    MessageDeduplicationId: DELIVERY_ID,
  });
});

test("a queue's URL is asked for once, and again after a refusal", async () => {
  let isGone = false;
  const refuse = (): Failed => failed('AWS.SimpleQueueService.NonExistentQueue', 'not-found');
  const { door, deliver } = given({ 'sqs SendMessage': () => (isGone ? refuse() : { MessageId: 'm-1' }) });
  const address = { kind: 'sqs', queueArn: QUEUE } as const;
  const send = () => deliver.sqs(address, scriptedParcel(address), never);
  expect(await send()).toEqual({ kind: 'delivered', detail: 'message m-1' });
  await send();
  isGone = true;
  expect(await send()).toMatchObject({ kind: 'refused', code: 'NO_RESOURCE' });
  isGone = false;
  await send();
  expect(door.calls.map(({ operation }) => operation)).toEqual([
    'GetQueueUrl',
    'SendMessage',
    'SendMessage',
    'SendMessage',
    'GetQueueUrl',
    'SendMessage',
  ]);
  expect(door.calls[0]?.parameters).toEqual({ QueueName: 'inbox', QueueOwnerAWSAccountId: '444455556666' });
  expect(door.calls[1]?.parameters).toEqual({
    QueueUrl: 'https://sqs.example/444455556666/inbox',
    MessageBody: '{"hello":"wörld"}',
    MessageAttributes: {
      RULE_ARN: { DataType: 'String', StringValue: 'arn:aws:events:eu-west-1:111122223333:rule/tell-the-team' },
      DELIVERY_ID: { DataType: 'String', StringValue: DELIVERY_ID },
    },
  });
});

test.each([
  [`${QUEUE}.fifo`, undefined, { MessageGroupId: 'tell-the-team', MessageDeduplicationId: DELIVERY_ID }],
  [`${QUEUE}.fifo`, 'mine', { MessageGroupId: 'mine', MessageDeduplicationId: DELIVERY_ID }],
  [QUEUE, 'mine', { MessageGroupId: 'mine' }],
])('the queue %s with the group %s', async (queueArn, messageGroupId, expected) => {
  const { door, deliver } = given();
  const address = { kind: 'sqs', queueArn, ...(messageGroupId !== undefined && { messageGroupId }) } as const;
  await deliver.sqs(address, scriptedParcel(address), never);
  const { MessageGroupId, MessageDeduplicationId } = door.calls[1]?.parameters ?? {};
  expect(JSON.parse(JSON.stringify({ MessageGroupId, MessageDeduplicationId }))).toEqual(expected);
});

const event = scriptedParcel({ kind: 'event-bus', busArn: BUS }).event;

test.each<[string, string, JsonObject]>([
  [
    'the event itself, under a source that is not AWS’s',
    JSON.stringify(event),
    { Source: 'trueup.aws.securityhub', DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) },
  ],
  [
    'an event that the input made',
    '{"source":"my.app","detail-type":"Mine","detail":{"a":1},"resources":[]}',
    { Source: 'my.app', DetailType: 'Mine', Detail: '{"a":1}', Resources: [] },
  ],
  [
    'a source that only looks like AWS’s',
    '{"source":"AWS.x","detail-type":"T","detail":{},"resources":[]}',
    { Source: 'trueup.AWS.x' },
  ],
  [
    'any other object as the detail',
    '{"source":"my.app","detail":"text"}',
    { Source: 'trueup.aws.securityhub', Detail: '{"source":"my.app","detail":"text"}', Resources: event.resources },
  ],
])('a bus gets %s', async (_what, body, expected) => {
  const { door, deliver } = given();
  const address = { kind: 'event-bus', busArn: BUS } as const;
  const outcome = await deliver['event-bus'](address, scriptedParcel(address, { body }), never);
  expect(outcome).toEqual({ kind: 'delivered', detail: 'event e-1' });
  expect(door.calls[0]).toMatchObject({
    service: 'events',
    operation: 'PutEvents',
    parameters: { Entries: [{ EventBusName: BUS, Time: event.time, ...expected }] },
  });
});

test.each(['text', '"text"', '[1]', '1'])('a bus does not get %s', async (body) => {
  const { door, deliver } = given();
  const address = { kind: 'event-bus', busArn: BUS } as const;
  const outcome = await deliver['event-bus'](address, scriptedParcel(address, { body }), never);
  expect(outcome).toMatchObject({ kind: 'refused', code: 'INVALID_JSON' });
  expect(door.calls).toEqual([]);
});

test.each([
  ['InternalFailure', 'failed', 'ERROR_FROM_TARGET'],
  ['ThrottlingException', 'failed', 'THROTTLING'],
  ['NotAuthorizedForSourceException', 'refused', 'NO_PERMISSIONS'],
  ['AccessDeniedException', 'refused', 'NO_PERMISSIONS'],
  ['MalformedDetail', 'refused', 'INVALID_PARAMETER'],
])('an entry that a bus refuses with %s has %s', async (ErrorCode, kind, code) => {
  const Entries = [{ ErrorCode, ErrorMessage: 'why' }];
  const { deliver } = given({ 'events PutEvents': () => ({ FailedEntryCount: 1, Entries }) });
  const address = { kind: 'event-bus', busArn: BUS } as const;
  const outcome = await deliver['event-bus'](address, scriptedParcel(address), never);
  expect(outcome).toEqual({ kind, code, message: `the bus refused the event: ${ErrorCode}: why` });
});

test.each([
  ['{"a":1}', '{"a":1}'],
  ['plain "text"', '"plain \\"text\\""'],
])('a function and a state machine get %s as %s', async (body, expected) => {
  const { door, deliver } = given();
  const toFunction = { kind: 'lambda', functionArn: FUNCTION } as const;
  expect(await deliver.lambda(toFunction, scriptedParcel(toFunction, { body }), never)).toEqual({ kind: 'delivered' });
  const toMachine = { kind: 'step-functions', stateMachineArn: MACHINE } as const;
  await deliver['step-functions'](toMachine, scriptedParcel(toMachine, { body }), never);
  expect(door.calls.map(({ parameters }) => parameters)).toEqual([
    { FunctionName: FUNCTION, InvocationType: 'Event', Payload: expected },
    { stateMachineArn: MACHINE, name: DELIVERY_ID, input: expected },
  ]);
});

test('an execution that an earlier attempt has started is delivered', async () => {
  const { deliver } = given({ 'stepfunctions StartExecution': () => failed('ExecutionAlreadyExists', 'other') });
  const address = { kind: 'step-functions', stateMachineArn: MACHINE } as const;
  expect(await deliver['step-functions'](address, scriptedParcel(address), never)).toEqual({
    kind: 'delivered',
    detail: `execution ${DELIVERY_ID}, by an earlier attempt`,
  });
});

test.each([
  ['ThrottlingException', 'throttled', 'failed', 'THROTTLING'],
  ['Timeout', 'timed-out', 'failed', 'TIMEOUT'],
  ['NoAnswer', 'unreachable', 'failed', 'CONNECTION_FAILURE'],
  ['InternalError', 'service-fault', 'failed', 'ERROR_FROM_TARGET'],
  ['Cancelled', 'other', 'failed', 'SDK_CLIENT_ERROR'],
  ['Odd', 'other', 'failed', 'UNKNOWN'],
  ['ExpiredTokenException', 'access-denied', 'failed', 'TRANSIENT_ASSUME_ROLE'],
  ['AccessDenied', 'access-denied', 'refused', 'NO_PERMISSIONS'],
  ['NotFound', 'not-found', 'refused', 'NO_RESOURCE'],
  ['InvalidParameter', 'invalid', 'refused', 'INVALID_PARAMETER'],
] as const)('a call that ends with %s (%s) has %s: %s', async (error, failure, kind, code) => {
  const refuse = () => failed(error, failure);
  const { deliver } = given(Object.fromEntries(Object.keys(SENT).map((call) => [call, refuse])));
  const expected = { kind, code, message: `${error}: ${error} it is` };
  const sns = { kind: 'sns', topicArn: TOPIC } as const;
  const sqs = { kind: 'sqs', queueArn: QUEUE } as const;
  const bus = { kind: 'event-bus', busArn: BUS } as const;
  const lambda = { kind: 'lambda', functionArn: FUNCTION } as const;
  const machine = { kind: 'step-functions', stateMachineArn: MACHINE } as const;
  expect([
    await deliver.sns(sns, scriptedParcel(sns), never),
    await deliver.sqs(sqs, scriptedParcel(sqs), never),
    await deliver['event-bus'](bus, scriptedParcel(bus), never),
    await deliver.lambda(lambda, scriptedParcel(lambda), never),
    await deliver['step-functions'](machine, scriptedParcel(machine), never),
  ]).toEqual(Array.from({ length: 5 }, () => expected));
});

test.each(['inbox', TOPIC, 'arn:aws:sqs:eu-west-1::inbox'])('%s is no queue', async (queueArn) => {
  const { door, deliver } = given();
  const address = { kind: 'sqs', queueArn } as const;
  const outcome: DeliveryOutcome = await deliver.sqs(address, scriptedParcel(address), never);
  expect(outcome).toMatchObject({ kind: 'refused', code: 'INVALID_PARAMETER' });
  expect(door.calls).toEqual([]);
});

test('a role is narrowed to the one action on the one target', async () => {
  const opened: unknown[] = [];
  const door = scriptedDoor(SENT);
  const { deliver } = awsDeliveries({
    ...door,
    open: (scope, options) => {
      opened.push(options.statements);
      return door.open(scope, options);
    },
  });
  const address = { kind: 'sns', topicArn: TOPIC } as const;
  await deliver.sns(address, scriptedParcel(address), never);
  expect(opened).toEqual([
    [
      { Action: ['sns:Publish'], Resource: [TOPIC] },
      {
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' } },
      },
    ],
  ]);
});

test.each<[DeliveryProblem, JsonObject]>([
  [
    { code: 'THROTTLING', message: 'too\u0000 much 🚒', exhausted: 'MaximumRetryAttempts' },
    { ERROR_CODE: 'THROTTLING', ERROR_MESSAGE: 'too  much 🚒', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' },
  ],
  [
    { code: 'NO_PERMISSIONS', message: 'x'.repeat(5_000) },
    { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'x'.repeat(1_024) },
  ],
])('a dead letter is the event with the attributes of EventBridge', async (problem, expected) => {
  const { door, sendDeadLetter } = given();
  const parcel = scriptedParcel({ kind: 'lambda', functionArn: FUNCTION });
  expect(await sendDeadLetter(QUEUE, { parcel, problem, retries: 185 }, never)).toMatchObject({ kind: 'delivered' });
  const { MessageBody, MessageAttributes } = door.calls[1]?.parameters ?? {};
  expect(JSON.parse(String(MessageBody))).toEqual(parcel.event);
  const values = Object.entries(MessageAttributes as JsonObject).map(([name, value]) => [
    name,
    (value as JsonObject)['StringValue'],
  ]);
  expect(Object.fromEntries(values)).toEqual({
    RULE_ARN: parcel.rule.arn,
    TARGET_ARN: FUNCTION,
    RETRY_ATTEMPTS: '185',
    ...expected,
  });
});

test.each([
  [{ kind: 'sqs', queueArn: QUEUE }, QUEUE],
  [{ kind: 'slack', urlSecret: 'S' }, 'slack/one'],
  [{ kind: 'webhook', url: 'https://example.com/secret' }, 'webhook/one'],
] as const)('the target %j is named %s', async (address, expected) => {
  const { door, sendDeadLetter } = given();
  const letter = { parcel: scriptedParcel(address), problem: { code: 'TIMEOUT', message: 'late' }, retries: 0 };
  await sendDeadLetter(QUEUE, letter, never);
  expect(door.calls[1]?.parameters).toMatchObject({ MessageAttributes: { TARGET_ARN: { StringValue: expected } } });
});
