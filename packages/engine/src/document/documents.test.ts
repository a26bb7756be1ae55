import { createHash } from 'node:crypto';
import { accountId, region, type Actor, type Answer, type ApiCall, type Door, type Scope } from '@trueup/core';
import { memoryStore } from '@trueup/testing/memory';
import { expect, test } from 'vitest';
import { createDocument, type CreateDocument } from './create-document.ts';
import { deleteDocument } from './delete-document.ts';
import type { DocumentParts } from './document-parts.ts';
import { findDocument } from './find-document.ts';
import { importDocument } from './import-document.ts';
import { setDefaultVersion } from './set-default-version.ts';
import { shareDocument } from './share-document.ts';
import { updateDocument } from './update-document.ts';

const owner = accountId('111122223333');
const other = accountId('444455556666');
const scope: Scope = { accountId: owner, region: region('eu-west-1'), partition: 'aws' };
const ann: Actor = { kind: 'person', name: 'ann' };
const noAttachments = { kind: 'contents', contents: [] } as const;

const content = (seconds: number, files = ''): string =>
  `schemaVersion: '0.3'\n${files}mainSteps:\n  - { name: nap, action: 'aws:sleep', inputs: { Duration: PT${seconds}S } }\n`;

function given(changes: Partial<CreateDocument> = {}): CreateDocument {
  return { name: 'Nap', owner, content: content(1), format: 'YAML', attachments: noAttachments, ...changes };
}

