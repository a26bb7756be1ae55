import { expect, test } from 'vitest';
import { instantAfter, msBetween } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Performed } from './command.ts';
import {
  ANSWERED,
  callStep,
  CONTEXT,
  documentOfSteps,
  drive,
  FAILED,
  START,
  TIMED_OUT,
  type Driven,
  type DriveOptions,
  type Perform,
} from './drive-document.ts';
import { nextCommand } from './next-command.ts';
import { settle } from './settle.ts';
import { stepExecutions } from './step-executions.ts';

/** Runs steps; those named fail or time out, all others succeed. */
function run(
  steps: readonly JsonObject[],
  failing: Record<string, Performed> = {},
  options: DriveOptions = {},
): Driven {
  return drive(documentOfSteps(steps), ({ step }) => failing[step] ?? ANSWERED, options);
}

/** automation-documents, 2.10: onFailure, isCritical, isEnd, the step's result, where it goes, the final status. */
test.each<[string | undefined, boolean | undefined, boolean, Performed, string, string]>([
  [undefined, undefined, false, FAILED, 'end', 'Failed'],
  [undefined, undefined, false, TIMED_OUT, 'end', 'TimedOut'],
  ['Abort', false, false, FAILED, 'end', 'Failed'],
  ['Continue', undefined, false, FAILED, 'next', 'Success'],
  ['Continue', true, false, FAILED, 'next', 'Failed'],
  ['Continue', undefined, true, FAILED, 'end', 'Success'],
  ['step:R', undefined, false, FAILED, 'R', 'Failed'],
  ['step:R', false, false, FAILED, 'R', 'Success'],
  ['step:R', false, false, TIMED_OUT, 'R', 'Success'],
  ['step:R', undefined, false, TIMED_OUT, 'R', 'TimedOut'],
  ['step:R', true, false, ANSWERED, 'next', 'Success'],
])(
  'onFailure %s, isCritical %s, isEnd %s: %o goes to %s and ends %s',
  (onFailure, isCritical, isEnd, result, to, status) => {
    const flags = {
      ...(onFailure === undefined ? {} : { onFailure }),
      ...(isCritical === undefined ? {} : { isCritical }),
    };
    const driven = run([callStep('S', { ...flags, isEnd }), callStep('next', { isEnd: true }), callStep('R')], {
      S: result,
    });
    expect(driven.performed.map(({ step }) => step)).toEqual(to === 'end' ? ['S'] : ['S', to]);
    expect(driven.finish.status).toBe(status);
    expect(driven.finish.failureMessage !== undefined).toBe(status !== 'Success');
  },
);

test('Continue goes to nextStep where there is one', () => {
  const driven = run([callStep('S', { onFailure: 'Continue', nextStep: 'C' }), callStep('B'), callStep('C')], {
    S: FAILED,
  });
  expect(driven.performed.map(({ step }) => step)).toEqual(['S', 'C']);
});

test('onFailure with a step goes there although isEnd is true', () => {
  const driven = run([callStep('S', { onFailure: 'step:R', isEnd: true }), callStep('R')], { S: FAILED });
  expect(driven.performed.map(({ step }) => step)).toEqual(['S', 'R']);
});

test('after a jump the steps go on from there, and those jumped over stay Pending', () => {
  const steps = [callStep('A', { nextStep: 'C' }), callStep('B', { isEnd: true }), callStep('C', { nextStep: 'B' })];
  const document = documentOfSteps([...steps, callStep('D')]);
  const { log, performed } = drive(document, () => ANSWERED);
  expect(performed.map(({ step }) => step)).toEqual(['A', 'C', 'B']);
  const statuses = stepExecutions(document, { log }).map(({ status }) => status);
  expect(statuses).toEqual(['Success', 'Success', 'Success', 'Pending']);
});

