import { expect, test } from 'vitest';
import { instantAfter } from '../../value/instant.ts';
import type { JsonObject } from '../../value/json.ts';
import type { Reply } from '../procedure.ts';
import { executeStateMachine } from './execute-state-machine.ts';
import { invokeLambdaFunction } from './invoke-lambda-function.ts';
import { invokeWebhook } from './invoke-webhook.ts';
import { answered, failureOf, play, refused, replies, START, type PlayedCloud } from './play-procedure.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:m';
const EXECUTION = 'arn:aws:states:eu-west-1:111122223333:execution:m:run';
const STARTED = answered({ executionArn: EXECUTION, startDate: START });
const run = (status: string, rest: JsonObject = {}): Reply =>
  answered({ executionArn: EXECUTION, stateMachineArn: MACHINE, name: 'run', status, startDate: START, ...rest });

test('a state machine is run to its end, and its outputs are texts', () => {
  const inputs = { stateMachineArn: MACHINE, name: 'run', input: '{"a":1}' };
  const ended = { input: '{"a":1}', output: '{"b":2}', stopDate: instantAfter(START, 5_000) };
  const played = play(executeStateMachine, inputs, replies(STARTED, run('RUNNING'), run('SUCCEEDED', ended)));
  expect(played.end).toEqual({
    kind: 'done',
    result: {
      executionArn: EXECUTION,
      stateMachineArn: MACHINE,
      name: 'run',
      status: 'SUCCEEDED',
      startDate: START,
      ...ended,
    },
  });
  expect(played.calls[0]).toEqual({ service: 'stepfunctions', operation: 'StartExecution', parameters: inputs });
});

test.each(['FAILED', 'TIMED_OUT', 'ABORTED'])('an execution that ends %s fails the step and tells why', (status) => {
  const cloud = replies(STARTED, run(status, { error: 'States.TaskFailed', cause: 'no disk' }));
  expect(failureOf(play(executeStateMachine, { stateMachineArn: MACHINE, name: 'run' }, cloud))).toContain(
    `Execution ${EXECUTION} ended with the status ${status}. States.TaskFailed: no disk.`,
  );
});

test('a map is the JSON text of the input, and the attempt gives the name where there is none', () => {
  const { calls } = play(
    executeStateMachine,
    { stateMachineArn: MACHINE, input: { a: [1] } },
    replies(refused('Nope')),
  );
  expect(calls[0]?.parameters).toMatchObject({ input: '{"a":[1]}', name: expect.stringMatching(/^trueup-/) });
});

test('an execution of that name from before the step is not taken for its own', () => {
  const taken = refused('ExecutionAlreadyExists', `Execution Already Exists: '${EXECUTION}'`);
  const before = run('SUCCEEDED', { startDate: instantAfter(START, -301_000) });
  const inputs = { stateMachineArn: `${MACHINE}:alias`, name: 'run' };
  expect(failureOf(play(executeStateMachine, inputs, replies(taken, before)))).toContain('already taken by an earlier');
  const played = play(executeStateMachine, inputs, replies(refused('ExecutionAlreadyExists'), run('SUCCEEDED')));
  expect(played.end.kind).toBe('done');
  expect(played.calls[1]?.parameters).toEqual({ executionArn: EXECUTION });
});

test('to stop the step is to stop the execution, once there is one', () => {
  const inputs = { stateMachineArn: MACHINE, name: 'run' };
  const running = play(executeStateMachine, inputs, replies(STARTED, run('RUNNING')), { timeoutMs: 10_000 });
  expect(running.end.kind).toBe('timed-out');
  expect(running.stop).toMatchObject({ operation: 'StopExecution', parameters: { executionArn: EXECUTION } });
  const unborn = play(executeStateMachine, inputs, replies(refused('Nope')));
  expect(unborn.stop).toBe(undefined);
});

const lambda = (inputs: JsonObject, answer: JsonObject = {}) =>
  play(invokeLambdaFunction, { FunctionName: 'f', ...inputs }, replies(answered({ StatusCode: 200, ...answer })));

test.each([
  ['"vol-1"', 'vol-1'],
  ['{"a":1}', '{"a":1}'],
  ['"', '"'],
  ['""', ''],
  ['""twice""', '"twice"'],
  ['null', 'null'],
])('the payload %s is %s to the document', (Payload, shown) => {
  const { end } = lambda({}, { Payload, LogResult: 'bG9n' });
  expect(end).toEqual({ kind: 'done', result: { StatusCode: 200, LogResult: 'bG9n', Payload: shown } });
});

