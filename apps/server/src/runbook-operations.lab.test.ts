import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AutomationExecution, Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { compose, sha256, type Composition } from './compose.ts';
import { serverLog } from './server-log.ts';

/** Whom the stand-in takes any credentials to be. */
const OWN_ACCOUNT = '123456789012';

const MAKE = (attachment = ''): string => `schemaVersion: '0.3'
parameters:
  Name: { type: String }
mainSteps:
  - name: Ask
    action: aws:approve
    inputs: { Approvers: [bob] }
  - name: Make
    action: aws:executeAwsApi
    inputs: { Service: s3, Api: CreateBucket, Bucket: '{{ Name }}' }
    outputs: [{ Name: Location, Selector: $.Location, Type: String }]
  - name: Tag
    action: aws:executeAwsApi
    inputs: { Service: s3, Api: PutBucketTagging, Bucket: '{{ Name }}', Tagging: { TagSet: [{ Key: at, Value: '{{ Make.Location }}' }] } }
outputs: [Make.Location]
${attachment}`;

let dataDir: string;
let trueup: Composition;
let alice: Trueup;
let bob: Trueup;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trueup-server-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  const log = serverLog({ level: 'silent', destination: { write: () => undefined } });
  const policyPath = join(dataDir, 'trueup.yaml');
  trueup = await compose({ dataDir, policyPath, endpoint: inject('awsLabEndpoint'), log });
  await trueup.startWorker();
  alice = trueup.application({ kind: 'person', name: 'alice' });
  bob = trueup.application({ kind: 'person', name: 'bob' });
});
afterAll(async () => {
  await trueup.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function until(id: string, done: (execution: AutomationExecution) => boolean): Promise<AutomationExecution> {
  for (let looks = 0; looks < 300; looks += 1) {
    const execution = await alice.getAutomationExecution({ id });
    if (done(execution)) return execution;
    await pause(50);
  }
  throw new Error(`execution ${id} did not get there`);
}

const text = (name: string, content: string) => ({ kind: 'text', name, text: content }) as const;

test('without a policy a text is planned, started once a client token, approved, and ends in the own account', async () => {
  const parameters = { Name: 'without-policy' };
  const planned = await alice.planAutomation({ document: text('make', MAKE()), parameters });
  expect(planned.calls).toMatchObject([
    { step: 'Make', service: 's3', operation: 'CreateBucket', parameters: { Bucket: 'without-policy' } },
    {
      step: 'Tag',
      operation: 'PutBucketTagging',
      parameters: { Tagging: { TagSet: [{ Value: '(known after apply)' }] } },
    },
  ]);
  const request = { document: text('make', MAKE()), parameters, clientToken: '3f0c9a52-0000-4000-8000-000000000001' };
  const { execution, again } = await alice.startAutomation(request);
  expect({ again, scope: execution.scope }).toEqual({
    again: false,
    scope: { accountId: OWN_ACCOUNT, region: 'us-east-1', partition: 'aws' },
  });
  expect(await alice.startAutomation(request)).toMatchObject({ again: true, execution: { id: execution.id } });
  await expect(alice.startAutomation({ ...request, parameters: { Name: 'other' } })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'token-reused',
  });
  await until(execution.id, (one) => one.AutomationExecutionStatus === 'Waiting');
  await expect(alice.signalExecution({ id: execution.id, signal: { kind: 'approve' } })).rejects.toThrow(
    'alice is not among the approvers of step Ask',
  );
  await bob.signalExecution({ id: execution.id, signal: { kind: 'approve', comment: 'fine' } });
  const ended = await until(execution.id, (one) => one.ExecutionEndTime !== undefined);
  expect(ended).toMatchObject({
    AutomationExecutionStatus: 'Success',
    ExecutedBy: `arn:aws:sts::${OWN_ACCOUNT}:assumed-role/Trueup/alice`,
    Outputs: { 'Make.Location': ['/without-policy'] },
  });
  const detail = await alice.getExecution({ id: execution.id });
  expect(detail.steps.map(({ name, status }) => [name, status])).toEqual([
    ['Ask', 'Success'],
    ['Make', 'Success'],
    ['Tag', 'Success'],
  ]);
  expect(detail.journal.map(({ operation }) => operation)).toEqual(['CreateBucket', 'PutBucketTagging']);
});

test('an execution that waits is cancelled by the operation of every execution, or completed as it stands', async () => {
  const start = async (): Promise<string> => {
    const { execution } = await alice.startAutomation({
      document: text('make', MAKE()),
      parameters: { Name: 'never' },
      scope: { region: 'eu-west-1' },
    });
    await until(execution.id, (one) => one.AutomationExecutionStatus === 'Waiting');
    return execution.id;
  };
  const cancelled = await start();
  await alice.cancelExecution({ id: cancelled });
  expect((await until(cancelled, (one) => one.ExecutionEndTime !== undefined)).AutomationExecutionStatus).toBe(
    'Cancelled',
  );
  const completed = await start();
  await alice.stopAutomation({ id: completed, type: 'Complete' });
  await until(completed, (one) => one.ExecutionEndTime !== undefined);
  await expect(bob.signalExecution({ id: completed, signal: { kind: 'approve' } })).rejects.toMatchObject({
    code: 'conflict',
  });
  const { items } = await alice.listExecutions({ documentNamePrefixes: ['make'], statuses: ['Cancelled'] });
  expect(items.map(({ id, scope }) => [id, scope.region])).toEqual([[cancelled, 'eu-west-1']]);
});

test('what cannot be started is refused with its place', async () => {
  await expect(alice.startAutomation({ document: text('wrong', 'mainSteps: 3') })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(alice.startAutomation({ document: { kind: 'stored', name: 'Nowhere' } })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(
    alice.startAutomation({ document: text('make', MAKE()), parameters: { Nam: 'x' } }),
  ).rejects.toMatchObject({ code: 'invalid', reason: 'invalid-parameters' });
  await expect(alice.getAutomationExecution({ id: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' });
});

test('a document is stored in versions, comes back in either format with its attachments, and goes', async () => {
  const file = Buffer.from('print(1)\n');
  const files = `files:\n  steps.py: { checksums: { sha256: ${sha256(file.toString())} } }\n`;
  const attachments = [{ name: 'steps.py', base64: file.toString('base64') }];
  const first = await alice.importDocument({ name: 'Make-Bucket', content: MAKE(files), attachments });
  expect(first).toMatchObject({
    change: 'created',
    document: { owner: OWN_ACCOUNT, defaultVersion: 1 },
    version: { version: 1, format: 'YAML', createdBy: 'alice' },
  });
  expect(first.version).not.toHaveProperty('content');
  expect((await bob.importDocument({ name: 'Make-Bucket', content: MAKE() })).document).toMatchObject({
    defaultVersion: 1,
    latestVersion: 2,
  });
  const exported = await alice.exportDocument({ name: 'Make-Bucket', format: 'JSON' });
  expect(JSON.parse(exported.version.content)).toMatchObject({ schemaVersion: '0.3', outputs: ['Make.Location'] });
  expect(exported.attachments).toEqual(attachments);
  const latest = await alice.getDocument({ name: 'Make-Bucket', version: '$LATEST' });
  expect(latest.version).toMatchObject({ version: 2, content: MAKE() });
  expect(latest.versions.map(({ version }) => version)).toEqual([2, 1]);
  expect((await alice.listDocuments({ namePrefixes: ['Make'] })).items).toMatchObject([{ name: 'Make-Bucket' }]);
  expect(await alice.setDefaultDocumentVersion({ name: 'Make-Bucket', version: '2' })).toMatchObject({
    defaultVersion: 2,
  });
  expect((await bob.getDocument({ name: 'Make-Bucket' })).version.version).toBe(2);
  await alice.setDefaultDocumentVersion({ name: 'Make-Bucket', version: '1' });
  await expect(alice.setDefaultDocumentVersion({ name: 'Make-Bucket', version: '9' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(alice.deleteDocument({ name: 'Make-Bucket', version: '1' })).rejects.toMatchObject({ code: 'conflict' });
  await alice.deleteDocument({ name: 'Make-Bucket' });
  await expect(alice.getDocument({ name: 'Make-Bucket' })).rejects.toMatchObject({ code: 'not-found' });
});

test('a document is held against the operations of AWS before it is stored, and stored it is not', async () => {
  const answer = await bob.lintDocument({ content: MAKE().replace('CreateBucket', 'CreateBuckets') });
  expect(answer).toMatchObject({
    valid: false,
    problems: [{ rule: 'unknown-operation', severity: 'error', line: 10 }],
  });
  expect(answer.graph?.steps.map(({ name, next }) => [name, next.map(({ to }) => to)])).toEqual([
    ['Ask', ['Make']],
    ['Make', ['Tag']],
    ['Tag', []],
  ]);
  expect((await bob.listDocuments({})).items).toEqual([]);
});

test('an access key is made once with its secret, recorded, listed without it, and ended', async () => {
  const { secretAccessKey, ...key } = await alice.createAccessKey({ name: 'bob' });
  expect(key).toMatchObject({
    accessKeyId: expect.stringMatching(/^AKTU[A-Z2-7]{16}$/),
    name: 'bob',
    accountId: OWN_ACCOUNT,
  });
  expect(secretAccessKey).toHaveLength(40);
  expect((await alice.listAccessKeys({})).items).toEqual([key]);
  await alice.deleteAccessKey({ accessKeyId: key.accessKeyId });
  await expect(alice.deleteAccessKey({ accessKeyId: key.accessKeyId })).rejects.toMatchObject({ code: 'not-found' });
  const { items } = await alice.listRecords({ subjectId: key.accessKeyId });
  expect(items.map(({ action, actor }) => [action, actor.name])).toEqual([
    ['access-key.deleted', 'alice'],
    ['access-key.created', 'alice'],
  ]);
  expect(JSON.stringify(items)).not.toContain(secretAccessKey);
  expect(await readdir(dataDir)).not.toContain('trueup.yaml');
});

test('once there is a policy, its first account and region are meant', async () => {
  await writeFile(
    join(dataDir, 'trueup.yaml'),
    'regions: [eu-west-1]\naccounts: [{ id: "640000000077", name: first, role: TrueupMember }]\n',
  );
  const { execution } = await alice.startAutomation({ document: text('make', MAKE()), parameters: { Name: 'placed' } });
  expect(execution.scope).toEqual({ accountId: '640000000077', region: 'eu-west-1', partition: 'aws' });
  await expect(
    alice.startAutomation({
      document: text('make', MAKE()),
      parameters: { Name: 'x' },
      scope: { accountId: '111111111111' },
    }),
  ).rejects.toMatchObject({ reason: 'unknown-account' });
  await rm(join(dataDir, 'trueup.yaml'));
});
