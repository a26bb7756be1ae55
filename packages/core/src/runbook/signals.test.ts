import { expect, test } from 'vitest';
import { instantAfter, type Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Command } from './command.ts';
import type { RunbookDocument } from './document.ts';
import { ANSWERED, callStep, CONTEXT, documentOfSteps, drive, START } from './drive-document.ts';
import type { ExecutionState, Signal, StepEvent } from './execution-state.ts';
import { nextCommand } from './next-command.ts';
import { settle } from './settle.ts';
import { stepExecutions } from './step-executions.ts';

const approve = (inputs: JsonObject = {}, rest: JsonObject = {}): JsonObject => ({
  name: 'Ask',
  action: 'aws:approve',
  inputs: { Approvers: ['alice', 'arn:aws:iam::111122223333:user/bob'], ...inputs },
  ...rest,
});
const BOB = 'arn:aws:iam::111122223333:user/bob';
const yes = (by: string, at: Instant = START): Signal => ({ kind: 'approve', at, by, step: 'Ask' });
const no = (by: string, at: Instant = START): Signal => ({ kind: 'reject', at, by, step: 'Ask' });

interface Ran {
  readonly command: Command;
  readonly log: readonly StepEvent[];
  readonly steps: readonly string[];
}

/** Runs as far as it goes without waiting; calls are answered with nothing. */
function run(document: RunbookDocument, rest: Partial<ExecutionState> = {}, now: Instant = START): Ran {
  const log = [...(rest.log ?? [])];
  const steps: string[] = [];
  for (let count = 0; count < 1_000; count += 1) {
    const state: ExecutionState = { context: CONTEXT, parameters: {}, ...rest, log };
    const command = nextCommand(document, state, now);
    if (command.kind === 'append') log.push(command.event);
    else if (command.kind === 'perform') {
      steps.push(command.step);
      const settled = settle(document, state, ANSWERED, now);
      if (settled.kind !== 'event') throw new Error('looks again');
      log.push(settled.event);
    } else return { command, log, steps };
  }
  throw new Error('the document does not end');
}

const document = documentOfSteps([approve(), callStep('After')], { outputs: ['Ask.ApprovalStatus'] });

test('an approval waits for a signal, for seven days', () => {
  const { command, log } = run(document);
  expect(command).toEqual({ kind: 'wait', for: 'signal', step: 'Ask', until: instantAfter(START, 604_800_000) });
  expect(stepExecutions(document, { log })[0]).toMatchObject({ name: 'Ask', status: 'Waiting' });
});

test('one approval is enough, and two are asked for where the document says so', () => {
  const { command, steps } = run(document, { signals: [yes('alice')] });
  expect(steps).toEqual(['After']);
  expect(command).toMatchObject({ kind: 'finish', status: 'Success', outputs: { 'Ask.ApprovalStatus': ['Approved'] } });
  const two = documentOfSteps([approve({ MinRequiredApprovals: 2 })]);
  expect(run(two, { signals: [yes('alice'), yes('alice')] }).command.kind).toBe('wait');
  expect(run(two, { signals: [yes('alice'), yes(BOB)] }).command).toMatchObject({ kind: 'finish', status: 'Success' });
});

test('a rejection fails the step, and who is not asked has no say', () => {
  expect(run(document, { signals: [yes('mallory')] }).command.kind).toBe('wait');
  const { command } = run(document, { signals: [no(BOB), yes('alice')] });
  expect(command).toMatchObject({ kind: 'finish', status: 'Failed' });
  expect(command.kind === 'finish' && command.failureMessage).toContain(`rejected by ${BOB}`);
});

test('an approval that comes too late does not count; one that came in time counts whenever it is looked at', () => {
  const late = instantAfter(START, 604_800_001);
  const { log } = run(document);
  expect(run(document, { log, signals: [yes('alice', late)] }, late).command).toMatchObject({ status: 'TimedOut' });
  const inTime = yes('alice', instantAfter(START, 1_000));
  expect(run(document, { log, signals: [inTime] }, late).command).toMatchObject({ status: 'Success' });
});

test('approvers are told once, before the wait', () => {
  const NotificationArn = 'arn:aws:sns:eu-west-1:111122223333:Automation-ask';
  const asking = documentOfSteps([approve({ NotificationArn, Message: 'May I?' })]);
  const first = run(asking);
  expect(first.steps).toEqual(['Ask']);
  expect(first.command).toMatchObject({ kind: 'wait', for: 'signal' });
  expect(run(asking, { log: first.log, signals: [yes('alice')] }).steps).toEqual([]);
});

test('a pause waits without end for Resume, of this step alone', () => {
  const pausing = documentOfSteps([{ name: 'Hold', action: 'aws:pause', inputs: {} }, callStep('After')]);
  expect(run(pausing).command).toEqual({ kind: 'wait', for: 'signal', step: 'Hold' });
  const resume = (step: string): Signal => ({ kind: 'resume', at: START, by: 'x', step });
  expect(run(pausing, { signals: [resume('After')] }).command.kind).toBe('wait');
  expect(run(pausing, { signals: [resume('Hold')] }).steps).toEqual(['After']);
});

test('inside a loop each iteration is approved by itself', () => {
  const loop = { name: 'L', action: 'aws:loop', inputs: { Steps: [approve()], Iterators: ['a', 'b'] } };
  const each = documentOfSteps([loop]);
  const first: Signal = { kind: 'approve', at: START, by: 'alice', step: 'Ask', iteration: 1 };
  expect(run(each, { signals: [first] }).command).toMatchObject({ kind: 'wait', step: 'Ask' });
  expect(run(each, { signals: [first, { ...first, iteration: 2 }] }).command).toMatchObject({ status: 'Success' });
});

