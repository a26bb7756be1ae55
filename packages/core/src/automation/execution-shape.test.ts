import { expect, test } from 'vitest';
import type { Execution, ExecutionId } from '../execution/execution.ts';
import { accountId, region } from '../resource/resource.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import type { StepEvent } from '../runbook/execution-state.ts';
import { parseRunbook } from '../runbook/parse-runbook.ts';
import { automationExecution, automationMetadata, automationSteps } from './execution-shape.ts';

/** The example of the specification's appendix A. */
const EXAMPLE = `
schemaVersion: '0.3'
assumeRole: '{{ AutomationAssumeRole }}'
parameters:
  AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn', default: '' }
  GroupId: { type: String, allowedPattern: '^sg-[a-z0-9]+$' }
mainSteps:
  - name: Find
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: DescribeSecurityGroups, GroupIds: ['{{ GroupId }}'] }
    outputs:
      - { Name: Name, Selector: '$.SecurityGroups[0].GroupName', Type: String }
      - { Name: Tags, Selector: '$.SecurityGroups[0].Tags', Type: MapList }
  - name: Check
    action: aws:branch
    inputs:
      Choices:
        - { NextStep: Remove, Not: { Variable: '{{ Find.Name }}', StringEquals: default } }
    isEnd: true
  - name: Remove
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: DeleteSecurityGroup, GroupId: '{{ GroupId }}' }
outputs: [ 'Find.Name' ]
`;

const scope = { accountId: accountId('111122223333'), region: region('eu-west-1'), partition: 'aws' } as const;
const START = '2024-05-01T08:00:00.120Z';

const ID = '4105a4fc-0000-4000-8000-0123456789ab' as ExecutionId;

function executionWith(changes: Partial<Execution> = {}): Execution {
  return {
    id: ID,
    kind: 'automation',
    scope,
    documentName: 'CleanGroup',
    documentVersion: '1',
    mode: 'Auto',
    tags: [],
    document: EXAMPLE,
    parameters: { AutomationAssumeRole: '', GroupId: 'sg-0abc' },
    phase: 'running',
    status: 'InProgress',
    startedBy: { kind: 'person', name: 'me' },
    startedAt: START,
    verifyAttempts: 0,
    ...changes,
  };
}

function documentOf(text: string): RunbookDocument {
  const parsed = parseRunbook(text);
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}

const at = (second: number): string => `2024-05-01T08:00:0${second}.000Z`;
const FOUND: StepEvent[] = [
  {
    kind: 'step.started',
    step: 'Find',
    attempt: 1,
    at: at(1),
    inputs: { Service: 'ec2', Api: 'DescribeSecurityGroups', GroupIds: ['sg-0abc'], Filter: "a=<b>&'c'" },
  },
  {
    kind: 'step.succeeded',
    step: 'Find',
    attempt: 1,
    at: at(2),
    result: {},
    outputs: { Name: 'web', Tags: [{ Key: 'a', Value: 'b=c' }], Count: 5, Open: true, Map: { k: [1] } },
  },
];

test('a finished execution reads as in the example of the specification', () => {
  const execution = executionWith({
    phase: 'finished',
    status: 'Success',
    finishedAt: at(9),
    outputs: { 'Find.Name': ['web'] },
  });
  const shape = automationExecution({ execution, document: documentOf(EXAMPLE), log: FOUND, children: [] });
  expect(shape).toMatchObject({
    AutomationExecutionId: ID,
    DocumentName: 'CleanGroup',
    DocumentVersion: '1',
    AutomationExecutionStatus: 'Success',
    Mode: 'Auto',
    ExecutionStartTime: START,
    ExecutionEndTime: at(9),
    ExecutedBy: 'arn:aws:sts::111122223333:assumed-role/Trueup/me',
    Parameters: { GroupId: ['sg-0abc'], AutomationAssumeRole: [''] },
    Outputs: { 'Find.Name': ['web'] },
    StepExecutionsTruncated: false,
    ResolvedTargets: { ParameterValues: [], Truncated: false },
  });
  expect(shape).not.toHaveProperty('CurrentStepName');
  expect(shape.StepExecutions[0]).toMatchObject({
    StepName: 'Find',
    StepStatus: 'Success',
    TimeoutSeconds: 25,
    MaxAttempts: 1,
    OnFailure: 'Abort',
    IsEnd: false,
    IsCritical: false,
    OverriddenParameters: {},
    ValidNextSteps: ['Check'],
  });
});

