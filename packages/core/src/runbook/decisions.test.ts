import { expect, test } from 'vitest';
import { KNOWN_AFTER_APPLY } from '../value/difference.ts';
import { instantAfter } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import type { Command, Performed } from './command.ts';
import { ANSWERED, callStep, CONTEXT, documentOfSteps, drive, FAILED, START, TIMED_OUT } from './drive-document.ts';
import type { ExecutionState, Signal, StepEvent } from './execution-state.ts';
import { nextCommand } from './next-command.ts';
import { parseSelector, select } from './selector.ts';
import { settle } from './settle.ts';
import { stepExecutions } from './step-executions.ts';

/** Decisions that only show where several rules meet. */

function loopOf(steps: readonly JsonObject[], inputs: JsonObject = { Iterators: ['x', 'y'] }): JsonObject {
  return { name: 'L', action: 'aws:loop', inputs: { Steps: steps, ...inputs } };
}

function commandAfter(
  steps: readonly JsonObject[],
  log: readonly StepEvent[],
  rest: Partial<ExecutionState> = {},
  now = instantAfter(START, 10_000),
): Command {
  return nextCommand(documentOfSteps(steps), { context: CONTEXT, parameters: {}, ...rest, log }, now);
}

const LEAVES = [loopOf([callStep('A', { nextStep: 'Out', onCancel: 'step:Tidy' })]), callStep('Out'), callStep('Tidy')];
const left = (to: string): readonly StepEvent[] => [
  ...drive(documentOfSteps(LEAVES), () => ANSWERED).log.slice(0, 3),
  { kind: 'step.exited', step: 'L', attempt: 1, at: instantAfter(START, 5_000), to },
];

test('a cancel between a loop that was left and the step that it was left for ends the execution', () => {
  const cancelled = commandAfter(LEAVES, left('Out'), { cancelRequestedAt: instantAfter(START, 6_000) });
  expect(cancelled).toMatchObject({ kind: 'finish', status: 'Cancelled' });
  expect(commandAfter(LEAVES, left('Out'))).toMatchObject({ kind: 'append', event: { step: 'Out' } });
});

test('a loop that was left for a clean-up is left for it', () => {
  const log = left('Tidy');
  expect(commandAfter(LEAVES, log, { cancelRequestedAt: START })).toMatchObject({ event: { step: 'Tidy' } });
});

test('a loop of a clean-up that is left after two minutes leads nowhere any more', () => {
  const steps = [callStep('Begin', { onCancel: 'step:L' }), callStep('Z', { isEnd: true }), ...LEAVES];
  const cancelled: readonly StepEvent[] = [
    { kind: 'step.started', step: 'Begin', attempt: 1, at: START, inputs: {} },
    { kind: 'step.cancelled', step: 'Begin', attempt: 1, at: START },
    ...left('Out'),
  ];
  const at = (ms: number): Command =>
    commandAfter(steps, cancelled, { cancelRequestedAt: START }, instantAfter(START, ms));
  expect(at(119_999)).toMatchObject({ kind: 'append', event: { step: 'Out' } });
  expect(at(120_000)).toMatchObject({ kind: 'finish', status: 'Cancelled' });
});

test('a call of a clean-up that times out when the two minutes are over is cancelled, before that it timed out', () => {
  const document = documentOfSteps([
    callStep('A', { onCancel: 'step:C' }),
    callStep('B', { isEnd: true }),
    callStep('C'),
  ]);
  const log: StepEvent[] = [
    { kind: 'step.started', step: 'A', attempt: 1, at: START, inputs: {} },
    { kind: 'step.cancelled', step: 'A', attempt: 1, at: START },
    { kind: 'step.started', step: 'C', attempt: 1, at: START, inputs: { Service: 'ec2', Api: 'A' } },
  ];
  const state: ExecutionState = { context: CONTEXT, parameters: {}, log, cancelRequestedAt: START };
  const kindAt = (ms: number): unknown => settle(document, state, TIMED_OUT, instantAfter(START, ms));
  expect(kindAt(119_999)).toMatchObject({ event: { kind: 'step.timed-out' } });
  expect(kindAt(120_000)).toMatchObject({ event: { kind: 'step.cancelled', step: 'C' } });
});

