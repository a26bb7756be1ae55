import type { JsonObject, Store } from '@trueup/core';
import { automationLab, freshAccount, labAws, labStore, REQUESTER, type AutomationLab } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';

/** Documents that nobody's finding asked for, through the real engine and store, against the stand-in. */
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

const CLEAN_GROUP = `
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

async function newGroup(name: string): Promise<string> {
  const { GroupId } = await lab.aws.call('ec2', 'CreateSecurityGroup', { GroupName: name, Description: 'of a test' });
  return String(GroupId);
}

const groupNames = async (): Promise<unknown[]> =>
  ((await lab.aws.call('ec2', 'DescribeSecurityGroups'))['SecurityGroups'] as readonly JsonObject[]).map(
    ({ GroupName }) => GroupName,
  );

test('the published example runs: it finds, branches and removes, and gives its output', async () => {
  const GroupId = await newGroup('web');
  const execution = await lab.run(CLEAN_GROUP, { GroupId: [GroupId] });
  expect(execution).toMatchObject({ kind: 'automation', status: 'Success', outputs: { 'Find.Name': ['web'] } });
  expect(await groupNames()).not.toContain('web');
  const [record] = (await store.records.list({ subjectId: execution.id })).items;
  expect(record).toMatchObject({
    action: 'execution.finished',
    detail: { writes: [{ operation: 'DeleteSecurityGroup' }] },
  });
});

test('a plan lists the writes and makes none', async () => {
  const GroupId = await newGroup('planned');
  const planned = await lab.engine.automations.plan(lab.request(CLEAN_GROUP, { GroupId }));
  expect(planned).toEqual({
    kind: 'planned',
    calls: [{ step: 'Remove', service: 'ec2', operation: 'DeleteSecurityGroup', parameters: { GroupId } }],
  });
  expect(await groupNames()).toContain('planned');
});

test('what is wrong with a start is refused, and says what', async () => {
  expect(await lab.refusal('mainSteps: [}')).toMatch(/^invalid-document: Test:\d+:\d+/);
  expect(await lab.refusal(CLEAN_GROUP, { GroupId: 'web' })).toContain('invalid-parameters');
  expect(await lab.refusal(CLEAN_GROUP, { GroupId: 'sg-1', Other: 'x' })).toContain(
    'Parameter "Other" is not declared',
  );
  const untyped = CLEAN_GROUP.replace("'AWS::IAM::Role::Arn'", 'String');
  expect(await lab.refusal(untyped, { GroupId: 'sg-1', AutomationAssumeRole: 'not-a-role' })).toContain(
    'assume role ARN',
  );
  const foreign = 'arn:aws:iam::999988887777:role/Other';
  expect(await lab.refusal(CLEAN_GROUP, { GroupId: 'sg-1', AutomationAssumeRole: foreign })).toContain(
    'unable to be assumed',
  );
});

test('a role that the document names is the one that acts', async () => {
  const GroupId = await newGroup('by-role');
  const AutomationAssumeRole = `arn:aws:iam::${lab.aws.accountId}:role/Cleaner`;
  const execution = await lab.run(CLEAN_GROUP, { GroupId, AutomationAssumeRole });
  expect(execution).toMatchObject({ status: 'Success', roleArn: AutomationAssumeRole });
});

test('a client token names one execution, and no other request', async () => {
  const clientToken = 'B0000000-0000-4000-8000-000000000001'.replace('B', String(Date.now() % 10));
  const sleep = "schemaVersion: '0.3'\nmainSteps: [{ name: S, action: 'aws:sleep', inputs: { Duration: PT0S } }]";
  const first = await lab.begin(sleep, {}, { clientToken });
  const again = await lab.engine.automations.start({ ...lab.request(sleep), clientToken }, REQUESTER);
  expect(again).toMatchObject({ kind: 'started', again: true, execution: { id: first.id } });
  expect(await lab.refusal(`${sleep} `, {}, { clientToken })).toContain('token-reused');
});

test('defaults out of Parameter Store are read once, and a SecureString never', async () => {
  const text = (name: string): string => `
schemaVersion: '0.3'
parameters: { Ids: { type: StringList, default: ['{{ ssm:${name} }}'] } }
mainSteps:
  - { name: S, action: aws:branch, isEnd: true, inputs: { Choices: [{ NextStep: S2, Variable: '{{ Ids }}', StringEquals: '["a","b"]' }] } }
  - { name: S2, action: aws:sleep, inputs: { Duration: PT0S } }