test('a failure outweighs an earlier timeout, and the first critical message is the execution’s', () => {
  const driven = run([callStep('A', { onFailure: 'Continue', isCritical: true }), callStep('B')], {
    A: TIMED_OUT,
    B: FAILED,
  });
  expect(driven.finish).toMatchObject({
    status: 'Failed',
    failureMessage:
      'Step timed out while step is Execute/Cancelling action. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
  });
});

test('attempts follow each other until one succeeds or none is left', () => {
  const results = [FAILED, TIMED_OUT, ANSWERED];
  const document = documentOfSteps([callStep('S', { maxAttempts: 3 })]);
  const driven = drive(document, ({ attempt }) => results[attempt - 1] ?? FAILED);
  expect(driven.performed.map(({ attempt, token }) => [attempt, token])).toEqual([
    [1, `${CONTEXT.executionId}-S-1`],
    [2, `${CONTEXT.executionId}-S-2`],
    [3, `${CONTEXT.executionId}-S-3`],
  ]);
  expect(driven.finish.status).toBe('Success');
  expect(run([callStep('S', { maxAttempts: 2 })], { S: TIMED_OUT }).finish.status).toBe('TimedOut');
});

test('inputs are resolved once for all attempts, and anew for every step', () => {
  const step = (name: string, rest: JsonObject = {}): JsonObject =>
    callStep(name, { ...rest, inputs: { Service: 'ec2', Api: 'CreateTags', At: '{{global:DATE_TIME}}' } });
  const driven = drive(
    documentOfSteps([step('A', { maxAttempts: 2, onFailure: 'Continue' }), step('B')]),
    ({ step: name }) => (name === 'A' ? FAILED : ANSWERED),
    { performMs: 60_000 },
  );
  const times = driven.log.flatMap((event) => (event.kind === 'step.started' ? [event.inputs['At']] : []));
  expect(times).toEqual(['2026-01-31_09.30.00', '2026-01-31_09.30.00', '2026-01-31_09.32.00']);
});

test('an attempt that was refused for its input is not made again', () => {
  const failure = { stage: 'InputValidation', type: 'Action', message: 'no such member' } as const;
  const driven = run([callStep('S', { maxAttempts: 3 })], { S: { kind: 'failed', retryable: false, failure } });
  expect(driven.performed).toHaveLength(1);
});

test('a step in flight is performed again with the same attempt, token and inputs', () => {
  const document = documentOfSteps([callStep('S', { inputs: { Service: 'ec2', Api: 'A', At: '{{global:TIME}}' } })]);
  const started = nextCommand(document, { context: CONTEXT, parameters: {}, log: [] }, START);
  const log = started.kind === 'append' ? [started.event] : [];
  const state = { context: CONTEXT, parameters: {}, log };
  const first = nextCommand(document, state, START);
  const later = nextCommand(document, state, instantAfter(START, 3_600_000));
  expect(first).toMatchObject({ kind: 'perform', attempt: 1, work: { call: { parameters: { At: '09.30.00' } } } });
  // Only the time limit of the repeated call is new.
  expect({ ...later, deadlineAt: '' }).toEqual({ ...first, deadlineAt: '' });
});

test.each<[string, number | undefined, number]>([
  ['aws:executeAwsApi', undefined, 25],
  ['aws:executeAwsApi', 10, 10],
  ['aws:executeAwsApi', 500, 25],
  ['aws:executeScript', undefined, 600],
  ['aws:executeScript', 3_600, 600],
  ['aws:assertAwsResourceProperty', undefined, 3_600],
  ['aws:waitForAwsResourceProperty', undefined, 3_600],
  ['aws:waitForAwsResourceProperty', 14_400, 14_400],
])('%s with timeoutSeconds %s has %d seconds', (action, timeoutSeconds, seconds) => {
  const inputs = {
    'aws:executeScript': { Runtime: 'python3.11', Handler: 'h', Script: 'x' },
    'aws:executeAwsApi': { Service: 'ec2', Api: 'A' },
  }[action] ?? { Service: 'ec2', Api: 'A', PropertySelector: '$.a', DesiredValues: ['x'] };
  const step = { name: 'S', action, inputs, ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) };
  const [perform] = drive(documentOfSteps([step]), () => FAILED).performed;
  expect(msBetween(START, perform?.deadlineAt ?? '')).toBe(seconds * 1_000);
});

