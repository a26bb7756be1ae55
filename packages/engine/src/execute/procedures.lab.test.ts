import {
  instantAfter,
  isJsonObject,
  nextCommand,
  parseRunbook,
  settle,
  unreachable,
  type DoorSession,
  type ExecutionState,
  type JsonObject,
  type Performed,
  type StepEvent,
} from '@trueup/core';
import { freshAccount, labAws, type LabAws } from '@trueup/testing';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { failedCall } from './failed-call.ts';

/** The actions of several calls, through the real SDK: against moto, and what moto lacks against scripted answers. */

interface Ran {
  readonly end: Extract<StepEvent, { kind: 'step.succeeded' | 'step.failed' | 'step.timed-out' }>;
  readonly calls: readonly string[];
}

/** Runs a document of one step. Waits are not waited for. After the calls in `deaths` the worker dies. */
async function runStep(
  session: DoorSession,
  action: string,
  inputs: JsonObject,
  deaths: readonly number[] = [],
): Promise<Ran> {
  const text = JSON.stringify({ schemaVersion: '0.3', mainSteps: [{ name: 'step', action, inputs }] });
  const parsed = parseRunbook(text);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  const log: StepEvent[] = [];
  const calls: string[] = [];
  const context = {
    executionId: crypto.randomUUID(),
    accountId: '111122223333',
    region: 'us-east-1',
    partition: 'aws',
  };
  const state = { context, parameters: {}, log } as unknown as ExecutionState;
  let skippedMs = 0;
  const now = (): string => instantAfter(new Date().toISOString(), skippedMs);
  for (;;) {
    const command = nextCommand(parsed.document, state, now());
    switch (command.kind) {
      case 'append':
        log.push(command.event);
        break;
      case 'perform': {
        if (command.work.kind !== 'procedure') throw new Error(`not a call: ${command.work.kind}`);
        const { call } = command.work;
        calls.push(call.operation);
        const answer = await session.call(call, { token: command.token });
        if (answer.kind === 'planned') throw new Error('it was planned');
        if (deaths.includes(calls.length - 1)) {
          skippedMs += 10_000;
          break;
        }
        const performed: Performed =
          answer.kind === 'answered' ? { kind: 'answered', result: answer.output } : failedCall(answer.failure, call);
        const settled = settle(parsed.document, state, performed, now());
        if (settled.kind === 'event') log.push(settled.event);
        else if (settled.kind === 'again') skippedMs += Math.max(0, Date.parse(settled.at) - Date.parse(now()));
        else throw new Error('a call of these actions leads to no POST');
        break;
      }
      case 'finish':
        return { end: endOf(log), calls };
      case 'wait':
      case 'undetermined':
        throw new Error(`the step is to be ${command.kind}`);
      default:
        return unreachable(command);
    }
  }
}

function endOf(log: readonly StepEvent[]): Ran['end'] {
  const last = log.at(-1);
  if (last?.kind === 'step.succeeded' || last?.kind === 'step.failed' || last?.kind === 'step.timed-out') return last;
  throw new Error(`the step ended with ${String(last?.kind)}`);
}

function outputsOf({ end }: Ran): JsonObject {
  if (end.kind === 'step.succeeded') return end.outputs;
  throw new Error(end.kind === 'step.failed' ? end.failure.message : end.message);
}

function failureOf({ end }: Ran): string {
  return end.kind === 'step.failed' ? end.failure.message : `it ended ${end.kind}`;
}

const textIn = (answer: JsonObject, ...path: readonly (string | number)[]): string => {
  let found: unknown = answer;
  for (const key of path) found = (found as Record<string | number, unknown> | undefined)?.[key];
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
};

