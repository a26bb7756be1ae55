import {
  bindParameters,
  instantAfter,
  lintRunbook,
  nextCommand,
  parseRunbook,
  settle,
  type ApiCall,
  type ExecutionState,
  type Instant,
  type JsonObject,
  type Performed,
  type ResourceRef,
  type StepEvent,
} from '@trueup/core';
import { expect, test } from 'vitest';
import { accountRunbook } from './account-runbook.ts';

const START = '2026-01-01T00:00:00.000Z';
const EXECUTION = '4105a4fc-0000-4000-8000-0123456789ab';
const REMOTE = '99999999-0000-4000-8000-000000000000';
const ROLE = 'arn:aws:iam::111122223333:role/Repair';
const resource = {
  arn: 'arn:aws:s3:::bucket',
  id: 'bucket',
  type: 'AWS::S3::Bucket',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
} as ResourceRef;

const remote = accountRunbook({
  document: 'AWSConfigRemediation-Fix',
  version: '7',
  parameters: { BucketName: ['{{ automation:EXECUTION_ID }}'], AutomationAssumeRole: [ROLE] },
  roleArn: ROLE,
  resource,
});

interface World {
  /** What GetAutomationExecution says, look by look; the last for ever. */
  readonly statuses: readonly string[];
  readonly cancelAfterMs?: number;
  readonly denied?: string;
}

interface Told {
  readonly status: string;
  readonly failureMessage?: string;
  readonly calls: readonly ApiCall[];
  readonly steps: readonly string[];
  readonly now: Instant;
}

/** Follows the document against an SSM that answers by script, on a clock that only moves when it is waited for. */
function run({ statuses, cancelAfterMs, denied }: World): Told {
  const parsed = parseRunbook(remote.text);
  if (parsed.kind !== 'document') throw new Error(JSON.stringify(parsed.problems));
  const context = { ...resource, executionId: EXECUTION };
  const bound = bindParameters(parsed.document, remote.input, context, START);
  if (bound.kind !== 'bound') throw new Error(bound.problems.join());
  const calls: ApiCall[] = [];
  const log: StepEvent[] = [];
  let looks = 0;
  let now: Instant = START;
  const perform = (call: ApiCall): Performed => {
    calls.push(call);
    if (call.operation === denied) {
      const failure = { stage: 'Invocation', type: 'Permission', message: 'denied' } as const;
      return { kind: 'failed', retryable: false, code: 'AccessDeniedException', failure };
    }
    if (call.operation === 'StartAutomationExecution') {
      return { kind: 'answered', result: { AutomationExecutionId: REMOTE } };
    }
    if (call.operation === 'StopAutomationExecution') return { kind: 'answered', result: {} };
    const status = statuses[Math.min(looks, statuses.length - 1)] ?? '';
    looks += 1;
    const execution: JsonObject = { AutomationExecutionStatus: status, FailureMessage: `it is ${status}` };
    return { kind: 'answered', result: { AutomationExecution: execution } };
  };
  for (let count = 0; count < 2_000; count += 1) {
    const cancel = cancelAfterMs === undefined ? undefined : instantAfter(START, cancelAfterMs);
    const state: ExecutionState = {
      context,
      parameters: bound.parameters,
      log,
      ...(cancel !== undefined && now >= cancel ? { cancelRequestedAt: cancel } : {}),
    };
    const command = nextCommand(parsed.document, state, now);
    if (command.kind === 'append') log.push(command.event);
    else if (command.kind === 'wait') now = command.until ?? now;
    else if (command.kind === 'perform') {
      if (!('call' in command.work)) throw new Error('no call');
      const settled = settle(parsed.document, state, perform(command.work.call), now);
      if (settled.kind === 'event') log.push(settled.event);
      else if (settled.kind === 'again') now = settled.at;
    } else if (command.kind === 'finish') {
      const steps = log.filter(({ kind }) => kind !== 'step.started').map(({ step, kind }) => `${step} ${kind}`);
      const { failureMessage } = command;
      return { status: command.status, calls, steps, now, ...(failureMessage === undefined ? {} : { failureMessage }) };
    } else throw new Error(command.reason);
  }
  throw new Error('does not end');
}