test.each<[string, Performed, string]>([
  [
    'a child that succeeded',
    { kind: 'answered', result: { ExecutionId: 'e', Status: 'Success', Output: ['a'] } },
    'Success',
  ],
  ['a child that failed', { kind: 'answered', result: { ExecutionId: 'e', Status: 'TimedOut', Output: [] } }, 'Failed'],
])('%s', (_name, performed, status) => {
  const inputs = { DocumentName: 'Trueup-S3.8', RuntimeParameters: { Keep: true, Names: ['a'] } };
  const driven = run([{ name: 'C', action: 'aws:executeAutomation', inputs }], { C: performed });
  expect(driven.performed[0]?.work).toEqual({
    kind: 'automation',
    documentName: 'Trueup-S3.8',
    parameters: { Keep: true, Names: ['a'] },
    tags: [],
  });
  expect(driven.finish.status).toBe(status);
});

test('an input that cannot be resolved or does not fit fails the step in the service’s words', () => {
  const steps = [
    callStep('A', {
      onFailure: 'Continue',
      isCritical: true,
      inputs: { Service: 'ec2', Api: 'A', X: '{{ B.Nothing }}' },
    }),
    callStep('B', { inputs: { Service: '{{ P }}', Api: 'A' } }),
  ];
  const driven = drive(documentOfSteps(steps, { parameters: { P: { type: 'StringList' } } }), () => ANSWERED, {
    parameters: { P: ['ec2'] },
  });
  expect(driven.performed).toEqual([]);
  const messages = driven.log.map((event) => (event.kind === 'step.failed' ? event.failure : undefined));
  expect(messages).toEqual([
    {
      stage: 'InputValidation',
      type: 'Action',
      message:
        'Step fails when it is validating and resolving the step inputs. Failed to resolve input: B.Nothing. B.Nothing is not defined in the Automation Document. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
    },
    expect.objectContaining({ message: expect.stringContaining('Input "Service" is not a text, or is empty.') }),
  ]);
});

test('the result of a step flows into later ones with its type', () => {
  const outputs = [
    { Name: 'Ids', Selector: '$..Id', Type: 'StringList' },
    { Name: 'Count', Selector: '$.Count', Type: 'Integer' },
    { Name: 'Gone', Selector: '$.Nowhere', Type: 'StringMap' },
    { Name: 'Word', Selector: '$.Nowhere', Type: 'String' },
  ];
  const inputs = {
    Service: 'ec2',
    Api: 'A',
    Ids: ['{{Find.Ids}}'],
    Count: '{{Find.Count}}',
    Gone: '{{Find.Gone}}',
    Word: '{{Find.Word}}',
    Skipped: '{{ Last.OutputPayload }}',
    All: '{{ Find.OutputPayload }}',
    Account: '{{global:ACCOUNT_ID}}/{{global:REGION}}/{{global:AWS_PARTITION}}/{{automation:EXECUTION_ID}}',
  };
  const document = documentOfSteps([callStep('Find', { outputs }), callStep('Use', { inputs }), callStep('Last')], {
    outputs: ['Find.Ids', 'Find.Count', 'Find.Gone', 'Find.OutputPayload', 'Last.Nothing'],
  });
  const result = { List: [{ Id: 'a' }, { Id: 'b' }], Count: '7', Text: "<'&=>" };
  const driven = drive(document, ({ step }) =>
    step === 'Find' ? { kind: 'answered', result } : step === 'Last' ? FAILED : ANSWERED,
  );
  const use = driven.performed.find(({ step }: Perform) => step === 'Use');
  expect(use?.work).toMatchObject({
    call: {
      service: 'ec2',
      operation: 'A',
      parameters: {
        Ids: ['a', 'b'],
        Count: 7,
        Word: '',
        All: result,
        Account: `111122223333/eu-west-1/aws/${CONTEXT.executionId}`,
      },
    },
  });
  expect(use?.work.kind === 'api-call' && Object.keys(use.work.call.parameters)).toEqual([
    'Ids',
    'Count',
    'Word',
    'All',
    'Account',
  ]);
  const none = ['No output available yet because the step is not successfully executed'];
  expect(driven.finish.outputs).toEqual({
    'Find.Ids': ['a', 'b'],
    'Find.Count': ['7'],
    'Find.Gone': none,
    'Find.OutputPayload': ['{"List":[{"Id":"a"},{"Id":"b"}],"Count":"7","Text":"\\u003c\\u0027\\u0026\\u003d\\u003e"}'],
    'Last.Nothing': none,
  });
});