test('a timeout inside that aborts is the timeout of the loop', () => {
  const loop = { ...loopOf([callStep('A', { maxAttempts: 2 })]), onFailure: 'Continue', maxAttempts: 3 };
  const document = documentOfSteps([loop, callStep('Z')]);
  const { finish, log, performed } = drive(document, () => TIMED_OUT);
  expect(finish.status).toBe('TimedOut');
  expect(performed.map(({ step, attempt }) => [step, attempt])).toEqual([
    ['A', 1],
    ['A', 2],
  ]);
  expect(log.at(-1)).toMatchObject({ kind: 'step.timed-out', step: 'L', inherited: true });
  expect(stepExecutions(document, { log })[0]).toMatchObject({ status: 'TimedOut' });
});

test('a cancel inside of a loop cancels the loop, and nothing after it runs', () => {
  const steps = [loopOf([callStep('A'), callStep('B')]), callStep('Z')];
  const log = drive(documentOfSteps(steps), () => ANSWERED).log.slice(0, 2);
  const ended = drive(documentOfSteps(steps), () => ANSWERED, { log, cancelRequestedAt: START });
  expect(ended.log.slice(2).map(({ kind, step }) => `${kind} ${step}`)).toEqual([
    'step.cancelled A',
    'step.cancelled L',
  ]);
  expect(ended.performed).toEqual([]);
});

test('a condition of a loop that cannot be compared or resolved fails the loop', () => {
  const run = (LoopCondition: JsonObject): ReturnType<typeof drive> =>
    drive(documentOfSteps([loopOf([callStep('A')], { LoopCondition })]), () => ANSWERED);
  const uneven = run({ Variable: 'text', NumericGreater: 1 });
  expect(uneven.performed).toHaveLength(1);
  expect(uneven.finish).toMatchObject({ status: 'Failed', failureMessage: expect.stringContaining('is not a number') });
  const unknown = run({ Variable: '{{ A.None }}', StringEquals: 'x' });
  expect(unknown.finish.failureMessage).toContain('A.None is not defined');
});

test('a plan cannot follow a loop whose condition is known only after apply', () => {
  const inner = callStep('A', { outputs: [{ Name: 'N', Selector: '$.N', Type: 'String' }] });
  const steps = [loopOf([inner], { LoopCondition: { Variable: '{{ A.N }}', StringEquals: 'x' } })];
  const log: StepEvent[] = drive(documentOfSteps(steps), () => ANSWERED).log.slice(0, 2);
  const at = START;
  const outputs = { N: KNOWN_AFTER_APPLY };
  log.push({ kind: 'step.succeeded', step: 'A', attempt: 1, iteration: 1, at, result: KNOWN_AFTER_APPLY, outputs });
  expect(commandAfter(steps, log)).toEqual({
    kind: 'undetermined',
    step: 'L',
    reason: 'its condition hangs on a value that is known only after apply',
  });
  const told: StepEvent[] = log.map((event) => (event.kind === 'step.succeeded' ? { ...event, result: {} } : event));
  expect(commandAfter(steps, told)).toMatchObject({ kind: 'append', event: { kind: 'step.succeeded', step: 'L' } });
});

test.each<[string, Json, boolean]>([
  ["> 'b'", 'c', true],
  ["> 'b'", 'b', false],
  ["< 'b'", 'a', true],
  ["< 'b'", 'b', false],
  [">= 'b'", 'b', true],
  [">= 'b'", 'a', false],
  ["<= 'b'", 'b', true],
  ["<= 'b'", 'c', false],
  ["> '1'", 2, false],
  ['> 1', '2', false],
  ['< 5', null, false],
  ['> 1', 2, true],
  ['>= 2', 2, true],
  ['<= 2', 2, true],
  ['< 2', 2, false],
])('a filter %s of %j: %s', (form, value, holds) => {
  const parsed = parseSelector(`$[?(@.v ${form})]`);
  const found = parsed.kind === 'selector' ? select(parsed.selector, [{ v: value }]) : undefined;
  expect(found).toEqual({ kind: 'many', values: holds ? [{ v: value }] : [] });
});

