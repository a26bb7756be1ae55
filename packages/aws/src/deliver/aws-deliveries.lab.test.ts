import { randomInt } from 'node:crypto';
import { accountId, region, type JsonObject, type Scope } from '@trueup/core';
import { afterAll, expect, inject, test } from 'vitest';
import { awsDoor } from '../door/aws-door.ts';
import { awsDeliveries } from './aws-deliveries.ts';
import { DELIVERY_ID, never, scriptedParcel } from './scripted-parcel.ts';

const door = awsDoor({ endpoint: inject('awsLabEndpoint'), accountOf: () => ({ role: 'Member' }) });
afterAll(() => door.close());
const { deliver, sendDeadLetter } = awsDeliveries(door);
/** An account of its own, which is not the one that the process belongs to. */
const scope: Scope = {
  accountId: accountId(String(randomInt(100_000_000_000, 999_999_999_999))),
  region: region('eu-west-1'),
  partition: 'aws',
};
const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:${scope.region}:${scope.accountId}:${resource}`;

async function aws(service: string, operation: string, parameters: JsonObject): Promise<JsonObject> {
  const answer = await door.open(scope, { mode: 'live' }).call({ service, operation, parameters });
  if (answer.kind !== 'answered') throw new Error(`${service} ${operation}: ${JSON.stringify(answer)}`);
  return answer.output;
}

interface Queue {
  readonly arn: string;
  received(): Promise<readonly JsonObject[]>;
}

async function queue(name: string, Attributes: JsonObject = {}): Promise<Queue> {
  const { QueueUrl } = await aws('sqs', 'CreateQueue', { QueueName: name, Attributes });
  const asked = { QueueUrl: QueueUrl ?? null, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  return {
    arn: arnOf('sqs', name),
    received: async () => ((await aws('sqs', 'ReceiveMessage', asked))['Messages'] ?? []) as readonly JsonObject[],
  };
}

test('a message reaches a queue of another account, with its attributes', async () => {
  const inbox = await queue('inbox');
  const address = { kind: 'sqs', queueArn: inbox.arn } as const;
  expect(await deliver.sqs(address, scriptedParcel(address), never)).toMatchObject({ kind: 'delivered' });
  expect(await inbox.received()).toMatchObject([
    {
      Body: '{"hello":"wörld"}',
      MessageAttributes: {
        DELIVERY_ID: { StringValue: DELIVERY_ID },
        RULE_ARN: { StringValue: scriptedParcel(address).rule.arn },
      },
    },
  ]);
});

test('a FIFO queue keeps one of two attempts', async () => {
  const inbox = await queue('ordered.fifo', { FifoQueue: 'true' });
  const address = { kind: 'sqs', queueArn: inbox.arn } as const;
  await deliver.sqs(address, scriptedParcel(address), never);
  await deliver.sqs(address, scriptedParcel(address), never);
  expect(await inbox.received()).toHaveLength(1);
});

test('what is published to a topic reaches the queue that is subscribed', async () => {
  const inbox = await queue('subscribed');
  const { TopicArn } = await aws('sns', 'CreateTopic', { Name: 'alerts' });
  const topicArn = String(TopicArn);
  await aws('sns', 'Subscribe', { TopicArn: topicArn, Protocol: 'sqs', Endpoint: inbox.arn });
  const address = { kind: 'sns', topicArn } as const;
  expect(await deliver.sns(address, scriptedParcel(address), never)).toMatchObject({ kind: 'delivered' });
  const [received] = await inbox.received();
  expect(JSON.parse(String(received?.['Body']))).toMatchObject({
    Message: '{"hello":"wörld"}',
    Subject: expect.stringMatching(/^[\x20-\x7e]{1,99}$/),
  });
});

test('an event reaches the queue that a rule of the bus sends it to', async () => {
  const inbox = await queue('of-the-bus');
  await aws('events', 'CreateEventBus', { Name: 'security' });
  const rule = { Name: 'all', EventBusName: 'security' };
  const EventPattern = JSON.stringify({ source: [{ suffix: 'aws.securityhub' }] });
  await aws('events', 'PutRule', { ...rule, EventPattern });
  await aws('events', 'PutTargets', {
    Rule: 'all',
    EventBusName: 'security',
    Targets: [{ Id: 'queue', Arn: inbox.arn }],
  });
  const address = { kind: 'event-bus', busArn: arnOf('events', 'event-bus/security') } as const;
  const parcel = scriptedParcel(address);
  const whole = { ...parcel, body: JSON.stringify(parcel.event) };
  expect(await deliver['event-bus'](address, whole, never)).toMatchObject({ kind: 'delivered' });
  const [received] = await inbox.received();
  expect(JSON.parse(String(received?.['Body']))).toMatchObject({
    source: 'trueup.aws.securityhub',
    'detail-type': parcel.event['detail-type'],
    resources: parcel.event.resources,
    detail: parcel.event.detail,
  });
});

test('a state machine starts one execution for two attempts', async () => {
  const Trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [Trust] });
  await aws('iam', 'CreateRole', { RoleName: 'machine', AssumeRolePolicyDocument });
  const made = await aws('stepfunctions', 'CreateStateMachine', {
    name: 'fix',
    definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
    roleArn: `arn:aws:iam::${scope.accountId}:role/machine`,
  });
  const address = { kind: 'step-functions', stateMachineArn: String(made['stateMachineArn']) } as const;
  const start = (body: string) => deliver['step-functions'](address, scriptedParcel(address, { body }), never);
  expect(await start('{}')).toMatchObject({ kind: 'delivered' });
  expect(await start('{"other":1}')).toMatchObject({ kind: 'delivered' });
  const { executions } = await aws('stepfunctions', 'ListExecutions', { stateMachineArn: address.stateMachineArn });
  expect(executions).toMatchObject([{ name: DELIVERY_ID }]);
});

test('a dead letter is in its queue', async () => {
  const dead = await queue('dead');
  const parcel = scriptedParcel({ kind: 'slack', urlSecret: 'S' });
  const problem = { code: 'TIMEOUT', message: 'late', exhausted: 'MaximumEventAgeInSeconds' } as const;
  expect(await sendDeadLetter(dead.arn, { parcel, problem, retries: 3 }, never)).toMatchObject({ kind: 'delivered' });
  const [letter] = await dead.received();
  expect(JSON.parse(String(letter?.['Body']))).toEqual(parcel.event);
  expect(letter?.['MessageAttributes']).toMatchObject({
    ERROR_CODE: { StringValue: 'TIMEOUT' },
    EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumEventAgeInSeconds' },
    RETRY_ATTEMPTS: { StringValue: '3' },
    TARGET_ARN: { StringValue: 'slack/one' },
  });
});

test('a queue, a topic and a state machine that are not there are not asked again', async () => {
  const sqs = { kind: 'sqs', queueArn: arnOf('sqs', 'none') } as const;
  const sns = { kind: 'sns', topicArn: arnOf('sns', 'none') } as const;
  const machine = { kind: 'step-functions', stateMachineArn: arnOf('states', 'stateMachine:none') } as const;
  const lambda = { kind: 'lambda', functionArn: arnOf('lambda', 'function:none') } as const;
  const gone = { kind: 'refused', code: 'NO_RESOURCE' };
  expect(await deliver.sqs(sqs, scriptedParcel(sqs), never)).toMatchObject(gone);
  expect(await deliver.sns(sns, scriptedParcel(sns), never)).toMatchObject(gone);
  expect(await deliver['step-functions'](machine, scriptedParcel(machine), never)).toMatchObject(gone);
  expect(await deliver.lambda(lambda, scriptedParcel(lambda), never)).toMatchObject(gone);
});

test('an account that is not ours to enter is refused', async () => {
  const closed = awsDoor({ endpoint: inject('awsLabEndpoint'), accountOf: () => undefined });
  const address = { kind: 'sqs', queueArn: arnOf('sqs', 'inbox') } as const;
  expect(await awsDeliveries(closed).deliver.sqs(address, scriptedParcel(address), never)).toMatchObject({
    kind: 'refused',
    code: 'NO_PERMISSIONS',
  });
  closed.close();
});