test('an answer that does not fit a declared output fails the step, once', () => {
  const outputs = [{ Name: 'N', Selector: '$.a', Type: 'Integer' }];
  const driven = run([callStep('S', { maxAttempts: 3, outputs })], { S: { kind: 'answered', result: { a: 'x' } } });
  expect(driven.performed).toHaveLength(1);
  expect(driven.log.at(-1)).toMatchObject({ kind: 'step.failed', failure: { stage: 'PostVerification' } });
});

test('how steps stand is told from the log', () => {
  const steps = [callStep('A', { maxAttempts: 2 }), callStep('B', { onFailure: 'Continue' }), callStep('C')];
  const document = documentOfSteps(steps);
  const { log } = drive(
    document,
    ({ step, attempt }) => (step === 'A' && attempt === 1 ? FAILED : step === 'B' ? TIMED_OUT : ANSWERED),
    {
      performMs: 1_000,
    },
  );
  const at = (count: number): unknown[] =>
    stepExecutions(document, { log: log.slice(0, count) }).map(({ status, attempts }) => `${status} ${attempts}`);
  expect(at(0)).toEqual(['Pending 0', 'Pending 0', 'Pending 0']);
  expect(at(1)).toEqual(['InProgress 1', 'Pending 0', 'Pending 0']);
  expect(at(2)).toEqual(['InProgress 1', 'Pending 0', 'Pending 0']);
  expect(at(4)).toEqual(['Success 2', 'Pending 0', 'Pending 0']);
  const [a, b] = stepExecutions(document, { log });
  expect(a).toMatchObject({ startedAt: START, finishedAt: instantAfter(START, 2_000), outputs: {} });
  expect(a).not.toHaveProperty('failure');
  expect(b).toMatchObject({ status: 'TimedOut', failure: { message: expect.stringContaining('timed out') } });
});

test('settling what is not in flight is a bug', () => {
  const document = documentOfSteps([callStep('A')]);
  expect(() => settle(document, { context: CONTEXT, parameters: {}, log: [] }, ANSWERED, START)).toThrow(
    'no step is in flight',
  );
});

test('a hundred steps with three hundred events take well under a millisecond a command', () => {
  const steps = Array.from({ length: 100 }, (_none, index) =>
    callStep(`S${index}`, {
      maxAttempts: 2,
      inputs: { Service: 'ec2', Api: 'A', Ids: index === 0 ? 'x' : `{{ S${index - 1}.Id }}` },
      outputs: [{ Name: 'Id', Selector: '$.Id', Type: 'String' }],
    }),
  );
  const document = documentOfSteps(steps);
  const { log } = drive(document, ({ attempt }) =>
    attempt === 1 ? FAILED : { kind: 'answered', result: { Id: 'i' } },
  );
  expect(log).toHaveLength(400);
  const lengths = Array.from({ length: log.length }, (_none, index) => index);
  const states = lengths.map((length) => ({ context: CONTEXT, parameters: {}, log: log.slice(0, length) }));
  for (const state of states) nextCommand(document, state, START);
  const began = performance.now();
  for (const state of states) nextCommand(document, state, START);
  // A tenth of this on an idle machine.
  expect((performance.now() - began) / states.length).toBeLessThan(1);
});
