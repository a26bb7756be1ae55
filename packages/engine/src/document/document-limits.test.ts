import { createHash } from 'node:crypto';
import { accountId, region, type Actor, type Answer, type Scope } from '@trueup/core';
import { memoryStore } from '@trueup/testing/memory';
import { expect, test } from 'vitest';
import { createDocument, type CreateDocument } from './create-document.ts';
import type { DocumentParts } from './document-parts.ts';
import { shareDocument } from './share-document.ts';
import { updateDocument } from './update-document.ts';

/** automation-documents, 5.7. */
const owner = accountId('111122223333');
const scope: Scope = { accountId: owner, region: region('eu-west-1'), partition: 'aws' };
const ann: Actor = { kind: 'person', name: 'ann' };

function parts(answer: Answer = { kind: 'planned' }): DocumentParts {
  return {
    store: memoryStore().store,
    door: { open: () => ({ call: () => Promise.resolve(answer) }), accessOf: () => 'read' },
    clock: { now: () => '2026-03-01T10:00:00.000Z' },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

function given(name: string, seconds: number, files: readonly string[] = []): CreateDocument {
  const checksums = { sha256: 'a'.repeat(64) };
  const content = JSON.stringify({
    schemaVersion: '0.3',
    files: Object.fromEntries(files.map((file) => [file, { checksums }])),
    mainSteps: [{ name: 'nap', action: 'aws:sleep', inputs: { Duration: `PT${seconds}S` } }],
  });
  return { name, owner, content, format: 'JSON', attachments: { kind: 'contents', contents: [] } };
}

test('there are at most 500 documents', async () => {
  const lots = parts();
  for (let count = 0; count < 500; count += 1) await createDocument(lots, given(`Nap${count}`, 1), ann);
  expect(await lots.store.documents.count()).toBe(500);
  expect(await createDocument(lots, given('Nap500', 1), ann)).toMatchObject({ reason: 'document-limit' });
});

test('a document has at most 1,000 versions', async () => {
  const lots = parts();
  await createDocument(lots, given('Nap', 1), ann);
  for (let count = 2; count <= 1_000; count += 1) await updateDocument(lots, given('Nap', count), ann);
  expect(await lots.store.documents.byName('Nap')).toMatchObject({ latestVersion: 1_000 });
  expect(await updateDocument(lots, given('Nap', 1_001), ann)).toMatchObject({ reason: 'document-version-limit' });
});

test('a runbook has at most 5 attachments', async () => {
  const files = ['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py'];
  const refused = await createDocument(parts(), given('Nap', 1, files), ann);
  expect(refused).toMatchObject({ detail: 'A runbook has at most 5 attachments; files names 6.' });
});

test('an attachment has at most 256 MB', async () => {
  const large = parts({ kind: 'answered', output: { ContentLength: 256 * 1024 * 1024 + 1 } });
  const sources = [{ Key: 'S3FileUrl', Values: ['s3://code/a.py'] }] as const;
  const refused = await createDocument(
    large,
    { ...given('Nap', 1, ['a.py']), attachments: { kind: 'sources', sources, scope } },
    ann,
  );
  expect(refused).toMatchObject({ reason: 'invalid-document', detail: expect.stringContaining('268435457 bytes') });
});

test('a document is shared with at most 1,000 accounts', async () => {
  const lots = parts();
  await createDocument(lots, given('Nap', 1), ann);
  const accounts = Array.from({ length: 1_000 }, (_none, index) => String(200_000_000_000 + index));
  const share = (add: readonly string[]) => shareDocument(lots, { name: 'Nap', owner, add, remove: [] }, ann);
  expect(await share(accounts)).toMatchObject({ kind: 'shared' });
  expect(await share(['300000000000'])).toMatchObject({ reason: 'document-limit' });
});
