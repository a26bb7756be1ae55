import { expect, test } from 'vitest';
import { instantAfter } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { coerceOutput } from './coerce-output.ts';
import type { Command, Performed } from './command.ts';
import { ANSWERED, callStep, CONTEXT, documentOfSteps, drive, FAILED, START, type Driven } from './drive-document.ts';
import type { ExecutionState, Signal, StepEvent } from './execution-state.ts';
import { nextCommand } from './next-command.ts';
import { settle } from './settle.ts';

/** The first and the last value on either side of a rule. */

function loopOf(inputs: JsonObject, steps: readonly JsonObject[] = [callStep('A')]): JsonObject {
  return { name: 'L', action: 'aws:loop', inputs: { Steps: steps, ...inputs } };
}

const run = (steps: readonly JsonObject[], rest: JsonObject = {}): Driven =>
  drive(documentOfSteps(steps, rest), () => ANSWERED);

test.each<[string, JsonObject, string | number]>([
  ['a text', { Iterators: 'a' }, 'Input "Iterators" is not a list'],
  ['a hundred items', { Iterators: Array.from({ length: 100 }, () => 'x') }, 100],
  ['a first item of another type', { Iterators: ['x', '1'], IteratorDataType: 'Integer' }, 'Iterators[0] is not of'],
  ['a first item of another type', { Iterators: ['1'], IteratorDataType: 'Boolean' }, 'Iterators[0] is not of'],
  ['maps', { Iterators: [{ a: 1 }, { b: 1 }], IteratorDataType: 'StringMap' }, 2],
  ['numbers', { Iterators: [1, 2, 3], IteratorDataType: 'Integer' }, 3],
  ['numbers that are none', { Iterators: ['1.5'], IteratorDataType: 'Integer' }, 'Iterators[0] is not of'],
  ['one iteration', { Iterators: ['a', 'b'], MaxIterations: 1 }, 1],
  ['a hundred iterations', { Iterators: ['a', 'b'], MaxIterations: 100 }, 2],
  ['a condition on the iteration', { LoopCondition: { Variable: '{{L.CurrentIteration}}', NumericLesser: 3 } }, 3],
])('a loop over %s', (_name, inputs, expected) => {
  const { finish, performed } = run([loopOf(inputs)]);
  if (typeof expected === 'string') expect(finish.failureMessage).toContain(expected);
  else expect(performed).toHaveLength(expected);
});

test.each([0, 101, 1.5, '-1', 'x'])('a loop takes no MaxIterations of %j', (given) => {
  const steps = [loopOf({ Iterators: ['a'], MaxIterations: '{{ N }}' })];
  const { finish } = drive(documentOfSteps(steps, { parameters: { N: { type: 'String' } } }), () => ANSWERED, {
    parameters: { N: given },
  });
  expect(finish.failureMessage).toContain('Input "MaxIterations" is not an integer from 1 to 100');
});

test('a loop tells its iterations, and its last item where there was one', () => {
  const outputs = (inputs: JsonObject): unknown => {
    const { log } = run([loopOf(inputs)]);
    const ended = log.find((event) => event.kind === 'step.succeeded' && event.step === 'L');
    return ended?.kind === 'step.succeeded' ? Object.entries(ended.outputs) : undefined;
  };
  expect(outputs({ Iterators: [] })).toEqual([['CurrentIteration', 0]]);
  expect(outputs({ Iterators: ['a', 'b'] })).toEqual([
    ['CurrentIteration', 2],
    ['CurrentIteratorValue', 'b'],
  ]);
  const once = { LoopCondition: { Variable: 'a', StringEquals: 'b' } };
  expect(outputs(once)).toEqual([['CurrentIteration', 1]]);
});

test.each<[readonly Json[], 'String' | 'Integer' | 'StringList' | 'MapList', unknown]>([
  [['a'], 'String', { kind: 'value', value: 'a' }],
  [[], 'String', { kind: 'absent' }],
  [['a', 'b'], 'String', { kind: 'value', value: '["a","b"]' }],
  [[7], 'Integer', { kind: 'value', value: 7 }],
  [[], 'StringList', { kind: 'value', value: [] }],
  [[], 'MapList', { kind: 'value', value: [] }],
  [[null], 'StringList', { kind: 'absent' }],
])('what a deep scan found, %j, as %s', (values, type, expected) => {
  expect(coerceOutput({ kind: 'many', values }, type)).toEqual(expected);
});

test('null is no desired value, not even by that name', () => {
  const check = (result: Json, ...DesiredValues: string[]): string => {
    const inputs = { Service: 'ec2', Api: 'A', PropertySelector: '$.P', DesiredValues };
    const step = { name: 'A', action: 'aws:assertAwsResourceProperty', inputs };
    return drive(documentOfSteps([step]), () => ({ kind: 'answered', result })).finish.status;
  };
  expect(check({ P: null }, 'null')).toBe('Failed');
  expect(check({ P: 'null' }, 'null')).toBe('Success');
  expect(check({ P: [] }, 'null')).toBe('Failed');
  expect(check({ P: ['a', 'b'] }, 'a', 'b')).toBe('Success');
  expect(check({ P: ['a', 'c'] }, 'a', 'b')).toBe('Failed');
  expect(check({ P: true }, 'True')).toBe('Success');
  expect(check({ P: 'true' }, 'True')).toBe('Failed');
});

