import { createHash } from 'node:crypto';
import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  DescribeAutomationExecutionsCommand,
  DescribeDocumentCommand,
  DescribeDocumentPermissionCommand,
  GetAutomationExecutionCommand,
  GetDocumentCommand,
  GetParameterCommand,
  ListDocumentVersionsCommand,
  ListDocumentsCommand,
  ModifyDocumentPermissionCommand,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
  paginateListDocuments,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, OTHER, ID, TEXT, scriptedApi } from '../scripted-api.ts';

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

test('a document lives: created, described, read in both formats, updated, made default, shared, removed', async () => {
  const { ssm } = await listening();
  const Name = 'Nap';
  const created = await ssm.send(
    new CreateDocumentCommand({
      Name,
      Content: TEXT,
      DocumentFormat: 'YAML',
      DocumentType: 'Automation',
      VersionName: 'first',
      DisplayName: 'A nap',
      TargetType: '/AWS::EC2::Instance',
      Tags: [{ Key: 'team', Value: 'sleep' }],
    }),
  );
  expect(created.DocumentDescription).toMatchObject({
    Name,
    Owner: ACCOUNT,
    Status: 'Active',
    DocumentVersion: '1',
    DefaultVersion: '1',
    LatestVersion: '1',
    Description: 'Naps',
    DocumentType: 'Automation',
    DocumentFormat: 'YAML',
    SchemaVersion: '0.3',
    HashType: 'Sha256',
    Hash: createHash('sha256').update(TEXT).digest('hex'),
    VersionName: 'first',
    DisplayName: 'A nap',
    TargetType: '/AWS::EC2::Instance',
    Tags: [{ Key: 'team', Value: 'sleep' }],
    PlatformTypes: ['Windows', 'Linux', 'MacOS'],
    Parameters: [
      { Name: 'Text', Type: 'String', Description: 'What to say', DefaultValue: 'hello' },
      { Name: 'Ids', Type: 'StringList', DefaultValue: '["a","b"]' },
      { Name: 'Count', Type: 'String' },
    ],
  });
  expect(created.DocumentDescription?.CreatedDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);

  const yaml = await ssm.send(new GetDocumentCommand({ Name, DocumentFormat: 'YAML' }));
  expect(yaml).toMatchObject({ Name, Content: TEXT, DocumentFormat: 'YAML', DocumentVersion: '1', Status: 'Active' });
  const json = await ssm.send(new GetDocumentCommand({ Name }));
  expect(json.DocumentFormat).toBe('JSON');
  expect(JSON.parse(json.Content ?? '')).toMatchObject({ schemaVersion: '0.3', mainSteps: [{ name: 'nap' }, {}] });

  const Content = JSON.stringify({ ...(JSON.parse(json.Content ?? '') as object), description: 'Longer' });
  const updated = await ssm.send(new UpdateDocumentCommand({ Name, Content, DocumentVersion: '$LATEST' }));
  expect(updated.DocumentDescription).toMatchObject({ DocumentVersion: '2', LatestVersion: '2', DefaultVersion: '1' });
  const moved = await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion: '2' }));
  expect(moved.Description).toEqual({ Name, DefaultVersion: '2' });
  const described = await ssm.send(new DescribeDocumentCommand({ Name }));
  expect(described.Document).toMatchObject({ Description: 'Longer', DocumentVersion: '2' });
  const { DocumentVersions } = await ssm.send(new ListDocumentVersionsCommand({ Name }));
  expect(DocumentVersions).toMatchObject([
    { DocumentVersion: '2', IsDefaultVersion: true, DocumentFormat: 'JSON' },
    { DocumentVersion: '1', IsDefaultVersion: false, DocumentFormat: 'YAML', VersionName: 'first' },
  ]);

  const permission = { Name, PermissionType: 'Share' } as const;
  await ssm.send(new ModifyDocumentPermissionCommand({ ...permission, AccountIdsToAdd: [OTHER] }));
  expect(await ssm.send(new DescribeDocumentPermissionCommand(permission))).toMatchObject({
    AccountIds: [OTHER],
    AccountSharingInfoList: [{ AccountId: OTHER, SharedDocumentVersion: '$DEFAULT' }],
  });
  await expect(ssm.send(new DeleteDocumentCommand({ Name }))).rejects.toMatchObject({
    name: 'InvalidDocumentOperation',
  });
  await ssm.send(new ModifyDocumentPermissionCommand({ ...permission, AccountIdsToRemove: [OTHER] }));
  await ssm.send(new DeleteDocumentCommand({ Name }));
  await expect(ssm.send(new DescribeDocumentCommand({ Name }))).rejects.toMatchObject({ name: 'InvalidDocument' });
});

