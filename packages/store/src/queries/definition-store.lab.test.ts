import type { SavedView, Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';

const view = (name: string): SavedView => ({
  name,
  filters: {
    Title: [
      {
        Value: 'NUL \0',
        Comparison: 'EQUALS',
      },
    ],
  },
  createdBy: 'ada',
  createdAt: '2026-03-01T10:00:00.000Z',
});

describe.each(labPostgresKinds())('definitions on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    url = await postgres.newDatabase();
    store = await openLabStore(url);
  });
  afterEach(() => store.close());

  it('a definition comes back as it was put, the last one counts, and kinds do not mix', async () => {
    const { definitions } = store;
    await definitions.put('view', 'b', view('first'));
    await definitions.put('view', 'b', view('b'));
    await definitions.put('view', 'a', view('a'));
    await definitions.put('import-cursor', 'b', { updatedAt: '2026-03-01T10:00:00.000Z' });
    expect(await definitions.list('view')).toEqual([
      { key: 'a', value: view('a') },
      { key: 'b', value: view('b') },
    ]);
    expect(await definitions.get('view', 'b')).toEqual(view('b'));
    expect(await definitions.get('insight', 'b')).toBeUndefined();
  });

  it('removing tells whether there was one', async () => {
    await store.definitions.put('view', 'a', view('a'));
    expect(await store.definitions.remove('view', 'none')).toBe(false);
    expect(await store.definitions.remove('view', 'a')).toBe(true);
    expect(await store.definitions.list('view')).toEqual([]);
  });

  it('the version rises with every change of a kind, from wherever and however many at once', async () => {
    const other = await openLabStore(url);
    expect(await store.definitions.version(['view', 'insight'])).toBe(0);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? other : store).definitions.put('view', `v-${index % 5}`, view('x')),
      ),
    );
    expect(await store.definitions.version(['view'])).toBe(20);
    expect(await store.definitions.version(['insight'])).toBe(0);
    await other.definitions.remove('view', 'v-1');
    expect(await store.definitions.version(['view', 'insight'])).toBe(21);
    await other.close();
  });

  it('whoever sees a version sees all that led to it', async () => {
    const other = await openLabStore(url);
    const writing = Promise.all(
      Array.from({ length: 30 }, (_, index) => other.definitions.put('view', `v-${index}`, view('x'))),
    );
    let version = 0;
    while (version < 30) {
      version = await store.definitions.version(['view']);
      expect((await store.definitions.list('view')).length).toBeGreaterThanOrEqual(version);
    }
    await writing;
    await other.close();
  });

  it('a definition that is read in a transaction waits for its end', async () => {
    await store.definitions.put('import-cursor', 'a', { updatedAt: '0' });
    const add = () =>
      store.transaction(async ({ definitions }) => {
        const { updatedAt = '' } = (await definitions.get('import-cursor', 'a')) ?? {};
        await new Promise((wake) => setTimeout(wake, 20));
        await definitions.put('import-cursor', 'a', { updatedAt: String(Number(updatedAt) + 1) });
      });
    await Promise.all([add(), add(), add(), add()]);
    expect(await store.definitions.get('import-cursor', 'a')).toEqual({ updatedAt: '4' });
  });

  it('a change that is taken back leaves neither a definition nor a version', async () => {
    const failing = store.transaction(async ({ definitions }) => {
      await definitions.put('view', 'a', view('a'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await store.definitions.list('view')).toEqual([]);
    expect(await store.definitions.version(['view'])).toBe(0);
  });
});
