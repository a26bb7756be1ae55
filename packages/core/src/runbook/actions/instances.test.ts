import { expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { instantAfter } from '../../value/instant.ts';
import type { Reply } from '../procedure.ts';
import { changeInstanceState } from './change-instance-state.ts';
import { answered, failureOf, play, refused, replies, START } from './play-procedure.ts';
import { runInstances } from './run-instances.ts';

const states = (...names: readonly string[]): Reply =>
  answered({
    Reservations: names.map((Name, index) => ({ Instances: [{ InstanceId: `i-${index + 1}`, State: { Name } }] })),
  });
const checks = (InstanceStatus: string, SystemStatus: string, Name = 'running'): Reply =>
  answered({
    InstanceStatuses: [
      {
        InstanceId: 'i-1',
        InstanceState: { Name },
        InstanceStatus: { Status: InstanceStatus },
        SystemStatus: { Status: SystemStatus },
      },
    ],
  });
const DONE = answered({});
const change = (DesiredState: string, rest: JsonObject = {}): JsonObject => ({
  InstanceIds: ['i-1'],
  DesiredState,
  ...rest,
});
const operations = (calls: readonly { readonly operation: string }[]): readonly string[] =>
  calls.map(({ operation }) => operation);

test('running is reached when both status checks are passed, not before', () => {
  const cloud = replies(
    DONE,
    states('pending'),
    states('running'),
    checks('initializing', 'initializing'),
    checks('ok', 'initializing'),
    checks('initializing', 'ok'),
    checks('ok', 'ok'),
  );
  const played = play(changeInstanceState, change('running'), cloud);
  expect(played.end).toEqual({ kind: 'done', result: { InstanceStates: ['running'] } });
  expect(operations(played.calls)).toEqual([
    'StartInstances',
    ...Array<string>(2).fill('DescribeInstances'),
    ...Array<string>(4).fill('DescribeInstanceStatus'),
  ]);
  expect(played.calls.at(-1)?.parameters).toEqual({ InstanceIds: ['i-1'], IncludeAllInstances: true });
  expect(played.now).toBe(instantAfter(START, 8_000));
  expect(played.progress).toHaveLength(3);
});

test('stopped waits for every instance, and Force goes with the call', () => {
  const inputs = { InstanceIds: ['i-1', 'i-2'], DesiredState: 'stopped', Force: true };
  const cloud = replies(DONE, states('stopped'), states('stopped', 'stopping'), states('stopped', 'stopped'));
  const played = play(changeInstanceState, inputs, cloud);
  expect(played.end).toEqual({ kind: 'done', result: { InstanceStates: ['stopped', 'stopped'] } });
  expect(played.calls[0]).toMatchObject({
    operation: 'StopInstances',
    parameters: { InstanceIds: ['i-1', 'i-2'], Force: true },
  });
});

test.each([
  ['stopped', 'shutting-down'],
  ['stopped', 'terminated'],
  ['running', 'terminated'],
])('%s fails at an instance that is %s', (desired, state) => {
  const played = play(changeInstanceState, change(desired), replies(DONE, states(state)));
  expect(failureOf(played)).toBe(
    `Step fails when it is Poll action status for completion. Instance i-1 entered unexpected state: ${state}. ` +
      'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
  );
});

test('an instance that ends while its status is checked fails the step', () => {
  const cloud = replies(DONE, states('running'), checks('not-applicable', 'not-applicable', 'terminated'));
  expect(failureOf(play(changeInstanceState, change('running'), cloud))).toContain('unexpected state: terminated');
});

test('terminated is what a termination is waited for', () => {
  const played = play(
    changeInstanceState,
    change('terminated'),
    replies(DONE, states('shutting-down'), states('terminated')),
  );
  expect(played.end).toEqual({ kind: 'done', result: { InstanceStates: ['terminated'] } });
  expect(played.calls[0]).toMatchObject({ operation: 'TerminateInstances', parameters: { InstanceIds: ['i-1'] } });
});

test('CheckStateOnly changes nothing and waits', () => {
  const inputs = change('stopped', { CheckStateOnly: true });
  const played = play(changeInstanceState, inputs, replies(states('stopping'), states('stopped')));
  expect(played.end.kind).toBe('done');
  expect(new Set(operations(played.calls))).toEqual(new Set(['DescribeInstances']));
});

test('a look goes on through throttling and faults of the service, and ends at what will not pass', () => {
  const throttled = refused('RequestLimitExceeded', 'slow down', 'Throttling');
  const fault = refused('InternalError', 'oops', 'Internal');
  const well = play(changeInstanceState, change('stopped'), replies(DONE, throttled, fault, states('stopped')));
  expect(well.end.kind).toBe('done');
  const denied = refused('UnauthorizedOperation', 'no', 'Permission');
  const ill = play(changeInstanceState, change('stopped'), replies(DONE, denied));
  expect(ill.end).toMatchObject({ kind: 'failed', failure: { type: 'Permission' } });
  const absent = refused('NotImplemented', 'no', 'Internal');
  expect(play(changeInstanceState, change('stopped'), replies(DONE, absent)).end.kind).toBe('failed');
});

test('a change that was throttled to the end of the door’s patience fails the step', () => {
  const throttled = refused('RequestLimitExceeded', 'slow down', 'Throttling');
  const played = play(changeInstanceState, change('stopped'), replies(throttled, states('stopped')));
  expect(played.end).toMatchObject({ kind: 'failed', failure: { type: 'Throttling' } });
});

test('a refused change is the failure of the step, in the words of the call', () => {
  const played = play(changeInstanceState, change('running'), replies(refused('IncorrectInstanceState')));
  expect(failureOf(played)).toContain('An error occurred (IncorrectInstanceState) when calling');
});

const LAUNCHED = answered({ Instances: [{ InstanceId: 'i-1' }] });

test('launched instances are waited for, and what the inputs say is what is asked for', () => {
  const inputs = {
    ImageId: 'ami-1',
    InstanceType: 't3.micro',
    MinInstanceCount: 1,
    MaxInstanceCount: 3,
    IamInstanceProfileName: 'p',
    Monitoring: true,
    UserData: 'ZWNobyDDpA==',
    SecurityGroupIds: ['sg-1'],
  };
  const played = play(
    runInstances,
    inputs,
    replies(LAUNCHED, states('pending'), states('running'), checks('ok', 'ok')),
  );
  expect(played.end).toEqual({ kind: 'done', result: { InstanceIds: ['i-1'], InstanceStates: ['running'] } });
  expect(operations(played.calls)).toEqual([
    'RunInstances',
    'DescribeInstances',
    'DescribeInstances',
    'DescribeInstanceStatus',
  ]);
  const { ClientToken, ...parameters } = JSON.parse(JSON.stringify(played.calls[0]?.parameters)) as JsonObject;
  expect(ClientToken).toMatch(/^trueup-[0-9a-f]{32}$/);
  expect(parameters).toEqual({
    ImageId: 'ami-1',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 3,
    IamInstanceProfile: { Name: 'p' },
    Monitoring: { Enabled: true },
    // The call encodes it, as boto3 does.
    UserData: 'echo ä',
    SecurityGroupIds: ['sg-1'],
  });
});

test('one m1.small is launched where the inputs do not say, under a token of their own if they do', () => {
  const { calls } = play(runInstances, { ImageId: 'a', ClientToken: 'mine' }, replies(refused('Unsupported')));
  expect(calls[0]?.parameters).toMatchObject({
    InstanceType: 'm1.small',
    MinCount: 1,
    MaxCount: 1,
    ClientToken: 'mine',
  });
});

test('as many are launched as must be, where the inputs do not say how many may be', () => {
  const { calls } = play(runInstances, { ImageId: 'a', MinInstanceCount: 2 }, replies(refused('Unsupported')));
  expect(calls[0]?.parameters).toMatchObject({ MinCount: 2, MaxCount: 2 });
});

test.each(['shutting-down', 'terminated', 'stopping', 'stopped'])(
  'a launched instance that is %s fails the step',
  (state) => {
    const played = play(runInstances, { ImageId: 'ami-1' }, replies(LAUNCHED, states(state)));
    expect(failureOf(played)).toBe(
      "Step fails when it's verifying launched instance(s) are ready to be used. " +
        `Instance i-1 entered unexpected state: ${state}. ` +
        'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
    );
  },
);

test('an instance may be invisible right after its launch, but not for long', () => {
  const unseen = refused('InvalidInstanceID.NotFound');
  const well = play(
    runInstances,
    { ImageId: 'a' },
    replies(LAUNCHED, unseen, unseen, states('running'), checks('ok', 'ok')),
  );
  expect(well.end.kind).toBe('done');
  const ill = play(runInstances, { ImageId: 'a' }, replies(LAUNCHED, unseen));
  expect(failureOf(ill)).toContain('InvalidInstanceID.NotFound');
  expect(ill.now).toBe(instantAfter(START, 120_000));
});
