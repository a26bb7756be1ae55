import { expect, test } from 'vitest';
import { msBetween } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import type { Performed } from './command.ts';
import { ACTIONS, type Action } from './document.ts';
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
} from './drive-document.ts';
import { nextCommand } from './next-command.ts';
import { parseRunbook } from './parse-runbook.ts';

/** Clauses of sections 2 and 4 of the specification of Automation documents that no other test shows. */

function problemsOf(mainSteps: readonly JsonObject[], rest: JsonObject = {}): string {
  const parsed = parseRunbook(JSON.stringify({ schemaVersion: '0.3', ...rest, mainSteps }));
  return parsed.kind === 'invalid' ? parsed.problems.map(({ message }) => message).join('\n') : 'no problem';
}

const CALL = { Service: 'ec2', Api: 'A' };
const COMPARED = { ...CALL, PropertySelector: '$.a', DesiredValues: ['x'] };

/** Inputs with which each action begins. */
const INPUTS: Readonly<Record<Action, JsonObject>> = {
  'aws:approve': { Approvers: ['alice'] },
  'aws:assertAwsResourceProperty': COMPARED,
  'aws:branch': { Choices: [{ NextStep: 'Z', Variable: 'a', StringEquals: 'b' }] },
  'aws:changeInstanceState': { InstanceIds: ['i-1'], DesiredState: 'stopped' },
  'aws:copyImage': { SourceRegion: 'eu-west-1', SourceImageId: 'ami-1', ImageName: 'n' },
  'aws:createImage': { InstanceId: 'i-1', ImageName: 'n' },
  'aws:createStack': { StackName: 'a', TemplateBody: '{}' },
  'aws:createTags': { ResourceIds: ['i-1'], Tags: [{ Key: 'k', Value: '' }] },
  'aws:deleteImage': { ImageId: 'ami-1' },
  'aws:deleteStack': { StackName: 'a' },
  'aws:executeAutomation': { DocumentName: 'd' },
  'aws:executeAwsApi': CALL,
  'aws:executeScript': { Runtime: 'python3.11', Handler: 'h', Script: 'x' },
  'aws:executeStateMachine': { stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:m' },
  'aws:invokeLambdaFunction': { FunctionName: 'f' },
  'aws:invokeWebhook': { IntegrationName: 'n' },
  'aws:loop': { Steps: [callStep('Inner')], Iterators: ['a'] },
  'aws:pause': {},
  'aws:runCommand': { DocumentName: 'D', InstanceIds: ['i-1'] },
  'aws:runInstances': { ImageId: 'ami-1' },
  'aws:sleep': { Duration: 'PT1S' },
  'aws:updateVariable': { Name: 'variable:v', Value: 'x' },
  'aws:waitForAwsResourceProperty': COMPARED,
};
const stepOf = (action: Action, rest: JsonObject = {}): JsonObject => ({
  name: 'S',
  action,
  inputs: INPUTS[action],
  ...rest,
});
const VARIABLE = { variables: { v: { type: 'String', default: '' } } };
const END = callStep('Z');

test('4: there are 23 actions, and each is accepted with its required inputs', () => {
  expect(ACTIONS).toHaveLength(23);
  for (const action of ACTIONS) expect(problemsOf([stepOf(action), END], VARIABLE)).toBe('no problem');
});

test.each(ACTIONS)(
  '4: %s is refused without an input that it requires, and with one that it does not know',
  (action) => {
    const { required, takesApiParameters } = ACTION_DEFINITIONS[action];
    for (const key of required) {
      const { [key]: _left, ...rest } = INPUTS[action];
      expect(problemsOf([stepOf(action, { inputs: rest }), END], VARIABLE)).toContain(`Missing "${key}"`);
    }
    const known = problemsOf([stepOf(action, { inputs: { ...INPUTS[action], Unheard: 1 } }), END], VARIABLE);
    if (takesApiParameters) expect(known).toBe('no problem');
    else expect(known).toContain('Unknown input "Unheard"');
  },
);

/** automation-documents, 2.4: the default, and what a document may ask for at most. Infinity: no limit. */
const HOUR = 3_600;
test.each<[Action, number, number]>([
  ['aws:approve', 604_800, 2_592_000],
  ['aws:assertAwsResourceProperty', HOUR, Infinity],
  ['aws:changeInstanceState', HOUR, Infinity],
  ['aws:copyImage', HOUR, Infinity],
  ['aws:createImage', HOUR, Infinity],
  ['aws:createStack', HOUR, Infinity],
  ['aws:createTags', HOUR, Infinity],
  ['aws:deleteImage', HOUR, Infinity],
  ['aws:deleteStack', HOUR, Infinity],
  ['aws:executeAutomation', Infinity, Infinity],
  ['aws:executeAwsApi', 25, 25],
  ['aws:executeScript', 600, 600],
  ['aws:executeStateMachine', Infinity, Infinity],
  ['aws:invokeLambdaFunction', 300, 300],
  ['aws:invokeWebhook', HOUR, Infinity],
  ['aws:loop', Infinity, Infinity],
  ['aws:pause', Infinity, Infinity],
  ['aws:runCommand', HOUR, Infinity],
  ['aws:runInstances', HOUR, Infinity],
  ['aws:sleep', Infinity, Infinity],
  ['aws:waitForAwsResourceProperty', HOUR, Infinity],
])('2.4: %s has %d seconds unless the document says, and %d at most', (action, seconds, most) => {
  const { timeoutSeconds = Infinity, mostSeconds = Infinity } = ACTION_DEFINITIONS[action];
  expect([timeoutSeconds, mostSeconds]).toEqual([seconds, most]);
});

test('2.4: an approval has 30 days and Lambda 300 seconds, whatever the document asks for', () => {
  const approve = documentOfSteps([stepOf('aws:approve', { timeoutSeconds: 99_999_999 })]);
  const { log } = {
    log: [{ kind: 'step.started', step: 'S', attempt: 1, at: START, inputs: INPUTS['aws:approve'] }],
  } as const;
  const waiting = nextCommand(approve, { context: CONTEXT, parameters: {}, log }, START);
  expect(waiting.kind === 'wait' && msBetween(START, waiting.until ?? '')).toBe(2_592_000_000);
  const lambda = documentOfSteps([stepOf('aws:invokeLambdaFunction', { timeoutSeconds: 500 })]);
  const [first] = drive(lambda, () => FAILED).performed;
  expect(msBetween(START, first?.deadlineAt ?? '')).toBe(300_000);
});

test('2.4, 2.5: a timeout is a failure: onFailure leads on, and the end is TimedOut however the recovery went', () => {
  const steps = [
    callStep('S', { onFailure: 'step:R', isEnd: false }),
    callStep('Never', { isEnd: true }),
    callStep('R'),
  ];
  const driven = drive(documentOfSteps(steps), ({ step }) => (step === 'S' ? TIMED_OUT : ANSWERED));
  expect(driven.performed.map(({ step }) => step)).toEqual(['S', 'R']);
  expect(driven.finish.status).toBe('TimedOut');
});

test('2.5: with isCritical false and recovery, the steps that follow decide', () => {
  const steps = [callStep('S', { onFailure: 'step:R', isCritical: false }), callStep('R')];
  const run = (r: Performed): Driven => drive(documentOfSteps(steps), ({ step }) => (step === 'S' ? FAILED : r));
  expect([run(ANSWERED).finish.status, run(FAILED).finish.status, run(TIMED_OUT).finish.status]).toEqual([
    'Success',
    'Failed',
    'TimedOut',
  ]);
});

test.each([
  'aws:approve',
  'aws:copyImage',
  'aws:createImage',
  'aws:createStack',
  'aws:createTags',
  'aws:pause',
  'aws:runInstances',
  'aws:sleep',
] as const)('2.7: onCancel may not lead to %s', (action) => {
  const steps = [callStep('A', { onCancel: 'step:S' }), stepOf(action)];
  expect(problemsOf(steps)).toContain(`onCancel of step A may not lead to a step of ${action}.`);
});

test.each(['aws:loop', 'aws:updateVariable'] as const)('2.7: %s takes no onCancel', (action) => {
  const steps = [stepOf(action, { onCancel: 'step:Z' }), END];
  expect(problemsOf(steps, VARIABLE)).toContain(`onCancel is not available on ${action}.`);
});

test('2.6: a selector sees the result of its action, that of a script below Payload', () => {
  const outputs = [{ Name: 'Key', Selector: '$.Payload.key', Type: 'String' }];
  const steps = [
    stepOf('aws:executeScript', { outputs }),
    callStep('Use', { inputs: { ...CALL, One: '{{ S.Key }}', All: '{{ S.Payload }}', Raw: '{{ S.OutputPayload }}' } }),
  ];
  const { performed } = drive(documentOfSteps(steps), () => ({ kind: 'answered', result: { Payload: { key: 'v' } } }));
  expect(performed[1]?.work).toMatchObject({
    call: { parameters: { One: 'v', All: { key: 'v' }, Raw: { Payload: { key: 'v' } } } },
  });
});

test('2.3: Continue with nextStep may lead back in the list, as in a chain of rollback steps', () => {
  const steps = [
    callStep('A', { nextStep: 'C' }),
    callStep('B', { isEnd: true }),
    callStep('C', { onFailure: 'Continue', nextStep: 'D' }),
    callStep('D', { onFailure: 'Continue', nextStep: 'B' }),
  ];
  const driven = drive(documentOfSteps(steps), ({ step }) => (step === 'C' || step === 'D' ? FAILED : ANSWERED));
  expect(driven.performed.map(({ step }) => step)).toEqual(['A', 'C', 'D', 'B']);
  expect(driven.finish.status).toBe('Success');
});

test('9.6: isEnd false goes with nextStep', () => {
  expect(problemsOf([callStep('A', { isEnd: false, nextStep: 'Z' }), END])).toBe('no problem');
});

const branch = (inputs: JsonObject): JsonObject => ({ name: 'B', action: 'aws:branch', inputs });

test('4.3: the first choice that holds is taken, and operands may be references', () => {
  const choice = (NextStep: string, StringEquals: string): JsonObject => ({
    NextStep,
    Variable: '{{ P }}',
    StringEquals,
  });
  const Choices = [choice('No', 'y'), choice('First', '{{ P }}'), choice('Second', 'x')];
  const steps = [branch({ Choices }), ...['No', 'First', 'Second'].map((name) => callStep(name, { isEnd: true }))];
  const document = documentOfSteps(steps, { parameters: { P: { type: 'String' } } });
  const { performed } = drive(document, () => ANSWERED, { parameters: { P: 'x' } });
  expect(performed.map(({ step }) => step)).toEqual(['First']);
});

test('4.3: a branch whose values cannot be compared fails', () => {
  const steps = [branch({ Choices: [{ NextStep: 'Z', Variable: 'many', NumericGreater: 1 }] }), END];
  expect(drive(documentOfSteps(steps), () => ANSWERED).finish).toMatchObject({
    status: 'Failed',
    failureMessage: expect.stringContaining('"many" is not a number') as string,
  });
});

test('4.11: a child takes five tags, and an input that is no map fails the step', () => {
  const tags = (count: number): JsonObject[] =>
    Array.from({ length: count }, (_none, index) => ({ Key: `k${index}`, Value: 'v' }));
  const problems = (rest: JsonObject): string =>
    problemsOf([stepOf('aws:executeAutomation', { inputs: { DocumentName: 'd', ...rest } })]);
  expect(problems({ Tags: tags(5) })).toBe('no problem');
  expect(problems({ Tags: tags(6) })).toContain('more than 5 tags');
  expect(problems({ RuntimeParameters: ['x'] })).toContain('"RuntimeParameters" is not a map');
});

test('4.2: a step that asserts calls once an attempt and fails in PostVerification', () => {
  const step = stepOf('aws:assertAwsResourceProperty', { maxAttempts: 2 });
  const { performed, log } = drive(documentOfSteps([step]), () => ({ kind: 'answered', result: { a: 'y' } }));
  expect(performed).toHaveLength(2);
  expect(log.at(-1)).toMatchObject({ failure: { stage: 'PostVerification', type: 'Verification' } });
});

test.each<[string, JsonObject, Performed, string]>([
  [
    'input resolution',
    stepOf('aws:executeAwsApi', { inputs: { ...CALL, X: '{{ Z.None }}' } }),
    ANSWERED,
    'Step fails when it is validating and resolving the step inputs. ',
  ],
  [
    'verification',
    stepOf('aws:assertAwsResourceProperty'),
    ANSWERED,
    'Step fails when it is Execute/Cancelling action. ',
  ],
  [
    'a child',
    stepOf('aws:executeAutomation'),
    { kind: 'answered', result: { Status: 'Failed' } },
    'Step fails when it is Poll action status for completion. ',
  ],
  [
    'timeout',
    stepOf('aws:executeScript'),
    TIMED_OUT,
    'Step timed out while step is Poll action status for completion. ',
  ],
])('4.24: the message of a failure in %s begins and ends as the service’s', (_phase, step, performed, begins) => {
  const { failureMessage = '' } = drive(documentOfSteps([step, END]), () => performed).finish;
  expect(failureMessage.startsWith(begins)).toBe(true);
  expect(failureMessage).toMatch(
    /Please refer to Automation Service Troubleshooting Guide for more diagnosis details\.$/,
  );
});

test('4.13: retired runtimes are taken, and a payload that is JSON text is a map', () => {
  const runtimes = ['python3.6', 'python3.7', 'python3.8', 'python3.9', 'python3.10', 'python3.11'];
  for (const Runtime of runtimes)
    expect(problemsOf([stepOf('aws:executeScript', { inputs: { Runtime, Handler: 'h', Script: 'x' } })])).toBe(
      'no problem',
    );
  for (const Runtime of ['PowerShell 7.4', 'PowerShell 7.0', 'PowerShell Core 6.0']) {
    expect(problemsOf([stepOf('aws:executeScript', { inputs: { Runtime, Script: 'x' } })])).toBe('no problem');
  }
  const payload = (InputPayload?: Json): Json | undefined => {
    const inputs = { ...INPUTS['aws:executeScript'], ...(InputPayload === undefined ? {} : { InputPayload }) };
    const work = drive(documentOfSteps([stepOf('aws:executeScript', { inputs })]), () => ANSWERED).performed[0]?.work;
    return work?.kind === 'script' ? work.payload : undefined;
  };
  expect([payload(), payload('{"a":1}'), payload({ a: 1 })]).toEqual([{}, { a: 1 }, { a: 1 }]);
});

test.each<[JsonObject, string]>([
  [{ onFailure: 'Continue' }, 'Success'],
  [{ onFailure: 'Continue', isCritical: true }, 'Failed'],
  [{ onFailure: 'step:Out', isCritical: false }, 'Success'],
  [{ onFailure: 'step:Out' }, 'Failed'],
])('4.17: a step in a loop that fails with %j makes the execution %s', (rest, status) => {
  const loop = { name: 'L', action: 'aws:loop', inputs: { Steps: [callStep('A', rest)], Iterators: ['x', 'y'] } };
  const { finish } = drive(documentOfSteps([loop, callStep('Out')]), ({ step }) => (step === 'A' ? FAILED : ANSWERED));
  expect(finish.status).toBe(status);
});

test('2.4: a pause may be given a time', () => {
  const document = documentOfSteps([stepOf('aws:pause', { timeoutSeconds: 60 })]);
  const driven = drive(document, () => ANSWERED);
  expect([driven.finish.status, msBetween(START, driven.now)]).toEqual(['TimedOut', 60_000]);
});
