import type { Execution, JsonObject, Store } from '@trueup/core';
import { automationLab, labStore, type AutomationLab } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';

/**
 * What the specification of Automation documents prints, through the real engine and store against the stand-in.
 * Appendix A runs in automations.lab.test.ts.
 */
let store: Store;
let lab: AutomationLab;

beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());
beforeEach(() => {
  lab = automationLab(inject('awsLabEndpoint'), store);
});
afterEach(() => lab.close());

/** Each run of a step and how it ended, in order. */
async function ends({ id }: Execution): Promise<string[]> {
  const log = await store.executions.log(id);
  return log
    .filter(({ kind }) => kind !== 'step.started' && kind !== 'step.progressed')
    .map(({ step, kind }) => `${step} ${kind.replace('step.', '')}`);
}

const first = (answer: JsonObject, ...path: readonly (string | number)[]): string => {
  let found: unknown = answer;
  for (const key of path) found = (found as Record<string | number, unknown> | undefined)?.[key];
  return String(found);
};

const FAILS = "action: aws:executeAwsApi, inputs: { Service: sqs, Api: GetQueueUrl, QueueName: 'none' }";
const TIMES_OUT = 'action: aws:sleep, timeoutSeconds: 1, inputs: { Duration: PT1H }';
const SUCCEEDS = 'action: aws:sleep, inputs: { Duration: PT0S }';

/** The worked matrix (2.10): what the step says, what it does, where it goes, how the execution ends. */
test.each([
  ['', FAILS, ['S failed'], 'Failed'],
  ['', TIMES_OUT, ['S timed-out'], 'TimedOut'],
  ['onFailure: Abort, isCritical: false', FAILS, ['S failed'], 'Failed'],
  ['onFailure: Continue', FAILS, ['S failed', 'Next succeeded'], 'Success'],
  ['onFailure: Continue, isCritical: true', FAILS, ['S failed', 'Next succeeded'], 'Failed'],
  ['onFailure: Continue, isEnd: true', FAILS, ['S failed'], 'Success'],
  ["onFailure: 'step:R'", FAILS, ['S failed', 'R succeeded'], 'Failed'],
  ["onFailure: 'step:R', isCritical: false", FAILS, ['S failed', 'R succeeded'], 'Success'],
  ["onFailure: 'step:R', isCritical: false", TIMES_OUT, ['S timed-out', 'R succeeded'], 'Success'],
  ["onFailure: 'step:R'", TIMES_OUT, ['S timed-out', 'R succeeded'], 'TimedOut'],
  ["onFailure: 'step:R', isCritical: true", SUCCEEDS, ['S succeeded', 'Next succeeded'], 'Success'],
])('2.10: a step with %j and %s leads to %j and %s', async (says, does, way, status) => {
  const execution = await lab.run(`
schemaVersion: '0.3'
mainSteps:
  - { name: S, ${says === '' ? '' : `${says}, `}${does} }
  - { name: Next, isEnd: true, ${SUCCEEDS} }
  - { name: R, ${SUCCEEDS} }
`);
  expect(await ends(execution)).toEqual(way);
  expect(execution.status).toBe(status);
});

test('1.4, 4.17, 4.22: variables as the specification writes them count through a loop', async () => {
  const execution = await lab.run(`
schemaVersion: '0.3'
variables:
  counter:  { type: Integer, default: 0 }
  state:    { type: StringMap, default: "{}" }
mainSteps:
  - name: Until
    action: aws:loop
    inputs:
      LoopCondition: { Variable: '{{ variable:counter }}', NumericLesser: 3 }
      MaxIterations: 10
      Steps:
        - name: Add
          action: aws:executeScript
          inputs:
            Runtime: python3.11
            Handler: add
            InputPayload: { counter: '{{ variable:counter }}', state: '{{ variable:state }}' }
            Script: |
              def add(events, context):
                  counter = events['counter'] + 1
                  return {'counter': counter, 'state': {**events['state'], 'n%d' % counter: counter}}
          outputs:
            - { Name: Counter, Selector: $.Payload.counter, Type: Integer }
            - { Name: State, Selector: $.Payload.state, Type: StringMap }
        - { name: KeepCounter, action: 'aws:updateVariable', inputs: { Name: 'variable:counter', Value: '{{ Add.Counter }}' } }
        - { name: KeepState, action: 'aws:updateVariable', inputs: { Name: 'variable:state', Value: '{{ Add.State }}' } }
outputs: [Until.CurrentIteration, Add.State]
`);
  expect(execution).toMatchObject({
    status: 'Success',
    outputs: { 'Until.CurrentIteration': ['3'], 'Add.State': ['{"n1":1,"n2":2,"n3":3}'] },
  });
});

test('4.3: a branch tells a Linux instance by the Platform that EC2 leaves out', async () => {
  const InstanceId = await launched();
  const execution = await lab.run(
    `
schemaVersion: '0.3'
parameters: { InstanceId: { type: 'AWS::EC2::Instance::Id' } }
mainSteps:
  - name: GetInstance
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: DescribeInstances, InstanceIds: ['{{ InstanceId }}'] }
    outputs: [{ Name: Platform, Selector: '$.Reservations[0].Instances[0].Platform', Type: String }]
  - name: ChooseOS
    action: aws:branch
    inputs:
      Choices:
        - { NextStep: RunWindows, Variable: '{{ GetInstance.Platform }}', StringEquals: windows }
        - NextStep: RunLinux
          Or:
            - { Variable: '{{ GetInstance.Platform }}', StringEquals: '' }
            - Not: { Variable: '{{ GetInstance.Platform }}', StartsWith: win }
      Default: Sleep
  - { name: RunWindows, ${SUCCEEDS}, isEnd: true }
  - { name: RunLinux, ${SUCCEEDS}, isEnd: true }
  - { name: Sleep, ${SUCCEEDS} }
`,
    { InstanceId },
  );
  expect(await ends(execution)).toEqual(['GetInstance succeeded', 'ChooseOS succeeded', 'RunLinux succeeded']);
  expect(execution.status).toBe('Success');
});

async function launched(): Promise<string> {
  const ImageId = first(await lab.aws.call('ec2', 'DescribeImages'), 'Images', 0, 'ImageId');
  return first(
    await lab.aws.call('ec2', 'RunInstances', { ImageId, MinCount: 1, MaxCount: 1 }),
    'Instances',
    0,
    'InstanceId',
  );
}
