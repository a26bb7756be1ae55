import type { Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleDocument, sampleKey, sampleVersion } from '../lab/samples.ts';

const NAME = 'Restart-Instance';
const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)] as const;
const bytes = (...values: number[]) => new Uint8Array(values);

describe.each(labPostgresKinds())('documents and access keys on $name', { timeout: 20_000 }, (kind) => {
  let postgres: LabPostgres;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    store = await openLabStore(await postgres.newDatabase());
  });
  afterEach(() => store.close());

  const attached = (version: number, ...sha256s: string[]) =>
    sampleVersion({ version, attachments: sha256s.map((sha256) => ({ name: sha256, size: 1, sha256 })) });

  it('a document and its versions come back as they were stored, whatever characters they hold', async () => {
    const { documents } = store;
    const named = sampleVersion({ version: 2, versionName: 'v2', permissions: [] });
    await documents.save(sampleDocument());
    await documents.addVersion(sampleVersion());
    await documents.addVersion(named);
    const changed = sampleDocument({ latestVersion: 2, sharedWith: [{ accountId: 'all', version: '$DEFAULT' }] });
    await documents.save(changed);
    expect(await documents.byName(NAME)).toEqual(changed);
    expect(await documents.version(NAME, 1)).toEqual(sampleVersion());
    expect(await documents.versionNamed(NAME, 'v2')).toEqual(named);
    expect(await documents.versionNamed(NAME, 'v1')).toBeUndefined();
    expect(await documents.version('Other', 1)).toBeUndefined();
    expect(await documents.byName('Other')).toBeUndefined();
    expect(await documents.count()).toBe(1);
    await expect(documents.addVersion(sampleVersion())).rejects.toThrow(/duplicate/);
    await expect(documents.addVersion(sampleVersion({ version: 3, versionName: 'v2' }))).rejects.toThrow(/duplicate/);
    await expect(documents.addVersion(sampleVersion({ name: 'Other' }))).rejects.toThrow(/foreign key/);
  });

  it('versions are listed newest first in pages, without their contents', async () => {
    await store.documents.save(sampleDocument());
    for (const version of [1, 2, 3]) await store.documents.addVersion(sampleVersion({ version }));
    const first = await store.documents.versions(NAME, { limit: 2 });
    const rest = await store.documents.versions(NAME, { limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(first.items[0]).not.toHaveProperty('content');
    expect(rest.next).toBeUndefined();
  });

  it('documents are listed by name, narrowed by every member of the query, in pages', async () => {
    const { documents } = store;
    await documents.save(sampleDocument({ name: 'b-1', tags: [{ Key: 'a=b', Value: 'c' }] }));
    await documents.save(sampleDocument({ name: 'B-2', tags: [{ Key: 'a', Value: 'b=c' }], targetType: '/' }));
    await documents.save(sampleDocument({ name: 'a_3', owner: '999988887777' as typeof sampleKey.accountId }));
    const names = async (query: Parameters<Store['documents']['list']>[0]) =>
      (await documents.list(query)).items.map(({ name }) => name);
    expect(await names({})).toEqual(['B-2', 'a_3', 'b-1']);
    expect(await names({ namePrefixes: ['b', 'a-'] })).toEqual(['b-1']);
    expect(await names({ owners: ['999988887777'] })).toEqual(['a_3']);
    expect(await names({ targetTypes: ['/'] })).toEqual(['B-2']);
    expect(await names({ tag: { key: 'a', values: ['x', 'b=c'] } })).toEqual(['B-2']);
    expect(await names({ tag: { key: 'a=b', values: ['c'] }, owners: ['999988887777'] })).toEqual([]);
    const { next = '' } = await documents.list({ limit: 1 });
    expect(await names({ cursor: next })).toEqual(['a_3', 'b-1']);
  });

  it('an attachment goes with the last version that names it', async () => {
    const { documents } = store;
    await documents.save(sampleDocument());
    for (const sha256 of [ONE, TWO, ONE]) await documents.putAttachment(sha256, bytes(0, 255));
    await documents.addVersion(attached(1, ONE, TWO));
    await documents.addVersion(attached(2, ONE));
    await documents.remove(NAME, 1);
    expect(await documents.version(NAME, 1)).toBeUndefined();
    expect(await documents.attachment(ONE)).toEqual(bytes(0, 255));
    expect(await documents.attachment(TWO)).toBeUndefined();
    await documents.remove(NAME);
    expect(await documents.attachment(ONE)).toBeUndefined();
    expect(await documents.byName(NAME)).toBeUndefined();
    expect(await documents.version(NAME, 2)).toBeUndefined();
  });

  it('an attachment that is added again while its last version is removed is there afterwards', async () => {
    const { documents } = store;
    await documents.save(sampleDocument());
    await documents.putAttachment(ONE, bytes(1));
    await documents.addVersion(attached(1, ONE));
    for (let version = 2; version < 12; version += 1) {
      await Promise.all([
        documents.remove(NAME, version - 1),
        store.transaction(async (stores) => {
          await stores.documents.putAttachment(ONE, bytes(1));
          await new Promise((wake) => setTimeout(wake, 10));
          await stores.documents.addVersion(attached(version, ONE));
        }),
      ]);
      expect(await documents.attachment(ONE)).toEqual(bytes(1));
    }
  });

  it('a document read in a transaction is locked until its end', async () => {
    await store.documents.save(sampleDocument());
    const addVersion = () =>
      store.transaction(async ({ documents }) => {
        const document = await documents.byName(NAME);
        if (!document) throw new Error('it is there');
        await new Promise((wake) => setTimeout(wake, 10));
        await documents.save({ ...document, latestVersion: document.latestVersion + 1 });
      });
    await Promise.all([addVersion(), addVersion(), addVersion()]);
    expect((await store.documents.byName(NAME))?.latestVersion).toBe(4);
  });

  it('access keys are kept until they are removed', async () => {
    const other = { ...sampleKey, accessKeyId: 'AKIAOTHER', createdAt: '2026-02-01T00:00:00.000Z' };
    await store.accessKeys.insert(sampleKey);
    await store.accessKeys.insert(other);
    expect(await store.accessKeys.list()).toEqual([other, sampleKey]);
    expect(await store.accessKeys.byId(sampleKey.accessKeyId)).toEqual(sampleKey);
    await expect(store.accessKeys.insert(sampleKey)).rejects.toThrow(/duplicate/);
    await store.accessKeys.remove(sampleKey.accessKeyId);
    expect(await store.accessKeys.byId(sampleKey.accessKeyId)).toBeUndefined();
  });
});