const operations = ({ calls }: Told): string[] => [...new Set(calls.map(({ operation }) => operation))];

test('it parses and lint has nothing to say, its permissions included', () => {
  expect(parseRunbook(remote.text)).toMatchObject({ kind: 'document', warnings: [] });
  expect(lintRunbook(remote.text, { permissions: remote.statements })).toEqual([]);
});

test('it starts the document with its values as they are, under a token that a second try repeats', () => {
  const told = run({ statuses: ['InProgress', 'InProgress', 'Success'] });
  expect(told.status).toBe('Success');
  expect(told.calls[0]).toEqual({
    service: 'ssm',
    operation: 'StartAutomationExecution',
    parameters: {
      DocumentName: 'AWSConfigRemediation-Fix',
      DocumentVersion: '7',
      Parameters: { BucketName: ['{{ automation:EXECUTION_ID }}'], AutomationAssumeRole: [ROLE] },
      ClientToken: EXECUTION,
    },
  });
  expect(told.calls.slice(1).every(({ parameters }) => parameters['AutomationExecutionId'] === REMOTE)).toBe(true);
  expect(operations(told)).toEqual(['StartAutomationExecution', 'GetAutomationExecution']);
});

test.each(['Failed', 'TimedOut', 'Cancelled', 'Rejected', 'CompletedWithFailure'])(
  'an execution that ends %s there fails here, with what it said',
  (status) => {
    const told = run({ statuses: ['Pending', status] });
    expect(told.status).toBe('Failed');
    expect(told.failureMessage).toContain(status);
    expect(told.steps).toContain('read step.succeeded');
    expect(operations(told)).not.toContain('StopAutomationExecution');
  },
);

test('one that does not end within the hour is stopped there, and fails', () => {
  const told = run({ statuses: ['InProgress'] });
  expect(told.now >= instantAfter(START, 3_600_000)).toBe(true);
  expect(told.calls.at(-1)).toMatchObject({
    operation: 'StopAutomationExecution',
    parameters: { AutomationExecutionId: REMOTE, Type: 'Cancel' },
  });
  expect(['Failed', 'TimedOut']).toContain(told.status);
});

test('a cancel stops it there', () => {
  const told = run({ statuses: ['InProgress'], cancelAfterMs: 60_000 });
  expect(told.calls.at(-1)).toMatchObject({ operation: 'StopAutomationExecution' });
  expect(told.status).toBe('Cancelled');
});

test('what cannot be watched is stopped, and what cannot be started fails', () => {
  const unseen = run({ statuses: [], denied: 'GetAutomationExecution' });
  expect(operations(unseen)).toContain('StopAutomationExecution');
  expect(unseen.status).toBe('Failed');
  const unstarted = run({ statuses: [], denied: 'StartAutomationExecution' });
  expect(operations(unstarted)).toEqual(['StartAutomationExecution']);
  expect(unstarted.status).toBe('Failed');
});

test('it may start this document alone, and pass on this role alone', () => {
  expect(remote.statements[0]?.Resource).toEqual([
    'arn:aws:ssm:eu-west-1:111122223333:automation-definition/AWSConfigRemediation-Fix:*',
    'arn:aws:ssm:eu-west-1::automation-definition/AWSConfigRemediation-Fix:*',
    'arn:aws:ssm:eu-west-1:111122223333:document/AWSConfigRemediation-Fix',
    'arn:aws:ssm:eu-west-1::document/AWSConfigRemediation-Fix',
    'arn:aws:ssm:eu-west-1:111122223333:automation-execution/*',
  ]);
  expect(remote.statements.find(({ Action }) => Action.includes('iam:PassRole'))).toMatchObject({ Resource: ROLE });
  const shared = accountRunbook({
    document: 'arn:aws:ssm:eu-west-1:444455556666:document/Fix',
    version: '1',
    parameters: {},
    roleArn: ROLE,
    resource,
  });
  expect(JSON.stringify(shared.statements)).toContain('444455556666:automation-definition/Fix:*');
});