function setUp(answer: (call: ApiCall) => Answer = () => ({ kind: 'planned' })) {
  const memory = memoryStore();
  const calls: ApiCall[] = [];
  const door: Door = {
    open: () => ({
      call: (call) => {
        calls.push(call);
        return Promise.resolve(answer(call));
      },
    }),
    accessOf: () => 'read',
  };
  const parts: DocumentParts = {
    store: memory.store,
    door,
    clock: { now: () => '2026-03-01T10:00:00.000Z' },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
  return { parts, calls, records: memory.records };
}

test('a document begins with version 1, which is its default; an update leaves the default', async () => {
  const { parts, records } = setUp();
  const created = await createDocument(parts, given({ versionName: 'first', targetType: '/' }), ann);
  expect(created).toMatchObject({
    kind: 'kept',
    document: { name: 'Nap', owner, defaultVersion: 1, latestVersion: 1, targetType: '/', sharedWith: [] },
    version: { version: 1, versionName: 'first', createdBy: 'ann', hash: parts.digest(content(1)) },
  });
  const updated = await updateDocument(parts, given({ content: content(2) }), ann);
  expect(updated).toMatchObject({ kind: 'kept', document: { defaultVersion: 1, latestVersion: 2 } });
  const moved = await setDefaultVersion(parts, { name: 'Nap', owner, version: '2' }, ann);
  expect(moved).toMatchObject({ kind: 'kept', document: { defaultVersion: 2 } });
  expect(records.map(({ action, subject, actor }) => [action, subject.id, actor.name])).toEqual([
    ['document.created', 'Nap', 'ann'],
    ['document.updated', 'Nap', 'ann'],
    ['document.default-changed', 'Nap', 'ann'],
  ]);
});

test.each<[string, Partial<CreateDocument>, string, string]>([
  ['a taken name', { name: 'Taken' }, 'document-exists', 'Taken'],
  ['a reserved prefix', { name: 'AWS-Nap' }, 'reserved-name', 'AWS-Nap'],
  ['a reserved prefix of any case', { name: 'amzNap' }, 'reserved-name', 'amzNap'],
  ['more than 64 KB', { content: `${content(1)}# ${'x'.repeat(65_536)}` }, 'document-too-large', '65536'],
  ['bytes, not characters', { content: `${content(1)}# ${'é'.repeat(33_000)}` }, 'document-too-large', '65536'],
  ['JSON that is none', { content: content(1), format: 'JSON' }, 'invalid-document', 'JSON not well-formed.'],
  ['another schema', { content: content(1).replace('0.3', '2.2') }, 'schema-version', 'Value: 2.2'],
  ['no steps', { content: "schemaVersion: '0.3'\n" }, 'invalid-document', 'Missing "mainSteps"'],
  ['an unknown action', { content: content(1).replace('aws:sleep', 'aws:nap') }, 'invalid-document', '(line 3, column'],
])('%s is refused and nothing is stored', async (_what, changes, reason, detail) => {
  const { parts, records } = setUp();
  await createDocument(parts, given({ name: 'Taken' }), ann);
  const outcome = await createDocument(parts, given(changes), ann);
  expect(outcome).toMatchObject({ kind: 'refused', reason, detail: expect.stringContaining(detail) as string });
  expect(await parts.store.documents.count()).toBe(1);
  expect(records).toHaveLength(1);
});

test.each<[string, Parameters<typeof updateDocument>[1], string]>([
  [
    'a version that is not the latest',
    { ...given({ content: content(3) }), documentVersion: '1' },
    'unknown-document-version',
  ],
  ['the content of the latest version', given({ content: content(2) }), 'document-unchanged'],
  ['a version name that is taken', given({ content: content(3), versionName: 'first' }), 'version-name-taken'],
  ['a document of another account', given({ content: content(3), owner: other }), 'unknown-document'],
  ['a name that is not there', given({ name: 'Sleep' }), 'unknown-document'],
])('an update is refused: %s', async (_what, update, reason) => {
  const { parts } = setUp();
  await createDocument(parts, given({ versionName: 'first' }), ann);
  await updateDocument(parts, given({ content: content(2) }), ann);
  expect(await updateDocument(parts, update, ann)).toMatchObject({ kind: 'refused', reason });
  expect(await parts.store.documents.byName('Nap')).toMatchObject({ latestVersion: 2 });
});

test('a document is found by number, $DEFAULT, $LATEST, version name and ARN', async () => {
  const { parts } = setUp();
  await createDocument(parts, given(), ann);
  await updateDocument(
    parts,
    { ...given({ content: content(2), versionName: 'two' }), documentVersion: '$LATEST' },
    ann,
  );
  const versionOf = async (wanted: Parameters<typeof findDocument>[1]): Promise<number | string> => {
    const found = await findDocument(parts.store, wanted);
    return found.kind === 'found' ? found.version.version : found.reason;
  };
  expect(await versionOf({ name: 'Nap' })).toBe(1);
  expect(await versionOf({ name: 'Nap', version: '$DEFAULT' })).toBe(1);
  expect(await versionOf({ name: 'Nap', version: '$LATEST' })).toBe(2);
  expect(await versionOf({ name: 'Nap', version: '2' })).toBe(2);
  expect(await versionOf({ name: 'Nap', version: '3' })).toBe('unknown-document-version');
  expect(await versionOf({ name: 'Nap', versionName: 'two' })).toBe(2);
  expect(await versionOf({ name: 'Nap', versionName: 'two', version: '1' })).toBe('unknown-document-version');
  expect(await versionOf({ name: `arn:aws:ssm:eu-west-1:${owner}:document/Nap` })).toBe(1);
  expect(await versionOf({ name: `arn:aws:ssm:eu-west-1:${other}:document/Nap` })).toBe('unknown-document');
});

test('another account sees what is shared with it, and only that', async () => {
  const { parts } = setUp();
  await createDocument(parts, given(), ann);
  await updateDocument(parts, given({ content: content(2) }), ann);
  const seen = async (version: string): Promise<string> =>
    (await findDocument(parts.store, { name: 'Nap', version, viewer: other })).kind;
  const share = (add: string[], remove: string[], version?: '$ALL' | '$LATEST') =>
    shareDocument(parts, { name: 'Nap', owner, add, remove, ...(version ? { version } : {}) }, ann);

  expect(await seen('1')).toBe('refused');
  await share([other], []);
  expect([await seen('1'), await seen('2')]).toEqual(['found', 'refused']);
  await share([other], [], '$LATEST');
  expect([await seen('1'), await seen('2')]).toEqual(['refused', 'found']);
  await share(['All'], [other], '$ALL');
  expect([await seen('1'), await seen('2')]).toEqual(['found', 'found']);
  expect(await deleteDocument(parts, { name: 'Nap', owner }, ann)).toMatchObject({ reason: 'document-shared' });
  await share([], ['all']);
  expect(await deleteDocument(parts, { name: 'Nap', owner: other }, ann)).toMatchObject({ reason: 'unknown-document' });
  expect(await deleteDocument(parts, { name: 'Nap', owner }, ann)).toMatchObject({ kind: 'deleted' });
});

test('a version can be removed unless it is the default; the latest is then the one before', async () => {
  const { parts } = setUp();
  await createDocument(parts, given(), ann);
  await updateDocument(parts, given({ content: content(2) }), ann);
  const remove = (version: string) => deleteDocument(parts, { name: 'Nap', owner, version }, ann);
  expect(await remove('1')).toMatchObject({ kind: 'refused', reason: 'default-version' });
  expect(await remove('2')).toMatchObject({ kind: 'deleted' });
  expect(await parts.store.documents.byName('Nap')).toMatchObject({ latestVersion: 1 });
  expect(await remove('2')).toMatchObject({ kind: 'refused', reason: 'unknown-document-version' });
});

test('what narrows the role outlives an update of the text', async () => {
  const { parts } = setUp();
  const permissions = [{ Action: ['s3:GetObject'], Resource: '*' }];
  await importDocument(parts, { name: 'AWS-Nap', owner, content: content(1), permissions }, ann);
  const updated = await updateDocument(parts, given({ name: 'AWS-Nap', content: content(2) }), ann);
  expect(updated).toMatchObject({ kind: 'kept', version: { permissions } });
});

test('an import takes any name, stores what is new, and moves the default when asked', async () => {
  const { parts, records } = setUp();
  const bring = (seconds: number, setDefault?: boolean) =>
    importDocument(
      parts,
      { name: 'AWS-Nap', owner, content: content(seconds), ...(setDefault ? { setDefault } : {}) },
      ann,
    );
  expect(await bring(1)).toMatchObject({ change: 'created', version: { format: 'YAML' } });
  expect(await bring(1)).toMatchObject({ change: 'unchanged' });
  expect(await bring(2)).toMatchObject({ change: 'updated', document: { defaultVersion: 1, latestVersion: 2 } });
  expect(await bring(2, true)).toMatchObject({ change: 'updated', document: { defaultVersion: 2, latestVersion: 2 } });
  expect(await bring(3, true)).toMatchObject({ change: 'updated', document: { defaultVersion: 3, latestVersion: 3 } });
  expect(records).toHaveLength(4);
});

const script = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00]);
const sha256 = createHash('sha256').update(script).digest('hex');
const withFile = content(1, `files: { code.zip: { checksums: { sha256: ${sha256} } } }\n`);