function after(
  steps: readonly JsonObject[],
  log: readonly StepEvent[],
  rest: Partial<ExecutionState> = {},
  now = instantAfter(START, 10_000),
): Command {
  return nextCommand(documentOfSteps(steps), { context: CONTEXT, parameters: {}, ...rest, log }, now);
}

test('approvers are told as long as there is time, and not afterwards', () => {
  const inputs = { Approvers: ['alice'], NotificationArn: 'arn:aws:sns:eu-west-1:111122223333:Automation' };
  const steps = [{ name: 'Ask', action: 'aws:approve', inputs, timeoutSeconds: 60 }];
  const log: StepEvent[] = [{ kind: 'step.started', step: 'Ask', attempt: 1, at: START, inputs }];
  expect(after(steps, log, {}, instantAfter(START, 59_999)).kind).toBe('perform');
  expect(after(steps, log, {}, instantAfter(START, 60_000))).toMatchObject({ event: { kind: 'step.timed-out' } });
});

const begin = (step: string): Signal => ({ kind: 'start-step', at: START, by: 'x', step });

test('in Interactive mode a cancel leads to the clean-up without being asked, and ends after it', () => {
  const steps = [callStep('A', { onCancel: 'step:C' }), callStep('B', { isEnd: true }), callStep('C')];
  const interactive = { mode: 'Interactive', signals: [begin('A')], cancelRequestedAt: START } as const;
  const log: StepEvent[] = [
    { kind: 'step.started', step: 'A', attempt: 1, at: START, inputs: {} },
    { kind: 'step.cancelled', step: 'A', attempt: 1, at: START },
  ];
  expect(after(steps, log, interactive)).toMatchObject({ event: { kind: 'step.started', step: 'C' } });
  const cleaned: StepEvent[] = [
    ...log,
    { kind: 'step.started', step: 'C', attempt: 1, at: START, inputs: {} },
    { kind: 'step.succeeded', step: 'C', attempt: 1, at: START, result: {}, outputs: {} },
  ];
  expect(after(steps, cleaned, interactive)).toMatchObject({ kind: 'finish', status: 'Cancelled' });
});

test('in Interactive mode a second try is no second run, and the last run of a step decides', () => {
  const steps = [callStep('A', { maxAttempts: 2 }), callStep('B')];
  const failure = { stage: 'Invocation', type: 'Action', message: 'no' } as const;
  const tried: StepEvent[] = [
    { kind: 'step.started', step: 'A', attempt: 1, at: START, inputs: {} },
    { kind: 'step.failed', step: 'A', attempt: 1, at: START, failure },
    { kind: 'step.started', step: 'A', attempt: 2, at: START, inputs: {} },
    { kind: 'step.failed', step: 'A', attempt: 2, at: START, failure },
  ];
  const signals = [begin('A'), begin('B'), begin('A')];
  expect(after(steps, tried, { mode: 'Interactive', signals })).toMatchObject({ event: { step: 'B' } });
  const complete: Signal = { kind: 'complete', at: START, by: 'x' };
  const ended = { mode: 'Interactive', signals: [begin('A'), complete] } as const;
  expect(after(steps, tried, ended)).toMatchObject({ kind: 'finish', status: 'Failed' });
  const again: StepEvent[] = [
    ...tried,
    { kind: 'step.started', step: 'A', attempt: 1, at: START, inputs: {} },
    { kind: 'step.succeeded', step: 'A', attempt: 1, at: START, result: {}, outputs: {} },
  ];
  const twice = { mode: 'Interactive', signals: [begin('A'), begin('A'), complete] } as const;
  expect(after(steps, again, twice)).toMatchObject({ kind: 'finish', status: 'Success' });
});

test('in Interactive mode what was said after the end, and what was no choice, is no choice', () => {
  const steps = [callStep('A'), callStep('B')];
  const complete: Signal = { kind: 'complete', at: START, by: 'x' };
  const resume: Signal = { kind: 'resume', at: START, by: 'x', step: 'B' };
  const first = (...signals: Signal[]): Command => after(steps, [], { mode: 'Interactive', signals });
  expect(first(complete, begin('A'))).toMatchObject({ kind: 'finish' });
  expect(first(begin('A'), complete)).toMatchObject({ event: { step: 'A' } });
  expect(first(resume, begin('A'))).toMatchObject({ event: { step: 'A' } });
  expect(first(resume)).toEqual({ kind: 'wait', for: 'signal' });
});

