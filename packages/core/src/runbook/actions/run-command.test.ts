import { expect, test } from 'vitest';
import { instantAfter } from '../../value/instant.ts';
import type { JsonObject } from '../../value/json.ts';
import type { Reply } from '../procedure.ts';
import { answered, failureOf, play, refused, replies, START } from './play-procedure.ts';
import { runCommand } from './run-command.ts';

const INPUTS = { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-1'], Parameters: { commands: ['true'] } };
const TARGETS = { DocumentName: 'D', Targets: [{ Key: 'tag:a', Values: ['b'] }] };

const agents = (...PingStatus: readonly string[]): Reply =>
  answered({
    InstanceInformationList: PingStatus.map((status, index) => ({ InstanceId: `i-${index + 1}`, PingStatus: status })),
  });
const ONLINE = agents('Online');
const SENT = answered({ Command: { CommandId: 'c-1' } });
const command = (Status: string, rest: JsonObject = {}): Reply =>
  answered({ Commands: [{ CommandId: 'c-1', Status, ErrorCount: 0, ...rest }] });
const plugin = (ResponseCode: number, Output: string): JsonObject => ({ Name: 'p', ResponseCode, Output });
const results = (...invocations: readonly JsonObject[]): Reply => answered({ CommandInvocations: invocations });
const ran = (Status: string, ...CommandPlugins: readonly JsonObject[]): JsonObject => ({ Status, CommandPlugins });
const GOOD = results(ran('Success', plugin(0, 'hello')));

test('a command is sent once the agents are online, and its result is that of the one plugin', () => {
  const cloud = replies(
    answered({ InstanceInformationList: [] }),
    agents('ConnectionLost'),
    ONLINE,
    SENT,
    answered({ Commands: [] }),
    command('Pending'),
    command('InProgress'),
    command('Success'),
    GOOD,
  );
  const played = play(runCommand, INPUTS, cloud);
  expect(played.end).toEqual({
    kind: 'done',
    result: {
      Status: 'Success',
      ResponseCode: 0,
      Output: 'hello',
      CommandId: 'c-1',
      OutputPayload: [{ Status: 'Success', ResponseCode: 0, Output: 'hello', CommandId: 'c-1' }],
    },
  });
  expect(played.calls[0]).toMatchObject({
    operation: 'DescribeInstanceInformation',
    parameters: { Filters: [{ Key: 'InstanceIds', Values: ['i-1'] }] },
  });
  expect(played.calls[3]).toMatchObject({ service: 'ssm', operation: 'SendCommand', parameters: INPUTS });
});

test('every agent must be online', () => {
  const inputs = { ...INPUTS, InstanceIds: ['i-1', 'i-2'] };
  const played = play(runCommand, inputs, replies(agents('Online', 'ConnectionLost')), { timeoutMs: 60_000 });
  expect(played.end.kind).toBe('timed-out');
  expect(played.calls.some(({ operation }) => operation === 'SendCommand')).toBe(false);
  expect(played.stop).toBe(undefined);
});

test('targets are sent to at once, and scalar parameters become lists', () => {
  const inputs = { ...TARGETS, Parameters: { text: 'a', number: 5, flag: true, list: ['b', 1], map: { c: 1 } } };
  const { calls } = play(runCommand, inputs, replies(refused('Nope')));
  expect(calls[0]).toMatchObject({
    operation: 'SendCommand',
    parameters: {
      Targets: TARGETS.Targets,
      Parameters: { text: ['a'], number: ['5'], flag: ['true'], list: ['b', '1'], map: ['{"c":1}'] },
    },
  });
});

test('a command that fails is told in the words of SSM', () => {
  const cloud = replies(ONLINE, SENT, command('Failed', { ErrorCount: 1 }), results(ran('Failed', plugin(1, 'no'))));
  expect(failureOf(play(runCommand, INPUTS, cloud))).toBe(
    'Step fails when it is Poll action status for completion. Command c-1 returns unexpected invocation result: ' +
      '{Status=[Failed], ResponseCode=[1], Output=[no], ' +
      'OutputPayload=[{"Status":"Failed","ResponseCode":1,"Output":"no","CommandId":"c-1"}], CommandId=[c-1]}. ' +
      'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
  );
});

test.each<[string, Reply, Reply]>([
  ['an invocation that failed within MaxErrors', command('Success', { ErrorCount: 1 }), GOOD],
  ['a delivery that timed out', command('Success', { DeliveryTimedOutCount: 1 }), GOOD],
  ['no instance with the tag', command('Success', { StatusDetails: 'NoInstancesInTag' }), results()],
  ['an invocation that was not successful', command('Success'), results(ran('TimedOut'))],
  ['a command that was cancelled', command('Cancelled'), results(ran('Cancelled'))],
  ['a command that timed out', command('TimedOut'), results(ran('TimedOut'))],
])('%s is not success', (_what, listed, invocations) => {
  expect(failureOf(play(runCommand, TARGETS, replies(SENT, listed, invocations)))).toContain('unexpected invocation');
});

test('of several invocations or plugins there is no one output', () => {
  const two = ran('Success', plugin(0, 'a'), plugin(0, 'b'));
  expect(play(runCommand, TARGETS, replies(SENT, command('Success'), results(two))).end).toEqual({
    kind: 'done',
    result: { Status: 'Success', CommandId: 'c-1', OutputPayload: [{ Status: 'Success', CommandId: 'c-1' }] },
  });
  const one = ran('Success', plugin(0, 'a'));
  const several = play(runCommand, TARGETS, replies(SENT, command('Success'), results(one, one)));
  expect(several.end).toMatchObject({ kind: 'done', result: { OutputPayload: [{ Output: 'a' }, { Output: 'a' }] } });
  expect(several.end).not.toHaveProperty('result.Output');
});

test('to stop the step is to cancel the command, once it is known', () => {
  const played = play(runCommand, INPUTS, replies(ONLINE, SENT, command('InProgress')), { timeoutMs: 10_000 });
  expect(played.stop).toEqual({ service: 'ssm', operation: 'CancelCommand', parameters: { CommandId: 'c-1' } });
});

const commentOf = (inputs: JsonObject): unknown =>
  play(runCommand, { ...TARGETS, ...inputs }, replies(refused('Nope'))).calls[0]?.parameters['Comment'];

test('the comment carries the token where there is room for it', () => {
  expect(commentOf({})).toMatch(/^trueup-[0-9a-f]{32}$/);
  expect(commentOf({ Comment: 'patch' })).toMatch(/^patch \[trueup-[0-9a-f]{32}\]$/);
  expect(commentOf({ Comment: 'c'.repeat(60) })).toBe('c'.repeat(60));
});

test('a command that may have been sent before is looked for, page by page, and not sent again', () => {
  const Comment = String(commentOf({}));
  const cloud = replies(
    SENT,
    answered({ Commands: [{ CommandId: 'c-0', Comment: 'other' }], NextToken: 'two' }),
    answered({ Commands: [{ CommandId: 'c-1', Comment }] }),
    command('Success'),
    GOOD,
  );
  const played = play(runCommand, TARGETS, cloud, { deaths: [0] });
  expect(played.end).toMatchObject({ kind: 'done', result: { CommandId: 'c-1' } });
  expect(played.calls.map(({ operation }) => operation)).toEqual([
    'SendCommand',
    'ListCommands',
    'ListCommands',
    'ListCommands',
    'ListCommandInvocations',
  ]);
  expect(played.calls[1]?.parameters).toMatchObject({
    Filters: [{ key: 'InvokedAfter', value: instantAfter(START, -300_000).replace('.000Z', 'Z') }],
  });
  expect(played.calls[2]?.parameters).toMatchObject({ NextToken: 'two' });
});

test('a command that was not sent before is sent after the look', () => {
  const cloud = replies(SENT, answered({ Commands: [] }), SENT, command('Success'), GOOD);
  const played = play(runCommand, TARGETS, cloud, { deaths: [0] });
  expect(played.end.kind).toBe('done');
  expect(played.calls.map(({ operation }) => operation).slice(0, 3)).toEqual([
    'SendCommand',
    'ListCommands',
    'SendCommand',
  ]);
});

test('after a fault of the service nobody knows whether the command was sent, so it is looked for', () => {
  const cloud = replies(
    refused('InternalServerError', 'oops', 'Internal'),
    answered({ Commands: [] }),
    SENT,
    command('Success'),
    GOOD,
  );
  const { calls, end } = play(runCommand, TARGETS, cloud);
  expect(end.kind).toBe('done');
  expect(calls.map(({ operation }) => operation).slice(0, 3)).toEqual(['SendCommand', 'ListCommands', 'SendCommand']);
});