test.each<[JsonObject, JsonObject]>([
  [{}, { FunctionName: 'f', InvocationType: 'RequestResponse', LogType: 'Tail' }],
  [{ InvocationType: 'Event' }, { FunctionName: 'f', InvocationType: 'Event' }],
  [
    { LogType: 'None', Qualifier: 'live' },
    { InvocationType: 'RequestResponse', LogType: 'None', Qualifier: 'live' },
  ],
  [{ Payload: '{"a":1}' }, { Payload: '{"a":1}' }],
  [{ Payload: { a: 1 } }, { Payload: '{"a":1}' }],
  [{ Payload: '{"a":1}', InputPayload: { b: 2 } }, { Payload: '{"b":2}' }],
])('the inputs %j are asked for as %j', (inputs, parameters) => {
  const { calls } = lambda(inputs);
  expect(calls[0]).toMatchObject({ service: 'lambda', operation: 'Invoke', parameters });
  if (inputs['InvocationType'] === 'Event') expect(calls[0]?.parameters['LogType']).toBe(undefined);
});

test.each(['Handled', 'Unhandled'])('a function that ends with a %s error fails the step', (FunctionError) => {
  const played = lambda({}, { FunctionError, Payload: '{"errorMessage":"no disk"}' });
  expect(failureOf(played)).toContain(
    `The function f ended with the error ${FunctionError}: {"errorMessage":"no disk"}`,
  );
});

test('a payload is cut at 200 KB of whole characters', () => {
  const { end } = lambda({}, { Payload: `a${'ä'.repeat(150_000)}` });
  expect(end).toEqual({ kind: 'done', result: { StatusCode: 200, Payload: `a${'ä'.repeat(102_399)}` } });
});

const parameter = (value: unknown): Reply => answered({ Parameter: { Value: JSON.stringify(value) } });
const INTEGRATION = {
  url: 'https://hooks.example/T0/secret',
  headers: { 'X-Key': 'secret' },
  payload: '{"text":"hi"}',
};

function hook(inputs: JsonObject, integration: Reply, answer: Reply) {
  const posts: unknown[] = [];
  const cloud: PlayedCloud = {
    call: () => integration,
    post: (post) => {
      posts.push(post);
      return answer;
    },
  };
  return { ...play(invokeWebhook, { IntegrationName: 'chat', ...inputs }, cloud), posts };
}

test.each([200, 404, 503])(
  'a webhook that answers %i succeeds, and the document may look at the code',
  (ResponseCode) => {
    const played = hook({}, parameter(INTEGRATION), answered({ Response: 'text', ResponseCode }));
    expect(played.end).toEqual({ kind: 'done', result: { Response: 'text', ResponseCode } });
    expect(played.calls).toEqual([
      {
        service: 'ssm',
        operation: 'GetParameter',
        parameters: {
          Name: '/d9d01087-4a3f-49e0-b0b4-d568d7826553/ssm/integrations/webhook/chat',
          WithDecryption: true,
        },
      },
    ]);
    expect(played.posts).toEqual([
      {
        kind: 'post',
        url: INTEGRATION.url,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': expect.stringMatching(/^trueup-/),
          'x-key': 'secret',
        },
        body: '{"text":"hi"}',
      },
    ]);
  },
);

test('nothing of an integration is written down, nor shown where it is wrong', () => {
  const played = hook({}, parameter(INTEGRATION), answered({ Response: '', ResponseCode: 200 }));
  expect(JSON.stringify(played.progress)).not.toContain('secret');
  const wrong = hook({}, parameter({ url: 'http://hooks.example/secret' }), answered({ ResponseCode: 200 }));
  expect(failureOf(wrong)).toContain('The integration chat holds no JSON with an https "url"');
  expect(failureOf(wrong)).not.toContain('secret');
  expect(wrong.posts).toEqual([]);
  expect(failureOf(hook({}, answered({ Parameter: { Value: 'secret' } }), answered({})))).not.toContain('secret');
});

test('the body of the step goes before the stored one, and its headers before ours', () => {
  const stored = { url: INTEGRATION.url, headers: { 'Content-Type': 'text/plain' }, payload: { text: 'hi' } };
  const [own] = hook({ Body: { text: 'mine' } }, parameter(stored), answered({ ResponseCode: 200 })).posts;
  expect(own).toMatchObject({ body: '{"text":"mine"}', headers: { 'content-type': 'text/plain' } });
  const [other] = hook({}, parameter(stored), answered({ ResponseCode: 200 })).posts;
  expect(other).toMatchObject({ body: '{"text":"hi"}' });
});

test('a webhook that cannot be reached, or an integration that cannot be read, fails the step', () => {
  const unreachable = refused('NoAnswer', 'connection refused', 'Internal');
  expect(hook({}, parameter(INTEGRATION), unreachable).end).toMatchObject({ failure: { type: 'Internal' } });
  const played = hook({}, refused('ParameterNotFound'), answered({}));
  expect(failureOf(played)).toContain('ParameterNotFound');
  expect(played.posts).toEqual([]);
});
