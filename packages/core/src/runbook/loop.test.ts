import { expect, test } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import type { Performed } from './command.ts';
import { ANSWERED, callStep, documentOfSteps, drive, FAILED, type Perform } from './drive-document.ts';
import { parseRunbook } from './parse-runbook.ts';
import { stepExecutions } from './step-executions.ts';

function loopStep(steps: readonly JsonObject[], inputs: JsonObject, rest: JsonObject = {}): JsonObject {
  return { name: 'L', action: 'aws:loop', inputs: { Steps: steps, ...inputs }, ...rest };
}

/** A call that tells the values it was given. */
function tell(name: string, value: string, rest: JsonObject = {}): JsonObject {
  return { name, action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'Tell', Value: value }, ...rest };
}

const told = (performed: readonly Perform[]): Json[] =>
  performed.map(({ work }) => (work.kind === 'api-call' ? (work.call.parameters['Value'] ?? null) : null));

const answer = (): Performed => ANSWERED;

test.each([
  ['texts', 'String', ['a', 'b'], ['a', 'b']],
  ['numbers', 'Integer', ['1', '2'], [1, 2]],
  ['Booleans', 'Boolean', ['True', 'false'], [true, false]],
  ['maps', 'StringMap', ['{"K":["v"]}'], [{ K: ['v'] }]],
])('a loop runs its steps once for each of its items: %s', (_name, type, items, values) => {
  const inputs = { Iterators: items, IteratorDataType: type };
  const document = documentOfSteps([loopStep([tell('A', '{{ L.CurrentIteratorValue }}')], inputs), callStep('Z')]);
  const { performed, finish } = drive(document, answer);
  expect(told(performed).slice(0, -1)).toEqual(values);
  expect(performed.map(({ step, iteration }) => [step, iteration]).at(-1)).toEqual(['Z', undefined]);
  expect(finish.status).toBe('Success');
});

test('a loop over a list that an earlier step gave, which may be empty', () => {
  const steps = [
    callStep('Find', { outputs: [{ Name: 'Ids', Selector: '$.Ids', Type: 'StringList' }] }),
    loopStep([tell('A', 'no {{ L.CurrentIteration }} is {{L.CurrentIteratorValue}}')], { Iterators: '{{ Find.Ids }}' }),
  ];
  const run = (ids: readonly string[]): Json[] =>
    told(drive(documentOfSteps(steps), () => ({ kind: 'answered', result: { Ids: ids } })).performed).slice(1);
  expect(run(['x', 'y'])).toEqual(['no 1 is x', 'no 2 is y']);
  expect(run([])).toEqual([]);
});

test('a list that is absent is a list of nothing', () => {
  const steps = [
    callStep('Find', { outputs: [{ Name: 'Ids', Selector: '$.Ids', Type: 'StringList' }] }),
    loopStep([tell('A', 'pre-{{ L.CurrentIteratorValue }}')], { Iterators: '{{ Find.Ids }}' }),
  ];
  const { performed, finish } = drive(documentOfSteps(steps), answer);
  expect(performed.map(({ step }) => step)).toEqual(['Find']);
  expect(finish.status).toBe('Success');
});

test('the output of a step that failed in this iteration is not that of the one before', () => {
  const get = callStep('Get', { onFailure: 'Continue', outputs: [{ Name: 'Id', Selector: '$.Id', Type: 'String' }] });
  const loop = loopStep([get, tell('Use', 'x{{ Get.Id }}')], { Iterators: ['a', 'b'] });
  const { performed } = drive(documentOfSteps([loop]), ({ step, iteration }) => {
    if (step !== 'Get') return ANSWERED;
    return iteration === 1 ? { kind: 'answered', result: { Id: 'one' } } : FAILED;
  });
  expect(told(performed.filter(({ step }) => step === 'Use'))).toEqual(['xone', 'x']);
});

test('a step inside of a loop waits no longer than the loop may last', () => {
  const pause = { name: 'P', action: 'aws:pause', inputs: {} };
  const document = documentOfSteps([loopStep([pause], { Iterators: ['a'] }, { timeoutSeconds: 60 })]);
  expect(drive(document, answer).finish.status).toBe('TimedOut');
});

test('a do-while runs first and asks then, with the variables as they are by then', () => {
  const document = documentOfSteps(
    [
      loopStep(
        [
          callStep('Ask', { outputs: [{ Name: 'Done', Selector: '$.Done', Type: 'Boolean' }] }),
          { name: 'Keep', action: 'aws:updateVariable', inputs: { Name: 'variable:done', Value: '{{ Ask.Done }}' } },
        ],
        { LoopCondition: { Variable: '{{ variable:done }}', BooleanEquals: false }, MaxIterations: 9 },
      ),
      tell('Z', '{{ L.CurrentIteration }} {{ variable:done }}'),
    ],
    { variables: { done: { type: 'Boolean', default: true } } },
  );
  let asked = 0;
  const { performed, finish } = drive(document, ({ step }) => {
    if (step !== 'Ask') return ANSWERED;
    asked += 1;
    return { kind: 'answered', result: { Done: asked === 3 } };
  });
  expect(told(performed).at(-1)).toBe('3 true');
  expect(finish.status).toBe('Success');
});

