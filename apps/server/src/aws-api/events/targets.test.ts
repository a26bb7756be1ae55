import {
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { EventRule, EventTarget, TargetAddress } from '@trueup/core';
import { expect, test } from 'vitest';
import { ACCOUNT, OTHER } from '../scripted-api.ts';
import { busOf } from './scripted-bus.ts';

const AT = '2026-03-01T10:00:00.250Z';
const place = `eu-west-1:${ACCOUNT}`;
const HOOK: EventTarget = { id: 'hook', address: { kind: 'webhook', url: 'https://example.com/secret' } };

async function withRule(...targets: EventTarget[]) {
  const put: EventTarget[] = [];
  const rule: EventRule = {
    name: 'r',
    bus: 'default',
    arn: `arn:aws:events:${place}:rule/r`,
    enabled: true,
    targets,
    createdBy: 'ann',
    createdAt: AT,
    updatedAt: AT,
  };
  const bus = await busOf({
    rule: (name) => Promise.resolve(name === 'r' ? rule : undefined),
    rules: () => Promise.resolve([{ ...rule, name: 'q', targets: [] }, rule]),
    putTargets: (_rule, given) => {
      if (given[0]?.id === 'much') return Promise.resolve({ kind: 'too-many', reason: 'A rule has 5 targets.' });
      if (given[0]?.id === 'bad') return Promise.resolve({ kind: 'invalid', reason: 'InputTemplate for target bad …' });
      put.push(...given);
      return Promise.resolve({ kind: 'done' });
    },
    removeTargets: (name, ids) =>
      Promise.resolve(
        name === 'r' ? { kind: 'removed', missing: ids.filter((id) => id === 'none') } : { kind: 'unknown' },
      ),
  });
  const send = (...Targets: Target[]) => bus.send(new PutTargetsCommand({ Rule: 'r', Targets }));
  const listed = async () => (await bus.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets;
  return { bus, put, send, listed };
}

const ADDRESSES: readonly [string, TargetAddress][] = [
  [`arn:aws:sns:${place}:topic.fifo`, { kind: 'sns', topicArn: `arn:aws:sns:${place}:topic.fifo` }],
  [`arn:aws:sqs:${place}:queue`, { kind: 'sqs', queueArn: `arn:aws:sqs:${place}:queue` }],
  [
    `arn:aws:lambda:${place}:function:f:live`,
    { kind: 'lambda', functionArn: `arn:aws:lambda:${place}:function:f:live` },
  ],
  [
    `arn:aws:states:${place}:stateMachine:m`,
    { kind: 'step-functions', stateMachineArn: `arn:aws:states:${place}:stateMachine:m` },
  ],
  [
    `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/audit`,
    { kind: 'event-bus', busArn: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/audit` },
  ],
  [`arn:aws:ssm:${place}:automation-definition/Nap`, { kind: 'runbook', document: 'Nap' }],
  [
    `arn:aws:ssm:${place}:automation-definition/Nap:$DEFAULT`,
    { kind: 'runbook', document: 'Nap', version: '$DEFAULT' },
  ],
  [
    `arn:aws:ssm:eu-west-1:${OTHER}:automation-definition/Nap:3`,
    { kind: 'runbook', document: `arn:aws:ssm:eu-west-1:${OTHER}:document/Nap`, version: '3' },
  ],
  ['arn:aws:trueup:::remediation', { kind: 'remediation' }],
];

test.each(ADDRESSES)('%s is an address, and is listed as it was put', async (Arn, address) => {
  const { put, send } = await withRule();
  await send({ Id: 't', Arn });
  expect(put).toEqual([{ id: 't', address }]);
  const { bus, listed } = await withRule({ id: 't', address });
  expect(await listed()).toEqual([{ Id: 't', Arn }]);
  const byTarget = await bus.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }));
  expect(byTarget.RuleNames).toEqual(['r']);
});

test("AWS's own documents, which are of no account, go by their name", async () => {
  const { put, send } = await withRule();
  await send({ Id: 't', Arn: 'arn:aws:ssm:eu-west-1::automation-definition/AWS-StopEC2Instance:$LATEST' });
  expect(put).toMatchObject([{ address: { kind: 'runbook', document: 'AWS-StopEC2Instance', version: '$LATEST' } }]);
});

const notValid = (arn: string, reason: string) => ({
  name: 'ValidationException',
  message: `Parameter ${arn} is not valid. Reason: ${reason}`,
});

test.each(['x', 'arn:aws:sns', 'arn:aws:sns:eu-west-1::topic', `arn:aws:sqs::${ACCOUNT}:queue`])(
  '%s is no ARN',
  async (Arn) => {
    const { put, send } = await withRule();
    await expect(send({ Id: 't', Arn })).rejects.toMatchObject(notValid(Arn, 'Provided Arn is not in correct format.'));
    expect(put).toEqual([]);
  },
);

test.each([
  `arn:aws:ecs:${place}:cluster/c`,
  `arn:aws:lambda:${place}:layer:l`,
  `arn:aws:ssm:${place}:document/Nap`,
  `arn:aws:ssm:${place}:automation-definition/Nap:0`,
])('%s is nothing that events are sent to here', async (Arn) => {
  const { send } = await withRule();
  const message = expect.stringContaining('It is none of: SNS topics, SQS queues') as string;
  await expect(send({ Id: 't', Arn })).rejects.toMatchObject({ name: 'ValidationException', message });
});

test('what only Trueup sends to is listed without its address, and put back as it is', async () => {
  const { listed, put, send } = await withRule(HOOK);
  const [shown] = (await listed()) ?? [];
  expect(shown).toEqual({ Id: 'hook', Arn: 'arn:aws:trueup:::webhook/hook' });
  await send({ ...(shown as Target), InputPath: '$.detail' });
  expect(put).toEqual([{ ...HOOK, input: { kind: 'path', path: '$.detail' } }]);
  for (const Arn of ['arn:aws:trueup:::webhook/other', 'arn:aws:trueup:::slack/hook']) {
    await expect(send({ Id: 'hook', Arn })).rejects.toMatchObject(notValid(Arn, 'The rule has no such target yet.'));
  }
});

test('a key sends to its own account alone', async () => {
  const { put, send } = await withRule();
  const Arn = `arn:aws:sqs:eu-west-1:${OTHER}:queue`;
  await expect(send({ Id: 't', Arn })).rejects.toMatchObject(
    notValid(Arn, `It is of another account than this key, ${ACCOUNT}.`),
  );
  const own = { Id: 't', Arn: `arn:aws:ssm:${place}:automation-definition/Nap` };
  const RoleArn = `arn:aws:iam::${OTHER}:role/admin`;
  await expect(send({ ...own, RoleArn })).rejects.toMatchObject(
    notValid('RoleArn', `${RoleArn} is no role of account ${ACCOUNT}.`),
  );
  await expect(send({ ...own, DeadLetterConfig: { Arn } })).rejects.toMatchObject(
    notValid('DeadLetterConfig.Arn', `${Arn} is no standard SQS queue of account ${ACCOUNT}.`),
  );
  expect(put).toEqual([]);
});

const QUEUE = { Id: 't', Arn: `arn:aws:sqs:${place}:queue.fifo` };

test('everything about a target that is kept is listed again', async () => {
  const wire: Target[] = [
    {
      ...QUEUE,
      SqsParameters: { MessageGroupId: 'g' },
      Input: '{"a":1}',
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: `arn:aws:sqs:${place}:dead` },
    },
    {
      Id: 'u',
      Arn: `arn:aws:ssm:${place}:automation-definition/Nap`,
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
      InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"Id":[<id>]}' },
    },
    { Id: 'v', Arn: `arn:aws:sns:${place}:t`, InputPath: '$.detail' },
  ];
  const { put, send } = await withRule();
  expect(await send(...wire)).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
  expect(put).toEqual([
    {
      id: 't',
      address: { kind: 'sqs', queueArn: QUEUE.Arn, messageGroupId: 'g' },
      input: { kind: 'constant', text: '{"a":1}' },
      retry: { maxAttempts: 3, maxAgeSeconds: 60 },
      deadLetterArn: `arn:aws:sqs:${place}:dead`,
    },
    {
      id: 'u',
      address: { kind: 'runbook', document: 'Nap', roleArn: `arn:aws:iam::${ACCOUNT}:role/r` },
      input: { kind: 'transformer', paths: { id: '$.detail.id' }, template: '{"Id":[<id>]}' },
    },
    {
      id: 'v',
      address: { kind: 'sns', topicArn: `arn:aws:sns:${place}:t` },
      input: { kind: 'path', path: '$.detail' },
    },
  ]);
  const { listed } = await withRule(...put);
  expect(await listed()).toEqual(wire);
});

test('a retry policy without a member has the longest that AWS knows', async () => {
  const { put, send } = await withRule();
  await send({ ...QUEUE, RetryPolicy: { MaximumRetryAttempts: 0 } }, { ...QUEUE, Id: 'u', RetryPolicy: {} });
  expect(put.map(({ retry }) => retry)).toEqual([
    { maxAttempts: 0, maxAgeSeconds: 86_400 },
    { maxAttempts: 185, maxAgeSeconds: 86_400 },
  ]);
});

test.each<[string, Target, object]>([
  [
    'two inputs',
    { ...QUEUE, Input: '{}', InputPath: '$' },
    {
      name: 'ValidationException',
      message: 'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    },
  ],
  ['a dead letter queue that is none', { ...QUEUE, DeadLetterConfig: { Arn: 'x' } }, { name: 'ValidationException' }],
  [
    'a dead letter queue that is FIFO',
    { ...QUEUE, DeadLetterConfig: { Arn: QUEUE.Arn } },
    { name: 'ValidationException' },
  ],
  ['an input that the application refuses', { ...QUEUE, Id: 'bad' }, { message: 'InputTemplate for target bad …' }],
  ['more targets than a rule has', { ...QUEUE, Id: 'much' }, { name: 'LimitExceededException' }],
  ['too many retries', { ...QUEUE, RetryPolicy: { MaximumRetryAttempts: 186 } }, { name: 'ValidationException' }],
])('%s: nothing is put', async (_what, target, error) => {
  const { put, send } = await withRule();
  await expect(send(target, { ...QUEUE, Id: 'good' })).rejects.toMatchObject(error);
  expect(put).toEqual([]);
});

test('targets of a rule that is not there are neither put, listed nor removed', async () => {
  const { bus } = await withRule();
  const missing = { name: 'ResourceNotFoundException', message: 'Rule none does not exist on EventBus default.' };
  await expect(bus.send(new PutTargetsCommand({ Rule: 'none', Targets: [QUEUE] }))).rejects.toMatchObject(missing);
  await expect(bus.send(new ListTargetsByRuleCommand({ Rule: 'none' }))).rejects.toMatchObject(missing);
  await expect(bus.send(new RemoveTargetsCommand({ Rule: 'none', Ids: ['t'] }))).rejects.toMatchObject(missing);
});

test('removing tells which targets the rule does not have', async () => {
  const { bus } = await withRule();
  expect(await bus.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['t', 'none'] }))).toMatchObject({
    FailedEntryCount: 1,
    FailedEntries: [
      {
        TargetId: 'none',
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: "Rule 'r' does not have a target with the Id 'none'.",
      },
    ],
  });
});