test("errors have the names that AWS's own have", async () => {
  const { ssm } = await listening();
  const create = (changes: object) =>
    ssm.send(new CreateDocumentCommand({ Name: 'Nap', Content: TEXT, DocumentFormat: 'YAML', ...changes }));
  await create({});
  const failing: [string, () => Promise<unknown>][] = [
    ['DocumentAlreadyExists', () => create({})],
    ['InvalidDocumentContent', () => create({ Name: 'Other', DocumentFormat: 'JSON' })],
    ['InvalidDocumentSchemaVersion', () => create({ Name: 'Other', Content: TEXT.replace("'0.3'", "'1.2'") })],
    ['MaxDocumentSizeExceeded', () => create({ Name: 'Other', Content: `${TEXT}#${'x'.repeat(65_536)}` })],
    ['ValidationException', () => create({ Name: 'AWS-Other' })],
    ['ValidationException', () => create({ Name: 'a b' })],
    ['ValidationException', () => create({ Name: 'Other', DocumentType: 'Command' })],
    [
      'DuplicateDocumentContent',
      () => ssm.send(new UpdateDocumentCommand({ Name: 'Nap', Content: TEXT, DocumentFormat: 'YAML' })),
    ],
    ['InvalidDocument', () => ssm.send(new GetDocumentCommand({ Name: 'Other' }))],
    ['InvalidDocumentVersion', () => ssm.send(new GetDocumentCommand({ Name: 'Nap', DocumentVersion: '7' }))],
    ['InvalidNextToken', () => ssm.send(new ListDocumentsCommand({ NextToken: 'x' }))],
    ['InvalidFilterKey', () => ssm.send(new ListDocumentsCommand({ Filters: [{ Key: 'Colour', Values: ['red'] }] }))],
    [
      'InvalidFilterKey',
      () =>
        ssm.send(
          new DescribeAutomationExecutionsCommand({ Filters: [{ Key: 'Colour' as 'TagKey', Values: ['red'] }] }),
        ),
    ],
    [
      'InvalidFilterValue',
      () =>
        ssm.send(new DescribeAutomationExecutionsCommand({ Filters: [{ Key: 'ExecutionStatus', Values: ['Done'] }] })),
    ],
    [
      'InvalidFilterValue',
      () =>
        ssm.send(new DescribeAutomationExecutionsCommand({ Filters: [{ Key: 'StartTimeAfter', Values: ['noon'] }] })),
    ],
    [
      'AutomationExecutionNotFoundException',
      () => ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: ID })),
    ],
    ['UnknownOperationException', () => ssm.send(new GetParameterCommand({ Name: 'p' }))],
  ];
  for (const [name, run] of failing) {
    const failure: unknown = await run().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name, message: expect.stringMatching(/./) as string });
  }
});

test('documents are listed in pages, and filtered by name, owner, target type and tag', async () => {
  const { ssm, clientOf } = await listening();
  const guest = await clientOf('bob', OTHER);
  for (const Name of ['NapOne', 'NapTwo', 'NapZoo', 'Rest']) {
    const Tags = [{ Key: 'team', Value: Name }];
    const TargetType = Name === 'Rest' ? '/AWS::S3::Bucket' : '/';
    await ssm.send(new CreateDocumentCommand({ Name, Content: TEXT, DocumentFormat: 'YAML', Tags, TargetType }));
  }
  const pages: (string | undefined)[][] = [];
  for await (const page of paginateListDocuments({ client: ssm, pageSize: 3 }, {})) {
    pages.push(page.DocumentIdentifiers?.map(({ Name }) => Name) ?? []);
  }
  expect(pages).toEqual([['NapOne', 'NapTwo', 'NapZoo'], ['Rest']]);

  const listed = async (client: SSMClient, Key: string, ...Values: string[]): Promise<(string | undefined)[]> => {
    const { DocumentIdentifiers } = await client.send(new ListDocumentsCommand({ Filters: [{ Key, Values }] }));
    return DocumentIdentifiers?.map(({ Name }) => Name) ?? [];
  };
  expect(await listed(ssm, 'Name', 'NapT', 'Re')).toEqual(['NapTwo', 'Rest']);
  expect(await listed(ssm, 'TargetType', '/AWS::S3::Bucket')).toEqual(['Rest']);
  expect(await listed(ssm, 'tag:team', 'NapOne', 'NapZoo')).toEqual(['NapOne', 'NapZoo']);
  expect(await listed(ssm, 'DocumentType', 'Command')).toEqual([]);
  expect(await listed(ssm, 'Owner', 'Amazon')).toEqual([]);
  expect(await listed(guest, 'Owner', 'Self')).toEqual([]);
  await ssm.send(
    new ModifyDocumentPermissionCommand({ Name: 'Rest', PermissionType: 'Share', AccountIdsToAdd: [OTHER] }),
  );
  expect(await listed(guest, 'Owner', 'Private')).toEqual(['Rest']);
  expect(await listed(guest, 'Name', 'Nap', 'Rest')).toEqual(['Rest']);
  // Where the page ends tells nothing of the documents that are not shown.
  const only = await guest.send(new ListDocumentsCommand({ MaxResults: 1 }));
  expect([only.DocumentIdentifiers?.map(({ Name }) => Name), only.NextToken]).toEqual([['Rest'], undefined]);
  await expect(guest.send(new GetDocumentCommand({ Name: 'NapOne' }))).rejects.toMatchObject({
    name: 'InvalidDocument',
  });
});
