import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { awsClients, freePort, type AwsClients, type Credentials } from './src/aws-clients.ts';
import { trueupHome, until, type TrueupHome, type TrueupServer } from './src/trueup-process.ts';

/** The AWS CLI and boto3, as they are published, against a real server and the stand-in for AWS behind it. */
const ACCOUNT = '600000000001';
const POLICY = `
regions: [us-east-1]
accounts: [{ id: "${ACCOUNT}", name: e2e, role: TrueupMember }]
`;
const CONTENT = `schemaVersion: '0.3'
description: Makes a bucket and has someone look at it
parameters:
  BucketName: { type: String, allowedPattern: '^[a-z0-9-]+$', description: The bucket to make }
mainSteps:
  - name: Make
    action: aws:executeAwsApi
    inputs: { Service: s3, Api: CreateBucket, Bucket: '{{ BucketName }}' }
  - name: Ask
    action: aws:approve
    inputs: { Approvers: [ann], Message: 'Is {{ BucketName }} right?' }
  - name: Read
    action: aws:executeAwsApi
    inputs: { Service: s3, Api: ListBuckets }
    outputs:
      - { Name: Names, Selector: '$.Buckets..Name', Type: StringList }
outputs: [Read.Names]
`;

let home: TrueupHome;
let server: TrueupServer;
let endpoint: string;
let aws: AwsClients;

async function keyOf(name: string, ...more: readonly string[]): Promise<Credentials> {
  const made = await home.run('keys', 'create', '--name', name, ...more, '-o', 'json');
  expect(made).toMatchObject({ code: 0 });
  return JSON.parse(made.stdout) as Credentials;
}

beforeAll(async () => {
  home = await trueupHome(inject('awsLabEndpoint'), POLICY);
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  server = await home.serve('--aws-api-port', String(port));
  aws = awsClients(endpoint, await keyOf('ann'));
});
afterAll(async () => {
  await server.stop();
  await home.remove();
});

async function reaches(id: string, ...statuses: readonly string[]): Promise<Record<string, unknown>> {
  const read = async (): Promise<Record<string, unknown>> => {
    const { AutomationExecution } = await aws.cli('get-automation-execution', '--automation-execution-id', id);
    return AutomationExecution as Record<string, unknown>;
  };
  return until(read, ({ AutomationExecutionStatus: status }) => statuses.includes(String(status)));
}

test('the AWS CLI leads a document through its life', async () => {
  const file = join(home.dataDir, 'document.yaml');
  await writeFile(file, CONTENT);
  const named = ['--name', 'CliDocument'] as const;
  const given = ['--content', `file://${file}`, '--document-format', 'YAML'] as const;
  const more = ['--document-type', 'Automation', '--target-type', '/AWS::S3::Bucket'] as const;
  const created = await aws.cli('create-document', ...named, ...given, ...more, '--tags', 'Key=team,Value=storage');
  expect(created['DocumentDescription']).toMatchObject({
    Name: 'CliDocument',
    Owner: ACCOUNT,
    Status: 'Active',
    DocumentVersion: '1',
    Description: 'Makes a bucket and has someone look at it',
    Parameters: [{ Name: 'BucketName', Type: 'String', Description: 'The bucket to make' }],
    Tags: [{ Key: 'team', Value: 'storage' }],
  });
  const again = aws.cli('create-document', ...named, ...given);
  await expect(again).rejects.toThrow(
    'An error occurred (DocumentAlreadyExists) when calling the CreateDocument operation',
  );

  await writeFile(file, `${CONTENT}# changed\n`);
  await aws.cli('update-document', ...named, ...given, '--document-version', '$LATEST', '--version-name', 'second');
  await expect(aws.cli('update-document', ...named, ...given)).rejects.toThrow('(DuplicateDocumentContent)');
  await aws.cli('update-document-default-version', ...named, '--document-version', '2');
  expect(await aws.cli('describe-document', ...named)).toMatchObject({
    Document: { DocumentVersion: '2', DefaultVersion: '2', LatestVersion: '2', VersionName: 'second' },
  });
  expect(await aws.cli('get-document', ...named, '--document-format', 'YAML')).toMatchObject({
    Content: `${CONTENT}# changed\n`,
  });
  expect(await aws.cli('list-document-versions', ...named)).toMatchObject({
    DocumentVersions: [{ DocumentVersion: '2' }, { DocumentVersion: '1' }],
  });
  const filter = ['--filters', 'Key=tag:team,Values=storage', 'Key=TargetType,Values=/AWS::S3::Bucket'];
  expect(await aws.cli('list-documents', ...filter)).toMatchObject({ DocumentIdentifiers: [{ Name: 'CliDocument' }] });

  const sharing = [...named, '--permission-type', 'Share'] as const;
  await aws.cli('modify-document-permission', ...sharing, '--account-ids-to-add', '600000000002');
  expect(await aws.cli('describe-document-permission', ...sharing)).toMatchObject({ AccountIds: ['600000000002'] });
  const guest = awsClients(endpoint, await keyOf('bob', '--account', '600000000002'));
  expect(await guest.cli('list-documents')).toMatchObject({ DocumentIdentifiers: [{ Name: 'CliDocument' }] });
  await expect(guest.cli('delete-document', ...named)).rejects.toThrow('(InvalidDocument)');
  await expect(aws.cli('delete-document', ...named)).rejects.toThrow('(InvalidDocumentOperation)');
  await aws.cli('modify-document-permission', ...sharing, '--account-ids-to-remove', '600000000002');
  await aws.cli('delete-document', ...named);
  await expect(aws.cli('get-document', ...named)).rejects.toThrow('(InvalidDocument)');
});