test('in Interactive mode nothing runs until someone says what', () => {
  const steps = documentOfSteps([callStep('A'), callStep('B')]);
  const begin = (step: string): Signal => ({ kind: 'start-step', at: START, by: 'x', step });
  const interactive = (...signals: Signal[]): Ran => run(steps, { mode: 'Interactive', signals });
  expect(interactive()).toMatchObject({ command: { kind: 'wait', for: 'signal' }, steps: [] });
  expect(interactive(begin('B'))).toMatchObject({ command: { kind: 'wait' }, steps: ['B'] });
  // A step may be run again.
  expect(interactive(begin('B'), begin('A'), begin('B')).steps).toEqual(['B', 'A', 'B']);
  const complete: Signal = { kind: 'complete', at: START, by: 'x' };
  expect(interactive(begin('A'), complete).command).toMatchObject({ kind: 'finish', status: 'Success' });
});

test('in Interactive mode a failed step waits for what is said next', () => {
  const broken = documentOfSteps([callStep('A', { inputs: { Service: 'ec2', Api: '{{ B.None }}' } }), callStep('B')]);
  const begin = (step: string): Signal => ({ kind: 'start-step', at: START, by: 'x', step });
  const first = run(broken, { mode: 'Interactive', signals: [begin('A')] });
  expect(first.command).toMatchObject({ kind: 'wait', for: 'signal' });
  const then = run(broken, { mode: 'Interactive', signals: [begin('A'), begin('B')] });
  expect(then.steps).toEqual(['B']);
  const complete: Signal = { kind: 'complete', at: START, by: 'x' };
  const ended = run(broken, { mode: 'Interactive', signals: [begin('A'), begin('B'), complete] });
  expect(ended.command).toMatchObject({ kind: 'finish', status: 'Failed' });
});

test('Complete ends an execution that waits, as it stands', () => {
  const complete: Signal = { kind: 'complete', at: START, by: 'x' };
  expect(run(document, { signals: [complete] }).command).toMatchObject({ kind: 'finish', status: 'Success' });
});

test('StopStep fails the step in flight, however many tries it has left', () => {
  const sleeping = documentOfSteps([{ name: 'S', action: 'aws:sleep', inputs: { Duration: 'PT1H' }, maxAttempts: 2 }]);
  const stop: Signal = { kind: 'stop-step', at: START, by: 'x', step: 'S', start: 1 };
  const stopped = run(sleeping, { signals: [stop] });
  expect(stopped.command).toMatchObject({ kind: 'finish', status: 'Failed' });
  expect(stopped.log.filter(({ kind }) => kind === 'step.failed')).toHaveLength(1);
});

test('what was said of an earlier run of a step does not count for a later one', () => {
  const begin: Signal = { kind: 'start-step', at: START, by: 'x', step: 'Ask' };
  const first: Signal = { kind: 'approve', at: START, by: 'alice', step: 'Ask', start: 1 };
  const again = run(document, { mode: 'Interactive', signals: [begin, first, begin] });
  expect(again.command).toMatchObject({ kind: 'wait', step: 'Ask' });
  const second: Signal = { ...first, start: 2 };
  expect(run(document, { mode: 'Interactive', signals: [begin, first, begin, second] }).command).toMatchObject({
    kind: 'wait',
    for: 'signal',
  });
});

test('a step that is run again has another token', () => {
  const begin: Signal = { kind: 'start-step', at: START, by: 'x', step: 'A' };
  const tokens: string[] = [];
  const log: StepEvent[] = [];
  const twice = documentOfSteps([callStep('A')]);
  for (;;) {
    const state: ExecutionState = {
      context: CONTEXT,
      parameters: {},
      mode: 'Interactive',
      signals: [begin, begin],
      log,
    };
    const command = nextCommand(twice, state, START);
    if (command.kind === 'append') log.push(command.event);
    else if (command.kind === 'perform') {
      tokens.push(command.token);
      const settled = settle(twice, state, ANSWERED, START);
      if (settled.kind === 'event') log.push(settled.event);
    } else break;
  }
  expect(tokens).toEqual([`${CONTEXT.executionId}-A-1`, `${CONTEXT.executionId}-A-1-r2`]);
});

test('what is decided stays decided: a rejection after enough approvals comes too late', () => {
  const { command } = run(document, { signals: [yes('alice'), no(BOB)] });
  expect(command).toMatchObject({ kind: 'finish', status: 'Success' });
});

test('a variable takes a value of its own type and no other', () => {
  const update = (Value: unknown): JsonObject =>
    ({ name: 'U', action: 'aws:updateVariable', inputs: { Name: 'variable:n', Value } }) as JsonObject;
  const variables = { n: { type: 'Integer', default: 1 }, map: { type: 'StringMap', default: '{"a":"b"}' } };
  const tell = {
    name: 'T',
    action: 'aws:executeAwsApi',
    inputs: { Service: 's', Api: 'T', N: '{{variable:n}}', M: '{{variable:map}}' },
  };
  const of = (value: unknown): ReturnType<typeof drive> =>
    drive(documentOfSteps([update(value), tell], { variables }), () => ANSWERED);
  expect(of(7).performed[0]?.work).toMatchObject({ call: { parameters: { N: 7, M: { a: 'b' } } } });
  expect(of('7').finish.failureMessage).toContain('The value of variable "n" is not of its type Integer');
  const unknown = documentOfSteps([{ ...update(1), inputs: { Name: 'variable:other', Value: 1 } }], { variables });
  expect(drive(unknown, () => ANSWERED).finish.failureMessage).toContain('Declared: n, map');
});
