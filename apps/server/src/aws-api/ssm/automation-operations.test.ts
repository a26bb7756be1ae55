import {
  CreateDocumentCommand,
  DescribeAutomationExecutionsCommand,
  DescribeAutomationStepExecutionsCommand,
  GetAutomationExecutionCommand,
  ListDocumentsCommand,
  ModifyDocumentPermissionCommand,
  SendAutomationSignalCommand,
  StartAutomationExecutionCommand,
  StopAutomationExecutionCommand,
  SSMClient,
  UpdateDocumentCommand,
} from '@aws-sdk/client-ssm';
import { region, type Execution, type ExecutionId, type StepEvent } from '@trueup/core';
import type { Refused } from '@trueup/engine';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, OTHER, ID, TEXT, executionOf, scriptedApi } from '../scripted-api.ts';

async function listening() {
  const { store, executions } = memoryStore();
  const { api, engine, settingsOf } = await scriptedApi(store, onTestFinished);
  const clientOf = async (name: string, account = ACCOUNT): Promise<SSMClient> => {
    const client = new SSMClient(await settingsOf(name, account));
    onTestFinished(() => client.destroy());
    return client;
  };
  return { api, store, executions, engine, clientOf, ssm: await clientOf('ann') };
}

test('a start reaches the engine with the account of the key, the region of the signature and the name of the key', async () => {
  const { ssm, engine } = await listening();
  const started = await ssm.send(
    new StartAutomationExecutionCommand({
      DocumentName: 'Nap',
      DocumentVersion: '$LATEST',
      Parameters: { Text: ['hi'], Ids: ['a', 'b'] },
      ClientToken: 'ABCDEF00-0000-4000-8000-0123456789AB',
      Mode: 'Interactive',
      Tags: [{ Key: 'team', Value: 'sleep' }],
      TargetParameterName: 'Text',
      Targets: [{ Key: 'ParameterValues', Values: ['x', 'y'] }],
      MaxConcurrency: '50%',
      MaxErrors: '1',
      TargetLocations: [{ Accounts: [OTHER], Regions: ['eu-west-1'], TargetLocationMaxErrors: '1' }],
    }),
  );
  expect(started.AutomationExecutionId).toBe(ID);
  expect(engine.asked).toEqual([
    {
      what: 'start',
      actor: { kind: 'person', name: 'ann' },
      given: {
        document: { kind: 'stored', name: 'Nap', version: '$LATEST' },
        scope: { accountId: ACCOUNT, region: 'eu-west-1', partition: 'aws' },
        callerAccount: ACCOUNT,
        parameters: { Text: ['hi'], Ids: ['a', 'b'] },
        clientToken: 'abcdef00-0000-4000-8000-0123456789ab',
        mode: 'Interactive',
        tags: [{ Key: 'team', Value: 'sleep' }],
        targetParameterName: 'Text',
        targets: [{ Key: 'ParameterValues', Values: ['x', 'y'] }],
        maxConcurrency: '50%',
        maxErrors: '1',
        targetLocations: [{ Accounts: [OTHER], Regions: ['eu-west-1'], TargetLocationMaxErrors: '1' }],
      },
    },
  ]);
});

test("another account's document cannot be started, and what would not be watched is refused", async () => {
  const { ssm, engine, clientOf } = await listening();
  const guest = await clientOf('bob', OTHER);
  await ssm.send(new CreateDocumentCommand({ Name: 'Nap', Content: TEXT, DocumentFormat: 'YAML' }));
  const start = (client: SSMClient, changes: object = {}) =>
    client.send(new StartAutomationExecutionCommand({ DocumentName: 'Nap', ...changes }));
  await expect(start(guest)).rejects.toMatchObject({ name: 'AutomationDefinitionNotFoundException' });
  const alarm = { AlarmConfiguration: { Alarms: [{ Name: 'a' }] } };
  const refusal = { name: 'InvalidAutomationExecutionParametersException' };
  await expect(start(ssm, alarm)).rejects.toMatchObject(refusal);
  const tags = { Tags: Array.from({ length: 6 }, (_, at) => ({ Key: `k${at}`, Value: '' })) };
  await expect(start(ssm, tags)).rejects.toMatchObject(refusal);
  expect(engine.asked).toEqual([]);
  await start(ssm);
  expect(engine.asked).toHaveLength(1);
});