test('a value that does not fit is shown in its message, cut where it is long', () => {
  const outputs = [{ Name: 'N', Selector: '$.N', Type: 'Integer' }];
  const run = (N: string): string =>
    drive(documentOfSteps([callStep('A', { outputs })]), () => ({ kind: 'answered', result: { N } })).finish
      .failureMessage ?? '';
  expect(run('x'.repeat(80))).toContain(`the value ${'x'.repeat(80)} is not`);
  expect(run('x'.repeat(81))).toContain(`the value ${'x'.repeat(80)}… is not`);
});

test('an assertion that fails shows what it found, cut where it is long', () => {
  const step = {
    name: 'A',
    action: 'aws:assertAwsResourceProperty',
    inputs: { Service: 'ec2', Api: 'A', PropertySelector: '$.P', DesiredValues: ['done', 'gone'] },
  };
  const run = (result: Json): string =>
    drive(documentOfSteps([step]), () => ({ kind: 'answered', result })).finish.failureMessage ?? '';
  expect(run({ P: 'x'.repeat(200) })).toContain(
    `is ${'x'.repeat(200)}, which is none of the desired values [done, gone]`,
  );
  expect(run({ P: 'x'.repeat(201) })).toContain(`is ${'x'.repeat(200)}…, which`);
  expect(run({})).toContain('The value of $.P is absent');
});

const complete: Signal = { kind: 'complete', at: START, by: 'x' };

test('a completion while a step inside of a loop runs ends both, with what was decided', () => {
  const steps = [loopOf([callStep('A', { maxAttempts: 3, onFailure: 'Continue', isCritical: true })]), callStep('Z')];
  const log = drive(documentOfSteps(steps), () => ANSWERED).log.slice(0, 2);
  const run = (performs: Performed): ReturnType<typeof drive> =>
    drive(documentOfSteps(steps), () => performs, { log, signals: [complete] });
  expect(run(ANSWERED).finish.status).toBe('Success');
  const failed = run(FAILED);
  expect(failed.performed).toHaveLength(1);
  expect(failed.log.map(({ kind, step }) => `${kind} ${step}`).slice(2)).toEqual(['step.failed A', 'step.cancelled L']);
});

test('in Interactive mode a step in flight is not begun again, and a refusal of inputs counts as a run', () => {
  const steps = [callStep('A', { maxAttempts: 2 }), callStep('B')];
  const begin = (step: string): Signal => ({ kind: 'start-step', at: START, by: 'x', step });
  const interactive = { mode: 'Interactive', signals: [begin('A'), begin('B')] } as const;
  const started: StepEvent = { kind: 'step.started', step: 'A', attempt: 1, at: START, inputs: {} };
  const failure = { stage: 'InputValidation', type: 'Action', message: 'no' } as const;
  const refused: StepEvent = { kind: 'step.failed', step: 'A', attempt: 1, at: START, failure };
  // Refused by AWS after it was started, and refused before: one run each.
  expect(commandAfter(steps, [started, refused], interactive)).toMatchObject({ event: { step: 'B' } });
  expect(commandAfter(steps, [refused], interactive)).toMatchObject({ event: { step: 'B' } });
  const progressed: StepEvent = { kind: 'step.progressed', step: 'A', attempt: 1, at: START, progress: 1 };
  expect(commandAfter(steps, [started, progressed, refused], interactive)).toMatchObject({ event: { step: 'B' } });
  const cancelled: ExecutionState['cancelRequestedAt'] = instantAfter(START, 1_000);
  expect(commandAfter(steps, [started, refused], { ...interactive, cancelRequestedAt: cancelled })).toMatchObject({
    kind: 'finish',
    status: 'Cancelled',
  });
});