outputs: [S2.OutputPayload]
`;
  await lab.aws.call('ssm', 'PutParameter', { Name: '/ids', Type: 'StringList', Value: 'a,b' });
  await lab.aws.call('ssm', 'PutParameter', { Name: '/secret', Type: 'SecureString', Value: 'x' });
  expect((await lab.run(text('/ids'))).outputs).toEqual({ 'S2.OutputPayload': ['{}'] });
  expect(await lab.refusal(text('/secret'))).toContain('SecureString');
  expect(await lab.refusal(text('/none'))).toContain('ParameterNotFound');
});

test('defaults out of Parameter Store are read with the role', async () => {
  const other = freshAccount();
  const endpoint = inject('awsLabEndpoint');
  await labAws(endpoint, other).call('ssm', 'PutParameter', { Name: '/where', Type: 'String', Value: 'there' });
  const both = automationLab(endpoint, store, { accountId: lab.aws.accountId, otherAccounts: [other] });
  const text = `
schemaVersion: '0.3'
assumeRole: '{{ Role }}'
parameters: { Role: { type: String, default: '' }, Where: { type: String, default: '{{ ssm:/where }}' } }
mainSteps:
  - { name: S, action: aws:updateVariable, inputs: { Name: 'variable:v', Value: '{{ Where }}' } }
variables: { v: { type: String } }
outputs: [S.OutputPayload]
`;
  const execution = await both.run(text, { Role: [`arn:aws:iam::${other}:role/Reader`] });
  expect(execution.outputs?.['S.OutputPayload']?.[0]).toContain('there');
  await both.close();
});

const APPROVED = `
schemaVersion: '0.3'
mainSteps:
  - { name: Ask, action: aws:approve, inputs: { Approvers: [alice, 'arn:aws:iam::111122223333:user/bob'] } }
  - { name: Hold, action: aws:pause, inputs: {} }
  - { name: Done, action: aws:sleep, inputs: { Duration: PT0S } }
outputs: [Ask.ApprovalStatus]
`;

test('an approval is given by those who are asked, a pause ends with Resume', async () => {
  const { id } = await lab.run(APPROVED);
  expect(await lab.signal(id, { kind: 'resume', step: 'Hold' })).toMatchObject({ reason: 'invalid-signal' });
  expect(await lab.signal(id, { kind: 'approve' }, 'mallory')).toMatchObject({ reason: 'invalid-signal' });
  expect(await lab.signal(id, { kind: 'resume', step: 'None' })).toMatchObject({ reason: 'unknown-step' });
  expect(await lab.signal(id, { kind: 'approve', comment: 'go' }, 'bob')).toMatchObject({ kind: 'signalled' });
  expect(await lab.settle(id)).toMatchObject({ status: 'Waiting' });
  expect(await lab.signal(id, { kind: 'resume', step: 'Hold' })).toMatchObject({ kind: 'signalled' });
  expect(await lab.settle(id)).toMatchObject({ status: 'Success', outputs: { 'Ask.ApprovalStatus': ['Approved'] } });
  const actions = (await store.records.list({ subjectId: id })).items.map(({ action }) => action).reverse();
  expect(actions).toEqual(['execution.started', 'execution.signalled', 'execution.signalled', 'execution.finished']);
});

test('a rejection fails the execution; a cancelled one stops waiting', async () => {
  const rejected = await lab.run(APPROVED);
  await lab.signal(rejected.id, { kind: 'reject' });
  expect(await lab.settle(rejected.id)).toMatchObject({ status: 'Failed' });
  const cancelled = await lab.run(APPROVED);
  await lab.stop(cancelled.id, 'Cancel');
  expect(await lab.settle(cancelled.id)).toMatchObject({ status: 'Cancelled' });
  expect(await lab.stop(cancelled.id, 'Cancel')).toMatchObject({
    reason: 'already-finished',
  });
});

test('in Interactive mode each step is started by hand, and Complete ends it', async () => {
  const { id } = await lab.run(APPROVED, {}, { mode: 'Interactive' });
  await lab.signal(id, { kind: 'start-step', step: 'Done' });
  expect(await lab.settle(id)).toMatchObject({ status: 'Waiting' });
  await lab.stop(id, 'Complete');
  expect(await lab.settle(id)).toMatchObject({ status: 'Success' });
});