test('in Interactive mode a loop is one run, and a step whose inputs are refused twice is two', () => {
  const failure = { stage: 'InputValidation', type: 'Action', message: 'no' } as const;
  const refused: StepEvent = { kind: 'step.failed', step: 'A', attempt: 1, at: START, failure };
  const signals = [begin('A'), begin('A'), begin('B'), begin('A')];
  const plain = [callStep('A'), callStep('B')];
  expect(after(plain, [refused, refused], { mode: 'Interactive', signals })).toMatchObject({ event: { step: 'B' } });
  const steps = [loopOf({ Iterators: ['a', 'b'] }), callStep('B'), callStep('C')];
  for (const performs of [ANSWERED, FAILED]) {
    const { log } = drive(documentOfSteps(steps), () => performs);
    const ended = log.slice(0, log.findIndex(({ step, kind }) => step === 'L' && kind !== 'step.started') + 1);
    const loop = { mode: 'Interactive', signals: [begin('L'), begin('B'), begin('C')] } as const;
    expect(after(steps, ended, loop)).toMatchObject({ event: { step: 'B' } });
  }
});

test('a wait looks again until its time is over, the last time at its very end; a call does not', () => {
  const inputs = { Service: 'ec2', Api: 'A', PropertySelector: '$.P', DesiredValues: ['done'] };
  const wait = { name: 'W', action: 'aws:waitForAwsResourceProperty', inputs, timeoutSeconds: 60 };
  const settled = (step: JsonObject, performed: Performed, ms: number): unknown => {
    const log: StepEvent[] = [
      { kind: 'step.started', step: String(step['name']), attempt: 1, at: START, inputs: step['inputs'] as JsonObject },
    ];
    return settle(
      documentOfSteps([step]),
      { context: CONTEXT, parameters: {}, log },
      performed,
      instantAfter(START, ms),
    );
  };
  const busy: Performed = { ...FAILED, retryable: true } as Performed;
  for (const performed of [ANSWERED, busy]) {
    expect(settled(wait, performed, 1_000)).toEqual({ kind: 'again', at: instantAfter(START, 3_000) });
    expect(settled(wait, performed, 59_000)).toEqual({ kind: 'again', at: instantAfter(START, 60_000) });
    expect(settled(wait, performed, 60_000)).toMatchObject({ event: { kind: 'step.timed-out' } });
  }
  expect(settled(wait, FAILED, 1_000)).toMatchObject({ event: { kind: 'step.failed' } });
  expect(settled(callStep('C'), busy, 1_000)).toMatchObject({ event: { kind: 'step.failed' } });
});

test('a parameter that is nested too deep is put in nowhere', () => {
  const nested = (depth: number): Json => {
    let value: Json = {};
    for (let level = 0; level < depth; level += 1) value = { a: value };
    return value;
  };
  const document = documentOfSteps([callStep('A', { inputs: { Service: 's', Api: 'A', X: '{{ P }}' } })], {
    parameters: { P: { type: 'StringMap' } },
  });
  const ending = (depth: number): Driven => drive(document, () => ANSWERED, { parameters: { P: nested(depth) } });
  expect(ending(600).finish.status).toBe('Success');
  expect(ending(601).finish.failureMessage).toContain('nested more than 600 deep');
});

test.each<[string, Json, Json, string | undefined]>([
  ['String', 'x'.repeat(512), 'x'.repeat(513), 'more than 512 characters'],
  ['StringList', Array.from({ length: 50 }, () => 'x'), Array.from({ length: 51 }, () => 'x'), 'more than 50 items'],
  ['MapList', Array.from({ length: 200 }, () => ({})), Array.from({ length: 201 }, () => ({})), 'more than 200 items'],
  ['StringMap', { ['k'.repeat(50)]: 1 }, { ['k'.repeat(51)]: 1 }, 'more than 50 characters'],
  ['Boolean', false, 'false', 'not of its type Boolean'],
  ['StringList', [], ['a', 1], 'not of its type StringList'],
  ['MapList', [], [{}, 'a'], 'not of its type MapList'],
  ['StringMap', {}, [], 'not of its type StringMap'],
  ['String', '', 1, 'not of its type String'],
  ['Integer', -1, 1.5, 'not of its type Integer'],
])('a variable of type %s takes what is not too large and of its type', (type, fits, refused, message) => {
  const update = (Value: Json): Driven =>
    run([{ name: 'U', action: 'aws:updateVariable', inputs: { Name: 'variable:v', Value } }], {
      variables: { v: { type } },
    });
  expect(update(fits).finish.status).toBe('Success');
  expect(update(refused).finish.failureMessage).toContain(message);
});

test('a variable without a value is absent, and text that is no JSON stays text', () => {
  const inputs = { Service: 's', Api: 'A', N: '{{variable:n}}', T: 'is {{variable:t}}.' };
  const variables = { n: { type: 'StringMap' }, t: { type: 'String' } };
  const work = run([callStep('A', { inputs })], { variables }).performed[0]?.work;
  expect(work?.kind === 'api-call' && work.call.parameters).toEqual({ T: 'is .' });
});