test('inputs are JSON each, outputs lists of strings, both in the escapes of the service', () => {
  const [find] = automationSteps({
    execution: executionWith(),
    document: documentOf(EXAMPLE),
    log: FOUND,
    children: [],
  });
  expect(find?.Inputs).toEqual({
    Service: '"ec2"',
    Api: '"DescribeSecurityGroups"',
    GroupIds: '["sg-0abc"]',
    Filter: String.raw`"a\u003d\u003cb\u003e\u0026\u0027c\u0027"`,
  });
  expect(find?.Outputs).toEqual({
    Name: ['web'],
    Tags: [String.raw`{"Key":"a","Value":"b\u003dc"}`],
    Count: ['5'],
    Open: ['true'],
    Map: ['{"k":[1]}'],
  });
});

test('steps that were not reached are Pending and have no times; a branch may lead to its choices alone', () => {
  const steps = automationSteps({ execution: executionWith(), document: documentOf(EXAMPLE), log: [], children: [] });
  expect(steps.map(({ StepName, StepStatus }) => [StepName, StepStatus])).toEqual([
    ['Find', 'Pending'],
    ['Check', 'Pending'],
    ['Remove', 'Pending'],
  ]);
  expect(steps[0]).not.toHaveProperty('ExecutionStartTime');
  expect(steps.map(({ ValidNextSteps }) => ValidNextSteps)).toEqual([['Check'], ['Remove'], []]);
});

test.each<[string, string, string[]]>([
  ['a Default', 'Default: Last', ['Next', 'Last']],
  ['no Default', '', ['Next', 'Next2']],
])('a branch with %s may lead to its choices, and from there on', (_what, line, expected) => {
  const text = `
schemaVersion: '0.3'
mainSteps:
  - name: Fork
    action: aws:branch
    inputs:
      Choices: [{ NextStep: Next, Variable: a, StringEquals: b }]
      DEFAULT
  - { name: Next2, action: 'aws:sleep', inputs: { Duration: PT1S }, nextStep: Last }
  - { name: Next, action: 'aws:sleep', inputs: { Duration: PT1S } }
  - { name: Last, action: 'aws:sleep', inputs: { Duration: PT1S } }
`.replace('DEFAULT', line);
  const view = { execution: executionWith(), document: documentOf(text), log: [], children: [] };
  expect(automationSteps(view).map(({ ValidNextSteps }) => ValidNextSteps)).toEqual([expected, ['Last'], ['Last'], []]);
});

test('while a step runs the execution says which, and its outputs are not available yet', () => {
  const view = { document: documentOf(EXAMPLE), log: FOUND.slice(0, 1), children: [] };
  const execution = executionWith({ parent: { id: 'parent' as ExecutionId, step: 'call' } });
  expect(automationMetadata({ ...view, execution })).toMatchObject({
    AutomationType: 'Local',
    AutomationExecutionStatus: 'InProgress',
    ParentAutomationExecutionId: 'parent',
    CurrentStepName: 'Find',
    CurrentAction: 'aws:executeAwsApi',
    Outputs: { 'Find.Name': ['No output available yet because the step is not successfully executed'] },
  });
  const cancelled = { ...execution, cancelRequestedAt: at(3) };
  expect(automationMetadata({ ...view, execution: cancelled }).AutomationExecutionStatus).toBe('Cancelling');
  const over = { ...cancelled, phase: 'finished', status: 'Cancelled' } as const;
  expect(automationMetadata({ ...view, execution: over }).AutomationExecutionStatus).toBe('Cancelled');
});

test('a failed step tells its stage, type and message', () => {
  const failure = { stage: 'Invocation', type: 'Permission', message: 'Step fails when ...' } as const;
  const log: StepEvent[] = [
    ...FOUND.slice(0, 1),
    { kind: 'step.failed', step: 'Find', attempt: 1, at: at(2), failure },
  ];
  const [find] = automationSteps({ execution: executionWith(), document: documentOf(EXAMPLE), log, children: [] });
  expect(find).toMatchObject({
    StepStatus: 'Failed',
    ExecutionEndTime: at(2),
    FailureMessage: 'Step fails when ...',
    FailureDetails: { FailureStage: 'Invocation', FailureType: 'Permission', Details: {} },
  });
});