test('a loop ends well at its bound, though its condition still holds or items are left', () => {
  const forEver = { LoopCondition: { Variable: 'a', StringEquals: 'a' }, MaxIterations: 4 };
  const steps = [tell('A', '{{ L.CurrentIteration }}')];
  for (const inputs of [forEver, { Iterators: ['1', '2', '3', '4', '5'], MaxIterations: '4' }]) {
    const { performed, finish } = drive(documentOfSteps([loopStep(steps, inputs)]), answer);
    expect(told(performed)).toEqual([1, 2, 3, 4]);
    expect(finish.status).toBe('Success');
  }
});

test('a failure inside that aborts is the failure of the loop, whatever the loop says of its own', () => {
  const steps = [callStep('A'), callStep('B')];
  const loop = loopStep(steps, { Iterators: ['x', 'y'] }, { onFailure: 'Continue' });
  const document = documentOfSteps([loop, callStep('Z')]);
  const { finish, log, performed } = drive(document, ({ step, iteration }) =>
    step === 'B' && iteration === 2 ? FAILED : ANSWERED,
  );
  expect(finish).toMatchObject({ status: 'Failed', failureMessage: 'it has a dependent object' });
  expect(performed.map(({ step, iteration }) => `${step}${iteration}`)).toEqual(['A1', 'B1', 'A2', 'B2']);
  expect(stepExecutions(document, { log }).map(({ id, status }) => `${id} ${status}`)).toEqual([
    'L Failed',
    'A-1 Success',
    'B-1 Success',
    'A-2 Success',
    'B-2 Failed',
    'Z Pending',
  ]);
});

test('inside, onFailure Continue goes on in the loop, and tries are counted anew in every iteration', () => {
  const steps = [callStep('A', { onFailure: 'Continue', maxAttempts: 2 }), callStep('B')];
  const document = documentOfSteps([loopStep(steps, { Iterators: ['x', 'y'] })]);
  const { finish, performed } = drive(document, ({ step }) => (step === 'A' ? FAILED : ANSWERED));
  expect(finish.status).toBe('Success');
  expect(performed.map(({ step, iteration, attempt }) => `${step}${iteration}.${attempt}`)).toEqual([
    'A1.1',
    'A1.2',
    'B1.1',
    'A2.1',
    'A2.2',
    'B2.1',
  ]);
});

test.each([
  ['nextStep', { nextStep: 'Out' }, ANSWERED, ['A', 'Out'], 'Success'],
  ['onFailure', { onFailure: 'step:Out' }, FAILED, ['A', 'Out'], 'Failed'],
  ['isEnd', { isEnd: true }, ANSWERED, ['A'], 'Success'],
])('a step inside that leaves the loop makes it Exited: %s', (_name, rest, performs, path, status) => {
  const loop = loopStep([callStep('A', rest), callStep('B')], { Iterators: ['x', 'y'] });
  const document = documentOfSteps([loop, callStep('Skipped'), callStep('Out')]);
  const { finish, log, performed } = drive(document, ({ step }) => (step === 'A' ? performs : ANSWERED));
  expect(performed.map(({ step }) => step)).toEqual(path);
  expect(finish.status).toBe(status);
  expect(stepExecutions(document, { log })[0]).toMatchObject({ id: 'L', status: 'Exited' });
});

test('outputs of steps inside hold the values of the last iteration', () => {
  const inner = callStep('A', { outputs: [{ Name: 'N', Selector: '$.N', Type: 'Integer' }] });
  const document = documentOfSteps([loopStep([inner], { Iterators: ['x', 'y'] }), tell('Z', '{{ A.N }}')], {
    outputs: ['A.N', 'L.CurrentIteratorValue'],
  });
  let count = 0;
  const { performed, finish } = drive(document, () => ({ kind: 'answered', result: { N: (count += 1) } }));
  expect(told(performed).at(-1)).toBe(2);
  expect(finish.outputs).toEqual({ 'A.N': ['2'], 'L.CurrentIteratorValue': ['y'] });
});