test('of a shared document only the versions that are shared can be started', async () => {
  const { ssm, engine, clientOf } = await listening();
  const guest = await clientOf('bob', OTHER);
  await ssm.send(new CreateDocumentCommand({ Name: 'Nap', Content: TEXT, DocumentFormat: 'YAML' }));
  const Content = TEXT.replace('Naps', 'Naps longer');
  const update = { Name: 'Nap', Content, DocumentFormat: 'YAML', DocumentVersion: '$LATEST' } as const;
  await ssm.send(new UpdateDocumentCommand(update));
  await ssm.send(
    new ModifyDocumentPermissionCommand({ Name: 'Nap', PermissionType: 'Share', AccountIdsToAdd: [OTHER] }),
  );
  const start = (client: SSMClient, DocumentVersion: string) =>
    client.send(new StartAutomationExecutionCommand({ DocumentName: 'Nap', DocumentVersion }));
  for (const version of ['2', '$LATEST']) {
    await expect(start(guest, version)).rejects.toMatchObject({ name: 'AutomationDefinitionVersionNotFoundException' });
  }
  expect(engine.asked).toEqual([]);
  await start(guest, '1');
  await start(ssm, '2');
  expect(engine.asked).toHaveLength(2);
});

test.each<[Refused['reason'], string]>([
  ['unknown-document', 'AutomationDefinitionNotFoundException'],
  ['unknown-document-version', 'AutomationDefinitionVersionNotFoundException'],
  ['invalid-parameters', 'InvalidAutomationExecutionParametersException'],
  ['scripts-refused', 'InvalidAutomationExecutionParametersException'],
  ['invalid-target', 'InvalidTarget'],
  ['token-reused', 'IdempotentParameterMismatch'],
  ['too-many-executions', 'AutomationExecutionLimitExceededException'],
  ['unknown-account', 'AccessDeniedException'],
])('a start that the engine refuses as %s answers %s', async (reason, name) => {
  const { ssm, engine } = await listening();
  engine.refusal = { kind: 'refused', reason, detail: 'because' };
  const start = ssm.send(new StartAutomationExecutionCommand({ DocumentName: 'Nap' }));
  await expect(start).rejects.toMatchObject({ name, message: 'because' });
});

test('stops and signals reach the engine; what a signal needs must be there', async () => {
  const { ssm, engine, executions } = await listening();
  executions.set(ID, { execution: executionOf(ID), log: [] });
  const id = { AutomationExecutionId: ID };
  await ssm.send(new StopAutomationExecutionCommand(id));
  await ssm.send(new StopAutomationExecutionCommand({ ...id, Type: 'Complete' }));
  const signal = (
    SignalType: 'Approve' | 'Reject' | 'Resume' | 'StartStep' | 'StopStep' | 'Revoke',
    Payload?: Record<string, string[]>,
  ) => ssm.send(new SendAutomationSignalCommand({ ...id, SignalType, Payload }));
  await signal('Approve', { Comment: ['fine'] });
  await signal('Reject');
  await signal('Resume', { StepName: ['nap'] });
  await signal('StartStep', { StepName: ['rest'] });
  await signal('StopStep', { StepExecutionId: ['nap'] });
  expect(engine.asked.map(({ what, given }) => [what, given])).toEqual([
    ['stop', { id: ID, type: 'Cancel' }],
    ['stop', { id: ID, type: 'Complete' }],
    ['signal', { id: ID, signal: { kind: 'approve', comment: 'fine' } }],
    ['signal', { id: ID, signal: { kind: 'reject' } }],
    ['signal', { id: ID, signal: { kind: 'resume', step: 'nap' } }],
    ['signal', { id: ID, signal: { kind: 'start-step', step: 'rest' } }],
    ['signal', { id: ID, signal: { kind: 'stop-step', stepExecutionId: 'nap' } }],
  ]);
  const invalid = { name: 'InvalidAutomationSignalException' };
  await expect(signal('Resume')).rejects.toMatchObject(invalid);
  await expect(signal('Revoke')).rejects.toMatchObject(invalid);
  for (const reason of ['already-finished', 'invalid-signal'] as const) {
    engine.refusal = { kind: 'refused', reason, detail: 'not now' };
    await expect(ssm.send(new StopAutomationExecutionCommand(id))).rejects.toMatchObject({
      name: 'InvalidAutomationStatusUpdateException',
    });
  }
});

const at = (second: number): string => `2026-03-01T10:00:0${second}.500Z`;
const LOG: StepEvent[] = [
  { kind: 'step.started', step: 'nap', attempt: 1, at: at(1), inputs: { Duration: 'PT1S' } },
  { kind: 'step.succeeded', step: 'nap', attempt: 1, at: at(2), result: {}, outputs: {} },
  { kind: 'step.started', step: 'rest', attempt: 1, at: at(3), inputs: { Duration: 'PT1S' } },
];