const LOOP = `
schemaVersion: '0.3'
variables:
  seen: { type: StringList, default: [] }
mainSteps:
  - name: Each
    action: aws:loop
    inputs:
      Iterators: [a, b]
      Steps:
        - { name: Nap, action: 'aws:sleep', inputs: { Duration: PT1S } }
`;

test('a run inside of a loop names the loop, its iteration and what it iterates over', () => {
  const log: StepEvent[] = [
    { kind: 'step.started', step: 'Each', attempt: 1, at: at(1), inputs: { Iterators: ['a', 'b'] } },
    { kind: 'step.started', step: 'Nap', attempt: 1, at: at(2), inputs: { Duration: 'PT1S' }, iteration: 2 },
  ];
  const view = { execution: executionWith({ document: LOOP }), document: documentOf(LOOP), log, children: [] };
  const [each, nap] = automationSteps(view);
  expect(nap?.ParentStepDetails).toEqual({
    StepExecutionId: each?.StepExecutionId,
    StepName: 'Each',
    Action: 'aws:loop',
    Iteration: 2,
    IteratorValue: 'b',
  });
  expect(each).not.toHaveProperty('ParentStepDetails');
  expect(automationExecution(view).Variables).toEqual({ seen: [] });
});

test('a spread execution has one step a target, named after it, and counts them', () => {
  const target = (name: string): NonNullable<Execution['spread']>['children'][number] => ({
    id: `${name}-0000` as ExecutionId,
    target: name,
    scope,
    parameters: { GroupId: name },
  });
  const spread = {
    targetParameterName: 'GroupId',
    targets: [{ Key: 'ParameterValues', Values: ['sg-1', 'sg-2', 'sg-3'] }],
    maxConcurrency: '2',
    supplied: {},
    resolved: true,
    children: ['sg-1', 'sg-2', 'sg-3'].map(target),
  };
  const child = (name: string, status: Execution['status']): Execution =>
    executionWith({
      id: `${name}-0000` as ExecutionId,
      kind: 'child',
      status,
      finishedAt: at(5),
      outputs: { 'Find.Name': ['web'] },
      ...(status === 'Failed' ? { failureMessage: 'it broke' } : {}),
    });
  const shape = automationExecution({
    execution: executionWith({ spread }),
    document: documentOf(EXAMPLE),
    log: [],
    children: [child('sg-1', 'Success'), child('sg-2', 'Failed')],
  });
  expect(shape).toMatchObject({
    TargetParameterName: 'GroupId',
    Targets: spread.targets,
    MaxConcurrency: '2',
    ResolvedTargets: { ParameterValues: ['sg-1', 'sg-2', 'sg-3'], Truncated: false },
    ProgressCounters: { TotalSteps: 3, SuccessSteps: 1, FailedSteps: 1, CancelledSteps: 0, TimedOutSteps: 0 },
  });
  expect(shape.StepExecutions).toMatchObject([
    {
      StepName: 'sg-1',
      Action: 'aws:executeAutomation',
      StepStatus: 'Success',
      Inputs: { GroupId: '"sg-1"' },
      Outputs: { ExecutionId: ['sg-1-0000'], Status: ['Success'], Output: ['web'] },
    },
    { StepName: 'sg-2', StepStatus: 'Failed', FailureMessage: 'it broke' },
    { StepName: 'sg-3', StepStatus: 'Pending', Outputs: {} },
  ]);
});

test('more than a hundred steps are cut, and it says so', () => {
  const steps = Array.from(
    { length: 101 },
    (_, index) => `  - { name: s${index}, action: 'aws:sleep', inputs: { Duration: PT1S } }`,
  );
  const text = `schemaVersion: '0.3'\nmainSteps:\n${steps.join('\n')}\n`;
  const shape = automationExecution({ execution: executionWith(), document: documentOf(text), log: [], children: [] });
  expect([shape.StepExecutions.length, shape.StepExecutionsTruncated]).toEqual([100, true]);
});

test('a name that no role session can have is shown with dashes', () => {
  const execution = executionWith({ startedBy: { kind: 'person', name: 'Ann O/Hara' } });
  const view = { execution, document: documentOf(EXAMPLE), log: [], children: [] };
  expect(automationMetadata(view).ExecutedBy).toBe('arn:aws:sts::111122223333:assumed-role/Trueup/Ann-O-Hara');
});