test('a cancelled loop ends with the step inside of it, and an onCancel inside leads out', () => {
  const loop = loopStep([callStep('A', { onCancel: 'step:Tidy' })], { Iterators: ['x', 'y'] });
  const document = documentOfSteps([loop, callStep('Never', { isEnd: true }), callStep('Tidy', { isEnd: true })]);
  const started = drive(document, answer).log.slice(0, 2);
  const options = { log: started, cancelRequestedAt: started[0]?.at ?? '' };
  const { finish, log, performed } = drive(document, answer, options);
  expect(performed.map(({ step }) => step)).toEqual(['Tidy']);
  expect(finish.status).toBe('Cancelled');
  expect(stepExecutions(document, { log }).map(({ id, status }) => `${id} ${status}`)).toEqual([
    'L Exited',
    'A-1 Cancelled',
    'Never Pending',
    'Tidy Success',
  ]);
});

test('a loop has a time of its own only where the document gives it one', () => {
  const steps = [callStep('A')];
  const items = Array.from({ length: 50 }, (_none, index) => `${index}`);
  const run = (rest: JsonObject): ReturnType<typeof drive> =>
    drive(documentOfSteps([loopStep(steps, { Iterators: items }, rest)]), answer, { performMs: 1_000 });
  expect(run({}).finish.status).toBe('Success');
  const cut = run({ timeoutSeconds: 10 });
  expect(cut.finish.status).toBe('TimedOut');
  expect(cut.performed).toHaveLength(10);
});

test.each<[string, JsonObject, string]>([
  ['neither items nor a condition', {}, 'exactly one of "Iterators" and "LoopCondition"'],
  ['both', { Iterators: ['a'], LoopCondition: { Variable: 'a', StringEquals: 'a' } }, 'exactly one of'],
  ['an operator that is none', { LoopCondition: { Variable: 'a', Equals: 'a' } }, 'Unsupported operator: Equals'],
  ['too many iterations', { Iterators: ['a'], MaxIterations: 101 }, 'from 1 to 100'],
  ['an unknown type', { Iterators: ['a'], IteratorDataType: 'Date' }, 'Accepted: String, Integer, Boolean, StringMap'],
])('a loop with %s is refused', (_name, inputs, message) => {
  expect(problemsOf([loopStep([callStep('A')], inputs)])).toContain(message);
});

test('too many items, or items of another type, fail the loop before its first iteration', () => {
  const run = (inputs: JsonObject): string => {
    const { finish, performed } = drive(documentOfSteps([loopStep([callStep('A')], inputs)]), answer);
    expect(performed).toEqual([]);
    return finish.failureMessage ?? '';
  };
  expect(run({ Iterators: Array.from({ length: 101 }, () => 'x') })).toContain('101 items. At most 100');
  expect(run({ Iterators: ['1', 'two'], IteratorDataType: 'Integer' })).toContain('Iterators[1] is not of');
});

test('loops do not nest, their steps share the names of the document, and nobody jumps into them', () => {
  const inner = { ...loopStep([callStep('A')], { Iterators: ['a'] }), name: 'M' };
  expect(problemsOf([loopStep([inner], { Iterators: ['a'] })])).toContain('Loops do not nest');
  expect(problemsOf([loopStep([callStep('Z')], { Iterators: ['a'] }), callStep('Z')])).toContain(
    'Duplicate step names',
  );
  const jump = [callStep('J', { nextStep: 'A' }), loopStep([callStep('A')], { Iterators: ['a'] })];
  expect(problemsOf(jump)).toContain('inside of loop L and cannot be reached from step J');
});

test('a way back to the loop from inside is a circle', () => {
  const loop = loopStep([callStep('A', { nextStep: 'L' })], { Iterators: ['a'] });
  expect(problemsOf([loop])).toContain('circle: L -> A -> L');
});

function problemsOf(steps: readonly JsonObject[]): string {
  const parsed = parseRunbook(JSON.stringify({ schemaVersion: '0.3', mainSteps: steps }));
  return parsed.kind === 'invalid' ? parsed.problems.map(({ message }) => message).join('\n') : '';
}

test('a prefix of the log at any point goes on to the same end', () => {
  const loop = loopStep([callStep('A', { onFailure: 'Continue' }), tell('B', '{{ L.CurrentIteratorValue }}')], {
    Iterators: ['x', 'y', 'z'],
  });
  const document = documentOfSteps([loop, callStep('Z')]);
  const perform = ({ step, iteration }: Perform): Performed => (step === 'A' && iteration === 2 ? FAILED : ANSWERED);
  const whole = drive(document, perform);
  for (let count = 0; count <= whole.log.length; count += 1) {
    const again = drive(document, perform, { log: whole.log.slice(0, count) });
    expect(again.log.map(plainEvent)).toEqual(whole.log.map(plainEvent));
    expect(again.finish).toEqual(whole.finish);
  }
});

function plainEvent(event: object): unknown {
  return isJsonObject(event) ? { ...event, at: undefined } : event;
}
