import {
  type DocumentVersion,
  type Finding,
  type LibraryEntry,
  type ParameterSource,
  type RunbookChoice,
  type StoredDocument,
} from '@trueup/core';
import { memoryStore } from '@trueup/testing/memory';
import { expect, test } from 'vitest';
import type { EngineParts } from '../parts.ts';
import { chosenRunbook } from './chosen-runbook.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Repair';
const FIX = JSON.stringify({
  schemaVersion: '0.3',
  assumeRole: '{{ AutomationAssumeRole }}',
  parameters: {
    BucketName: { type: 'String' },
    AutomationAssumeRole: { type: 'String', default: '' },
  },
  mainSteps: [{ name: 'A', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
});
const PERMISSIONS = [{ Action: ['s3:PutBucketAcl'], Resource: '*' }];

const finding = {
  id: 'f-1',
  resource: {
    arn: 'arn:aws:s3:::invoices',
    id: 'invoices',
    type: 'AWS::S3::Bucket',
    accountId: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
  },
  asff: { Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::invoices' }] },
  recordState: 'ACTIVE',
  workflow: 'NEW',
} as unknown as Finding;

async function parts(): Promise<Pick<EngineParts, 'store' | 'catalogue'>> {
  const { store } = memoryStore();
  await store.documents.save({
    name: 'Fix',
    owner: '111122223333',
    defaultVersion: 1,
    latestVersion: 2,
  } as StoredDocument);
  for (const version of [1, 2]) {
    const kept = { documentName: 'Fix', name: 'Fix', version, content: FIX, attachments: [], permissions: PERMISSIONS };
    await store.documents.addVersion(kept as unknown as DocumentVersion);
  }
  return { store, catalogue: [] as readonly LibraryEntry[] };
}

const choice = (change: Partial<RunbookChoice> = {}): RunbookChoice => ({
  document: 'Fix',
  runs: 'trueup',
  parameters: { BucketName: { kind: 'resource-id' } },
  ...change,
});
const role: ParameterSource = { kind: 'static', values: [ROLE] };

test('a document that is stored here is chosen with its version, its permissions and the values of the finding', async () => {
  expect(await chosenRunbook(await parts(), choice(), finding)).toEqual({
    kind: 'chosen',
    text: FIX,
    documentName: 'Fix',
    version: '1',
    attachments: [],
    input: { BucketName: 'invoices' },
    statements: PERMISSIONS,
  });
  const other = choice({
    version: '2',
    parameters: { BucketName: { kind: 'resource-id' }, AutomationAssumeRole: role },
  });
  expect(await chosenRunbook(await parts(), other, finding)).toMatchObject({ version: '2', roleArn: ROLE });
});

test("one of the account's own SSM is started there, with its version or the default", async () => {
  const parameters = { BucketName: { kind: 'resource-id' }, AutomationAssumeRole: role } as const;
  const account = choice({ document: 'AWS-DisableS3BucketPublicReadWrite', runs: 'account', parameters });
  const made = await chosenRunbook(await parts(), account, finding);
  expect(made).toMatchObject({
    documentName: 'AWS-DisableS3BucketPublicReadWrite',
    version: '$DEFAULT',
    input: {
      DocumentName: 'AWS-DisableS3BucketPublicReadWrite',
      DocumentVersion: '$DEFAULT',
      Parameters: { BucketName: ['invoices'], AutomationAssumeRole: [ROLE] },
    },
  });
  // It enters the account as the member role: the role is passed on, and not assumed.
  expect(made).not.toHaveProperty('roleArn');
});

test.each<[string, Partial<RunbookChoice>]>([
  ['a document that is not there', { document: 'Nothing' }],
  ['a version that is not there', { version: '3' }],
  ['a value that is missing', { parameters: { BucketName: { kind: 'finding', path: 'Resources[0].Nothing' } } }],
  ['a parameter that is not declared', { parameters: { Name: { kind: 'resource-id' } } }],
  ['no role in the account', { runs: 'account' }],
  [
    'a name with a wildcard in the account',
    { runs: 'account', document: 'AWS-*', parameters: { AutomationAssumeRole: role } },
  ],
  [
    'a version that is none in the account',
    { runs: 'account', version: 'x', parameters: { AutomationAssumeRole: role } },
  ],
])('%s is refused', async (_what, change) => {
  expect(await chosenRunbook(await parts(), choice(change), finding)).toMatchObject({ kind: 'refused' });
});