function s3(call: ApiCall): Answer {
  const { Bucket, Key } = call.parameters;
  if (Bucket !== 'code' || Key !== 'v1/code.zip') {
    const failure = { code: 'NoSuchKey', message: 'not there', httpStatus: 404, kind: 'not-found' } as const;
    return { kind: 'failed', failure };
  }
  const output =
    call.operation === 'HeadObject'
      ? { ContentLength: script.length, ETag: '"one"' }
      : { Body: script.toString('base64') };
  return { kind: 'answered', output };
}

test.each([
  ['S3FileUrl', 's3://code/v1/code.zip'],
  ['S3FileUrl', 'https://code.s3.eu-west-1.amazonaws.com/v1/code.zip'],
  ['S3FileUrl', 'https://s3.amazonaws.com/code/v1/code.zip'],
  ['SourceUrl', 's3://code/v1'],
  ['SourceUrl', 's3://code/v1/'],
] as const)('an attachment is read from S3 as the bytes it has: %s %s', async (Key, value) => {
  const { parts } = setUp(s3);
  const sources = [{ Key, Values: [value] }];
  const kept = await createDocument(
    parts,
    given({ content: withFile, attachments: { kind: 'sources', sources, scope } }),
    ann,
  );
  expect(kept).toMatchObject({ kind: 'kept', version: { attachments: [{ name: 'code.zip', size: 7, sha256 }] } });
  expect(await parts.store.documents.attachment(sha256)).toEqual(script);
});

test('an attachment of another document is taken from the store, and one that stays needs not be given again', async () => {
  const { parts, calls } = setUp(s3);
  const from = (Key: 'S3FileUrl' | 'AttachmentReference', value: string) =>
    ({ kind: 'sources', sources: [{ Key, Values: [value] }], scope }) as const;
  await createDocument(
    parts,
    given({ content: withFile, attachments: from('S3FileUrl', 's3://code/v1/code.zip') }),
    ann,
  );
  expect(calls.map(({ operation }) => operation)).toEqual(['HeadObject', 'GetObject']);
  // Only the object that was measured is read.
  expect(calls[1]?.parameters).toMatchObject({ IfMatch: '"one"' });
  for (const [name, reference] of [
    ['Second', 'Nap/1/code.zip'],
    ['Third', `arn:aws:ssm:eu-west-1:${owner}:document/Nap/$DEFAULT/code.zip`],
  ] as const) {
    const attachments = from('AttachmentReference', reference);
    expect(await createDocument(parts, given({ name, content: withFile, attachments }), ann)).toMatchObject({
      kind: 'kept',
    });
  }
  const later = withFile.replace('PT1S', 'PT5S');
  const updated = await updateDocument(parts, given({ content: later }), ann);
  expect(updated).toMatchObject({ kind: 'kept', version: { attachments: [{ name: 'code.zip', sha256 }] } });
  expect(calls).toHaveLength(2);
});

test.each([
  [
    'another checksum',
    's3://code/v1/code.zip',
    withFile.replace(sha256, 'a'.repeat(64)),
    `SHA-256 ${sha256}, not aaaa`,
  ],
  ['an object that is not there', 's3://code/v2/code.zip', withFile, 'NoSuchKey'],
  ['a file that the document does not name', 's3://code/v1/code.zip', content(1), 'files does not name it'],
  ['an address that is none of S3', 'https://example.org/code.zip', withFile, 'not of the form s3://bucket/key'],
])('attachments are refused for %s', async (_what, url, text, detail) => {
  const { parts } = setUp(s3);
  const sources = [{ Key: 'S3FileUrl', Values: [url] }] as const;
  const outcome = await createDocument(
    parts,
    given({ content: text, attachments: { kind: 'sources', sources, scope } }),
    ann,
  );
  expect(outcome).toMatchObject({
    kind: 'refused',
    reason: 'invalid-document',
    detail: expect.stringContaining(detail) as string,
  });
});

test('a file that the document names must be given', async () => {
  const { parts } = setUp(s3);
  const outcome = await createDocument(parts, given({ content: withFile }), ann);
  expect(outcome).toMatchObject({ kind: 'refused', detail: 'files.code.zip: no attachment of this name was given.' });
});