test('an execution is read with its steps, times as the wire has them', async () => {
  const { ssm, executions } = await listening();
  executions.set(ID, { execution: executionOf(ID), log: LOG });
  const { AutomationExecution: read } = await ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId: ID }),
  );
  expect(read).toMatchObject({
    AutomationExecutionId: ID,
    AutomationExecutionStatus: 'InProgress',
    ExecutionStartTime: new Date('2026-03-01T10:00:00.250Z'),
    ExecutedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/Trueup/ann`,
    CurrentStepName: 'rest',
    Parameters: { Text: ['hi'], Ids: ['a', 'b'], Count: ['5'] },
    StepExecutions: [
      {
        StepName: 'nap',
        StepStatus: 'Success',
        ExecutionStartTime: new Date(at(1)),
        ExecutionEndTime: new Date(at(2)),
        Inputs: { Duration: '"PT1S"' },
      },
      { StepName: 'rest', StepStatus: 'InProgress' },
    ],
  });
});

test('steps are listed in pages, in either order, and filtered', async () => {
  const { ssm, executions } = await listening();
  executions.set(ID, { execution: executionOf(ID), log: LOG });
  const ask = async (changes: object) => {
    const { StepExecutions, NextToken } = await ssm.send(
      new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId: ID, ...changes }),
    );
    return { names: StepExecutions?.map(({ StepName }) => StepName), NextToken };
  };
  expect(await ask({ ReverseOrder: true })).toEqual({ names: ['rest', 'nap'], NextToken: undefined });
  const first = await ask({ MaxResults: 1 });
  expect(first.names).toEqual(['nap']);
  expect(await ask({ MaxResults: 1, NextToken: first.NextToken })).toEqual({ names: ['rest'], NextToken: undefined });
  const filtered = async (Key: string, ...Values: string[]) => (await ask({ Filters: [{ Key, Values }] })).names;
  expect(await filtered('StepExecutionStatus', 'InProgress')).toEqual(['rest']);
  expect(await filtered('StepName', 'nap')).toEqual(['nap']);
  expect(await filtered('StartTimeAfter', at(2))).toEqual(['rest']);
  expect(await filtered('Action', 'aws:branch')).toEqual([]);
  const token = first.NextToken;
  await expect(ssm.send(new ListDocumentsCommand({ NextToken: token }))).rejects.toMatchObject({
    name: 'InvalidNextToken',
  });
});

test('executions are listed and filtered; those of another account are not there, unless they were started from here', async () => {
  const { ssm, executions, clientOf } = await listening();
  const guest = await clientOf('bob', OTHER);
  const elsewhere = { accountId: OTHER, region: region('eu-west-1'), partition: 'aws' } as const;
  const id = (last: string): string => `${ID.slice(0, -1)}${last}`;
  const add = (last: string, changes: Partial<Execution>, log: StepEvent[] = []) =>
    executions.set(id(last), { execution: executionOf(id(last), changes), log });
  add('1', {}, LOG);
  add('2', { phase: 'finished', status: 'Success', documentName: 'Other', finishedAt: at(9) });
  add('3', { cancelRequestedAt: at(4), tags: [{ Key: 'team', Value: 'x' }] });
  add('4', { scope: elsewhere, kind: 'child', parent: { id: id('1') as ExecutionId, step: 'call' } });
  add('5', { scope: elsewhere });
  const listed = async (client: SSMClient, Key?: string, ...Values: string[]): Promise<string> => {
    const Filters = Key === undefined ? undefined : [{ Key: Key as 'TagKey', Values }];
    const { AutomationExecutionMetadataList: rows } = await client.send(
      new DescribeAutomationExecutionsCommand({ Filters }),
    );
    return rows?.map(({ AutomationExecutionId }) => AutomationExecutionId?.at(-1)).join('') ?? '';
  };
  expect(await listed(ssm)).toBe('123');
  expect(await listed(guest)).toBe('45');
  expect(await listed(ssm, 'DocumentNamePrefix', 'Oth')).toBe('2');
  expect(await listed(ssm, 'ExecutionStatus', 'InProgress')).toBe('1');
  expect(await listed(ssm, 'ExecutionId', id('4'), id('5'))).toBe('4');
  expect(await listed(ssm, 'ExecutionStatus', 'Cancelling')).toBe('3');
  expect(await listed(ssm, 'ParentExecutionId', id('1'))).toBe('4');
  expect(await listed(ssm, 'CurrentAction', 'aws:sleep')).toBe('1');
  expect(await listed(ssm, 'TagKey', 'team')).toBe('3');
  expect(await listed(ssm, 'AutomationType', 'CrossAccount')).toBe('');
  expect(await listed(ssm, 'StartTimeBefore', '2026-03-01T10:00:00.000Z')).toBe('');
  expect(await listed(ssm, 'AutomationSubtype', 'ChangeRequest')).toBe('');
  const get = (client: SSMClient, last: string) =>
    client.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id(last) }));
  await expect(get(guest, '1')).rejects.toMatchObject({ name: 'AutomationExecutionNotFoundException' });
  await expect(get(ssm, '5')).rejects.toMatchObject({ name: 'AutomationExecutionNotFoundException' });
  expect(await get(ssm, '4')).toMatchObject({ AutomationExecution: { ParentAutomationExecutionId: id('1') } });
});