describe('against moto', () => {
  const aws = (): LabAws => labAws(inject('awsLabEndpoint'), freshAccount());

  async function image({ call }: LabAws, Name: string): Promise<string> {
    return textIn(await call('ec2', 'RegisterImage', { Name, RootDeviceName: '/dev/sda1' }), 'ImageId');
  }

  async function launch(lab: LabAws): Promise<string> {
    const inputs = { ImageId: await image(lab, 'base'), InstanceType: 't3.micro', UserData: 'ZWNobw==' };
    const ran = await runStep(lab.session, 'aws:runInstances', inputs);
    expect(outputsOf(ran)).toMatchObject({ InstanceStates: ['running'] });
    return textIn(outputsOf(ran), 'InstanceIds', 0);
  }

  test('an instance is launched, stopped, started and terminated', async () => {
    const lab = aws();
    const InstanceId = await launch(lab);
    const attribute = await lab.call('ec2', 'DescribeInstanceAttribute', { InstanceId, Attribute: 'userData' });
    expect(attribute).toMatchObject({ UserData: { Value: 'ZWNobw==' } });
    for (const DesiredState of ['stopped', 'running', 'terminated']) {
      const inputs = { InstanceIds: [InstanceId], DesiredState };
      const ran = await runStep(lab.session, 'aws:changeInstanceState', inputs, [0]);
      expect(outputsOf(ran)).toEqual({ InstanceStates: [DesiredState] });
    }
    const again = { InstanceIds: [InstanceId], DesiredState: 'stopped', CheckStateOnly: true };
    expect(failureOf(await runStep(lab.session, 'aws:changeInstanceState', again))).toContain(
      `Instance ${InstanceId} entered unexpected state: terminated`,
    );
  });

  test('what AWS refuses is told in its words', async () => {
    const inputs = { InstanceIds: ['i-0123456789abcdef0'], DesiredState: 'running' };
    const ran = await runStep(aws().session, 'aws:changeInstanceState', inputs);
    expect(failureOf(ran)).toContain('An error occurred (InvalidInstanceID.NotFound) when calling the StartInstances');
  });

  // moto lets two images have one name, so here no worker dies while one is made.
  test('an image is made, copied, and deleted with its snapshots', async () => {
    const lab = aws();
    const InstanceId = await launch(lab);
    const create = { InstanceId, ImageName: 'made', NoReboot: true };
    const made = await runStep(lab.session, 'aws:createImage', create);
    expect(outputsOf(made)).toMatchObject({ ImageState: 'available' });
    const filter = { Filters: [{ Name: 'name', Values: ['made'] }] };
    expect((await lab.call('ec2', 'DescribeImages', filter))['Images']).toHaveLength(1);
    expect(failureOf(await runStep(lab.session, 'aws:createImage', create))).toContain('already taken by ami-');

    const copy = { SourceRegion: 'us-east-1', SourceImageId: outputsOf(made)['ImageId'] ?? '', ImageName: 'copied' };
    const copied = await runStep(lab.session, 'aws:copyImage', copy);
    expect(outputsOf(copied)).toMatchObject({ ImageState: 'available' });

    const ImageId = textIn(outputsOf(made), 'ImageId');
    const described = await lab.call('ec2', 'DescribeImages', { ImageIds: [ImageId] });
    const SnapshotId = textIn(described, 'Images', 0, 'BlockDeviceMappings', 0, 'Ebs', 'SnapshotId');
    const deleted = await runStep(lab.session, 'aws:deleteImage', { ImageId }, [1, 4]);
    expect(deleted.end.kind).toBe('step.succeeded');
    await expect(lab.call('ec2', 'DescribeSnapshots', { SnapshotIds: [SnapshotId] })).rejects.toThrow('NotFound');
    expect((await lab.call('ec2', 'DescribeImages', filter))['Images']).toHaveLength(0);
  });

  const TEMPLATE = JSON.stringify({
    Parameters: { Name: { Type: 'String' } },
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Name' } } } },
  });

  test('a stack is created and deleted, and its name is free afterwards', async () => {
    const lab = aws();
    const Parameters = [{ ParameterKey: 'Name', ParameterValue: 'topic' }];
    const create = { StackName: 'stack', TemplateBody: TEMPLATE, Parameters, Tags: [{ Key: 'k', Value: 'v' }] };
    const created = await runStep(lab.session, 'aws:createStack', create);
    expect(outputsOf(created)).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      StackId: expect.stringMatching(/^arn:/),
    });
    expect(failureOf(await runStep(lab.session, 'aws:createStack', create))).toContain('(AlreadyExistsException)');

    const remove = { StackName: 'stack' };
    expect((await runStep(lab.session, 'aws:deleteStack', remove, [1])).end.kind).toBe('step.succeeded');
    await expect(lab.call('cloudformation', 'DescribeStacks', remove)).rejects.toThrow('does not exist');
    const nothing = await runStep(lab.session, 'aws:deleteStack', remove);
    expect(nothing).toMatchObject({ calls: ['DescribeStacks'], end: { kind: 'step.succeeded' } });
    expect(outputsOf(await runStep(lab.session, 'aws:createStack', create))).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
    });
  });

  test('instances and parameters are tagged', async () => {
    const lab = aws();
    const InstanceId = await launch(lab);
    const Tags = [
      { Key: 'Team', Value: 'blue' },
      { Key: 'Empty', Value: '' },
    ];
    const ec2 = await runStep(lab.session, 'aws:createTags', { ResourceIds: [InstanceId], Tags }, [0]);
    expect(ec2.end.kind).toBe('step.succeeded');
    expect(ec2.calls).toEqual(['CreateTags', 'CreateTags', 'DescribeTags']);

    await lab.call('ssm', 'PutParameter', { Name: 'one', Value: 'v', Type: 'String' });
    const inputs = { ResourceIds: ['one'], ResourceType: 'Parameter', Tags };
    expect((await runStep(lab.session, 'aws:createTags', inputs)).end.kind).toBe('step.succeeded');
    const listed = await lab.call('ssm', 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId: 'one' });
    expect(listed['TagList']).toEqual(expect.arrayContaining(Tags));
  });
});