test('the AWS CLI leads an execution through its life', async () => {
  const file = join(home.dataDir, 'execution.yaml');
  await writeFile(file, CONTENT);
  const named = ['--name', 'CliExecution'] as const;
  await aws.cli('create-document', ...named, '--content', `file://${file}`, '--document-format', 'YAML');
  const start = async (): Promise<string> => {
    const given = ['--document-name', 'CliExecution', '--parameters', 'BucketName=cli-bucket'] as const;
    const started = await aws.cli('start-automation-execution', ...given);
    return String(started['AutomationExecutionId']);
  };
  const id = await start();
  expect(await reaches(id, 'Waiting', 'Failed')).toMatchObject({
    AutomationExecutionStatus: 'Waiting',
    CurrentStepName: 'Ask',
    ExecutedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/Trueup/ann`,
    Parameters: { BucketName: ['cli-bucket'] },
  });
  const execution = ['--automation-execution-id', id] as const;
  await aws.cli('send-automation-signal', ...execution, '--signal-type', 'Approve', '--payload', 'Comment=yes');
  const finished = await reaches(id, 'Success', 'Failed');
  expect(finished).toMatchObject({
    AutomationExecutionStatus: 'Success',
    DocumentVersion: '1',
    Outputs: { 'Read.Names': expect.arrayContaining(['cli-bucket']) as string[] },
    StepExecutions: [
      { StepName: 'Make', StepStatus: 'Success', Inputs: { Bucket: '"cli-bucket"' } },
      { StepName: 'Ask', StepStatus: 'Success', Outputs: { ApprovalStatus: ['Approved'] } },
      { StepName: 'Read', StepStatus: 'Success' },
    ],
  });
  const paged = await aws.cli('describe-automation-step-executions', ...execution, '--page-size', '1');
  expect(paged['StepExecutions']).toHaveLength(3);

  const second = await start();
  await reaches(second, 'Waiting', 'Failed');
  await aws.cli('stop-automation-execution', '--automation-execution-id', second);
  expect(await reaches(second, 'Cancelled', 'Success')).toMatchObject({ AutomationExecutionStatus: 'Cancelled' });
  const filter = ['--filters', 'Key=DocumentNamePrefix,Values=CliExec', 'Key=ExecutionStatus,Values=Cancelled'];
  expect(await aws.cli('describe-automation-executions', ...filter)).toMatchObject({
    AutomationExecutionMetadataList: [{ AutomationExecutionId: second, AutomationExecutionStatus: 'Cancelled' }],
  });
  const guest = awsClients(endpoint, await keyOf('eve', '--account', '600000000002'));
  await expect(guest.cli('get-automation-execution', ...execution)).rejects.toThrow(
    '(AutomationExecutionNotFoundException)',
  );
});

/** Puts a text into a bucket of the account, with a document of its own. */
const UPLOAD = `schemaVersion: '0.3'
parameters:
  Body: { type: String }
mainSteps:
  - { name: Make, action: 'aws:executeAwsApi', inputs: { Service: s3, Api: CreateBucket, Bucket: cli-code } }
  - name: Put
    action: aws:executeAwsApi
    inputs: { Service: s3, Api: PutObject, Bucket: cli-code, Key: v1/steps.py, Body: '{{ Body }}' }
`;

test('an attachment is read from S3 in the account of the key, and compared with its checksum', async () => {
  const body = 'def main(events, context): return {"ok": True}';
  const sha256 = createHash('sha256').update(body).digest('hex');
  const upload = join(home.dataDir, 'upload.yaml');
  await writeFile(upload, UPLOAD);
  const yaml = ['--document-format', 'YAML'] as const;
  await aws.cli('create-document', '--name', 'CliUpload', '--content', `file://${upload}`, ...yaml);
  const parameters = JSON.stringify({ Body: [body] });
  const started = await aws.cli(
    'start-automation-execution',
    '--document-name',
    'CliUpload',
    '--parameters',
    parameters,
  );
  await reaches(String(started['AutomationExecutionId']), 'Success');

  const file = join(home.dataDir, 'attached.yaml');
  await writeFile(
    file,
    CONTENT.replace('mainSteps:', `files: { steps.py: { checksums: { sha256: ${sha256} } } }\nmainSteps:`),
  );
  const create = (name: string, url: string): Promise<Record<string, unknown>> => {
    const attachment = ['--attachments', `Key=S3FileUrl,Values=${url},Name=steps.py`] as const;
    return aws.cli('create-document', '--name', name, '--content', `file://${file}`, ...yaml, ...attachment);
  };
  await expect(create('CliAttached', 's3://cli-code/v2/steps.py')).rejects.toThrow('(InvalidDocumentContent)');
  await create('CliAttached', 's3://cli-code/v1/steps.py');
  expect(await aws.cli('get-document', '--name', 'CliAttached')).toMatchObject({
    AttachmentsContent: [{ Name: 'steps.py', Size: body.length, Hash: sha256, HashType: 'Sha256' }],
  });
  const taken = await create('CliTaken', 'CliAttached/1/steps.py').catch((error: unknown) => String(error));
  expect(taken).toContain('not of the form s3://bucket/key');
});

test('boto3 leads a document and its executions through their lives', async () => {
  const seen = await aws.boto3('BotoDocument', CONTENT, 'boto-bucket');
  const [first, second] = seen['ids'] as string[];
  expect(seen).toMatchObject({
    created: { Name: 'BotoDocument', DocumentVersion: '1', Status: 'Active' },
    json: { schemaVersion: '0.3', mainSteps: [{ name: 'Make' }, { name: 'Ask' }, { name: 'Read' }] },
    updated: '2',
    listed: ['BotoDocument'],
    versions: ['2', '1'],
    default: 'InvalidDocumentOperation',
    left: ['2'],
    again: true,
    reused: 'IdempotentParameterMismatch',
    waiting: ['Waiting', 'Ask', 'aws:approve'],
    finished: { AutomationExecutionStatus: 'Success', DocumentVersion: '2' },
    steps: [
      ['Make', 'Success'],
      ['Ask', 'Success'],
      ['Read', 'Success'],
    ],
    stopped: 'Cancelled',
    statuses: { [first ?? '']: 'Success', [second ?? '']: 'Cancelled' },
    errors: {
      stop: 'InvalidAutomationStatusUpdateException',
      signal: 'InvalidAutomationSignalException',
      document: 'AutomationDefinitionNotFoundException',
      version: 'AutomationDefinitionVersionNotFoundException',
      parameter: 'InvalidAutomationExecutionParametersException',
      pattern: 'InvalidAutomationExecutionParametersException',
      execution: 'AutomationExecutionNotFoundException',
    },
    deleted: 'InvalidDocument',
  });
});

test('a key that was deleted, or another secret, is refused', async () => {
  const key = await keyOf('cy');
  const other = awsClients(endpoint, { ...key, secretAccessKey: `${key.secretAccessKey.slice(0, -1)}_` });
  await expect(other.cli('list-documents')).rejects.toThrow('(InvalidSignatureException)');
  expect(await awsClients(endpoint, key).cli('list-documents')).toHaveProperty('DocumentIdentifiers');
  expect(await home.run('keys', 'delete', key.accessKeyId)).toMatchObject({ code: 0 });
  await expect(awsClients(endpoint, key).cli('list-documents')).rejects.toThrow('(UnrecognizedClientException)');
});
