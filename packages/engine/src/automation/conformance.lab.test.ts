import type { CallFailure, Store } from '@trueup/core';
import { automationLab, labStore, type AutomationLab } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/** Clauses of the specification of Automation documents that only the whole engine can show. */
let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const TOO_LATE: CallFailure = { code: 'Timeout', message: 'took longer than given', httpStatus: 0, kind: 'timed-out' };

/** AWS takes all the time that a call is given, or `afterMs` of it. */
function slowLab(afterMs?: number): AutomationLab {
  return automationLab(inject('awsLabEndpoint'), store, {
    wrapDoor: (door) => ({
      ...door,
      open: () => ({
        call: async (_call, { timeoutMs = 0 } = {}) => {
          await new Promise((resolve) => setTimeout(resolve, afterMs ?? timeoutMs));
          return { kind: 'failed', failure: TOO_LATE };
        },
      }),
    }),
  });
}

const CALL = `
schemaVersion: '0.3'
mainSteps:
  - { name: S, action: aws:executeAwsApi, timeoutSeconds: 1, inputs: { Service: ec2, Api: DescribeVpcs } }
`;

test.each([
  [
    'the whole time of its step is TimedOut',
    undefined,
    'TimedOut',
    'Step timed out while step is Execute/Cancelling action.',
  ],
  [
    'less, but gives no answer, has Failed',
    10,
    'Failed',
    'An error occurred (Timeout) when calling the DescribeVpcs operation',
  ],
] as const)('2.4: a call that takes %s', async (_how, afterMs, status, message) => {
  const lab = slowLab(afterMs);
  const execution = await lab.run(CALL);
  expect(execution).toMatchObject({ status, failureMessage: expect.stringContaining(message) });
  await lab.close();
});

test('2.4: a script that takes longer than its step is TimedOut', async () => {
  const lab = automationLab(inject('awsLabEndpoint'), store);
  const execution = await lab.run(`
schemaVersion: '0.3'
mainSteps:
  - name: S
    action: aws:executeScript
    timeoutSeconds: 1
    inputs:
      Runtime: python3.11
      Handler: h
      Script: |
        import time
        def h(events, context):
            time.sleep(60)
`);
  expect(execution.status).toBe('TimedOut');
  await lab.close();
});

async function stored(lab: AutomationLab, name: string, content: string): Promise<void> {
  const version = { name, version: 1, hash: 'x', createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'ann' };
  const { createdAt } = version;
  const document = { name, owner: lab.aws.accountId, createdAt, tags: [], defaultVersion: 1, latestVersion: 1 };
  await store.documents.save({ ...document, sharedWith: [] });
  await store.documents.addVersion({ ...version, format: 'YAML', content, attachments: [] });
}

test('2.4: at its timeout a step cancels the child that it waits for', async () => {
  const lab = automationLab(inject('awsLabEndpoint'), store);
  const name = `Holds-${lab.aws.accountId}`;
  await stored(lab, name, "schemaVersion: '0.3'\nmainSteps: [{ name: Hold, action: aws:pause, inputs: {} }]\n");
  const parent = await lab.run(`
schemaVersion: '0.3'
mainSteps: [{ name: Call, action: aws:executeAutomation, timeoutSeconds: 1, inputs: { DocumentName: ${name} } }]
`);
  expect(parent.status).toBe('TimedOut');
  const [child] = await store.executions.children(parent.id);
  expect(child && (await lab.settle(child.id))).toMatchObject({ status: 'Cancelled' });
  await lab.close();
});

test('4.11: a child runs for who started its parent, and without the parent’s role', async () => {
  const lab = automationLab(inject('awsLabEndpoint'), store);
  const name = `Plain-${lab.aws.accountId}`;
  await stored(lab, name, CALL.replace('timeoutSeconds: 1, ', ''));
  const parent = await lab.run(`
schemaVersion: '0.3'
assumeRole: arn:aws:iam::${lab.aws.accountId}:role/Parent
mainSteps: [{ name: Call, action: aws:executeAutomation, inputs: { DocumentName: ${name} } }]
`);
  expect(parent).toMatchObject({ status: 'Success', roleArn: `arn:aws:iam::${lab.aws.accountId}:role/Parent` });
  const [child] = await store.executions.children(parent.id);
  expect(child).toMatchObject({ kind: 'child', startedBy: parent.startedBy, status: 'Success' });
  expect(child).not.toHaveProperty('roleArn');
  await lab.close();
});

test('2.6, 3.6: the whole response is an output, with the metadata that boto3 shows', async () => {
  const lab = automationLab(inject('awsLabEndpoint'), store);
  const execution = await lab.run(`
schemaVersion: '0.3'
mainSteps:
  - name: Who
    action: aws:executeAwsApi
    inputs: { Service: STS, Api: get_caller_identity }
    outputs:
      - { Name: All, Selector: $, Type: StringMap }
      - { Name: Code, Selector: $.ResponseMetadata.HTTPStatusCode, Type: Integer }
outputs: [Who.All, Who.Code]
`);
  expect(execution.outputs?.['Who.Code']).toEqual(['200']);
  expect(JSON.parse(execution.outputs?.['Who.All']?.[0] ?? '')).toMatchObject({
    Account: lab.aws.accountId,
    ResponseMetadata: { HTTPStatusCode: 200, RequestId: expect.any(String) },
  });
  await lab.close();
});

test('5.5: a start takes five tags', async () => {
  const lab = automationLab(inject('awsLabEndpoint'), store);
  const text = "schemaVersion: '0.3'\nmainSteps: [{ name: S, action: 'aws:sleep', inputs: { Duration: PT0S } }]";
  const tags = (count: number) => Array.from({ length: count }, (_none, index) => ({ Key: `k${index}`, Value: 'v' }));
  expect(await lab.run(text, {}, { tags: tags(5) })).toMatchObject({ status: 'Success', tags: tags(5) });
  expect(await lab.refusal(text, {}, { tags: tags(6) })).toContain('at most 5 tags');
  await lab.close();
});

test.each([
  ['carol', 'carol'],
  ['arn:aws:iam::111122223333:user/team/carol', 'carol'],
  ['arn:aws:iam::111122223333:role/Approver', 'Approver'],
  ['arn:aws:sts::111122223333:assumed-role/Admin/carol', 'carol'],
])('4.1: an approver may be named as a user, a role or a session', async (approver, name) => {
  const lab = automationLab(inject('awsLabEndpoint'), store);
  const { id } = await lab.run(`
schemaVersion: '0.3'
mainSteps: [{ name: Ask, action: aws:approve, inputs: { Approvers: ['${approver}'] } }]
outputs: [Ask.ApproverDecisions]
`);
  expect(await lab.signal(id, { kind: 'approve' }, 'Admin')).toMatchObject({ reason: 'invalid-signal' });
  expect(await lab.signal(id, { kind: 'approve', comment: 'go' }, name)).toMatchObject({ kind: 'signalled' });
  const { status, outputs } = await lab.settle(id);
  expect(status).toBe('Success');
  expect(JSON.parse(outputs?.['Ask.ApproverDecisions']?.[0] ?? '')).toMatchObject({
    Approver: approver,
    ApprovalStatus: 'Approve',
    Comment: 'go',
  });
  await lab.close();
});