type Scripted = (parameters: JsonObject) => unknown;

/** Answers these operations (`AmazonSSM.SendCommand`, `lambda Invoke`) by script, and has moto answer the others. */
async function scriptedEndpoint(upstream: string, script: Readonly<Record<string, Scripted>>) {
  const server = createServer((incoming, response) => {
    void serve(incoming, response, upstream, script);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, close: () => server.close() };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  upstream: string,
  script: Readonly<Record<string, Scripted>>,
): Promise<void> {
  const body = await buffer(incoming);
  const path = incoming.url ?? '/';
  const isInvoke = /^\/2015-03-31\/functions\/[^/]+\/invocations/.test(path);
  const name = isInvoke ? 'lambda Invoke' : String(incoming.headers['x-amz-target'] ?? '');
  const scripted = script[name];
  if (!scripted) {
    const { method, headers } = incoming;
    const forwarded = request(new URL(path, upstream), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.end(body);
    return;
  }
  const given: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  const answer = scripted(isJsonObject(given) ? given : {});
  const { statusCode = 200, headers = {}, text } = answer as Partial<Raw>;
  if (text === undefined) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  else response.writeHead(statusCode, headers);
  response.end(text ?? JSON.stringify(answer));
}

/** An answer that is not plain JSON with status 200. */
interface Raw {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

function refusal(type: string, message: string): Raw {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type };
  return { statusCode: 400, headers, text: JSON.stringify({ __type: type, message }) };
}

describe('against scripted answers', () => {
  const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:m';
  const started = new Map<string, { readonly input: unknown; looks: number }>();
  const commands: JsonObject[] = [];
  const payloads: JsonObject[] = [];
  let endpoint: Awaited<ReturnType<typeof scriptedEndpoint>>;

  const seconds = (): number => Date.now() / 1_000;
  const script: Readonly<Record<string, Scripted>> = {
    'AWSStepFunctions.StartExecution': ({ name, input }) => {
      const arn = `${MACHINE.replace('stateMachine', 'execution')}:${String(name)}`;
      if (started.has(arn)) return refusal('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      started.set(arn, { input, looks: 0 });
      return { executionArn: arn, startDate: seconds() };
    },
    'AWSStepFunctions.DescribeExecution': ({ executionArn }) => {
      const run = started.get(String(executionArn));
      if (!run) return refusal('ExecutionDoesNotExist', 'no such execution');
      run.looks += 1;
      const status = run.looks < 3 ? 'RUNNING' : run.input === '{"fails":true}' ? 'FAILED' : 'SUCCEEDED';
      const end = status === 'RUNNING' ? {} : { stopDate: seconds(), output: '{"b":2}', error: 'E', cause: 'because' };
      return {
        executionArn,
        stateMachineArn: MACHINE,
        name: 'n',
        startDate: seconds(),
        input: run.input,
        status,
        ...end,
      };
    },
    'AmazonSSM.DescribeInstanceInformation': () => ({
      InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online' }],
    }),
    'AmazonSSM.SendCommand': (sent) => {
      const command = { ...sent, CommandId: `00000000-0000-4000-8000-00000000000${commands.length}` };
      commands.push(command);
      return { Command: command };
    },
    'AmazonSSM.ListCommands': ({ CommandId }) => ({
      Commands: commands
        .filter((command) => CommandId === undefined || command['CommandId'] === CommandId)
        .map((command) => ({ CommandId: command['CommandId'], Comment: command['Comment'], ...ended(command) })),
    }),
    'AmazonSSM.ListCommandInvocations': ({ CommandId }) => {
      const command = commands.find((one) => one['CommandId'] === CommandId) ?? {};
      const plugin = { Name: 'aws:runShellScript', ResponseCode: fails(command) ? 1 : 0, Output: 'text' };
      return { CommandInvocations: [{ CommandId, Status: ended(command).Status, CommandPlugins: [plugin] }] };
    },
    'lambda Invoke': (payload) => {
      payloads.push(payload);
      const error = payload['fails'] === true ? { 'x-amz-function-error': 'Unhandled' } : {};
      const headers = { 'x-amz-log-result': 'bG9n', 'x-amz-executed-version': '$LATEST', ...error };
      return { statusCode: 200, headers, text: payload['fails'] === true ? '{"errorMessage":"ä"}' : '"vol-ä"' };
    },
  };
  const fails = (command: JsonObject): boolean => command['DocumentName'] === 'Fails';
  const ended = (command: JsonObject) => ({
    Status: fails(command) ? 'Failed' : 'Success',
    ErrorCount: fails(command) ? 1 : 0,
  });

  beforeAll(async () => {
    endpoint = await scriptedEndpoint(inject('awsLabEndpoint'), script);
  });
  afterAll(() => endpoint.close());
  const session = (): DoorSession => labAws(endpoint.endpoint, freshAccount()).session;

  test('a state machine is run once, though its worker dies, and its outputs are texts', async () => {
    const inputs = { stateMachineArn: MACHINE, input: { a: 1 } };
    const ran = await runStep(session(), 'aws:executeStateMachine', inputs, [0]);
    expect(ran.calls.slice(0, 3)).toEqual(['StartExecution', 'StartExecution', 'DescribeExecution']);
    expect(outputsOf(ran)).toMatchObject({ status: 'SUCCEEDED', input: '{"a":1}', output: '{"b":2}' });
    expect(outputsOf(ran)['stopDate']).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(started.size).toBe(1);
    const failing = { stateMachineArn: MACHINE, input: '{"fails":true}' };
    expect(failureOf(await runStep(session(), 'aws:executeStateMachine', failing))).toContain(
      'ended with the status FAILED. E: because.',
    );
  });

  test('a command is sent once, though its worker dies, and its result is read', async () => {
    const inputs = { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-1'], Parameters: { commands: 'true' } };
    const ran = await runStep(session(), 'aws:runCommand', inputs, [1]);
    expect(outputsOf(ran)).toMatchObject({ Status: 'Success', ResponseCode: 0, Output: 'text' });
    expect(commands).toMatchObject([{ Parameters: { commands: ['true'] }, InstanceIds: ['i-1'] }]);
    expect(failureOf(await runStep(session(), 'aws:runCommand', { ...inputs, DocumentName: 'Fails' }))).toContain(
      'returns unexpected invocation result: {Status=[Failed], ResponseCode=[1], Output=[text], OutputPayload=[{',
    );
  });

  test('a function is invoked with its payload, and answers text; its error fails the step', async () => {
    const inputs = { FunctionName: 'f', InputPayload: { a: 'ä' } };
    const ran = await runStep(session(), 'aws:invokeLambdaFunction', inputs);
    expect(outputsOf(ran)).toEqual({ StatusCode: 200, LogResult: 'bG9n', Payload: 'vol-ä' });
    expect(payloads).toEqual([{ a: 'ä' }]);
    const failing = { FunctionName: 'f', Payload: '{"fails":true}' };
    expect(failureOf(await runStep(session(), 'aws:invokeLambdaFunction', failing))).toContain(
      'The function f ended with the error Unhandled: {"errorMessage":"ä"}',
    );
  });
});
