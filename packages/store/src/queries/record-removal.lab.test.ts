import { instantAfter, verifyChain, type AuditRecord, type ChainHead, type Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';
import { sampleRecord } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const after = (minutes: number) => instantAfter(AT, minutes * 60_000);

describe.each(labPostgresKinds())('a log that is cut on $name', { timeout: 30_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  let appended: readonly AuditRecord[];
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    url = await postgres.newDatabase();
    store = await openLabStore(url);
    // The clock was ahead at the third, and set back at the fourth.
    const minutes = [0, 1, 90, 2, 3, 4];
    appended = await store.records.append(minutes.map((at, index) => ({ ...sampleRecord({ index }), at: after(at) })));
  });
  afterEach(() => store.close());

  const entry = (seq: number): ChainHead => {
    const { hash } = appended[seq - 1] ?? { hash: '' };
    return { seq, hash };
  };
  const kept = async (range?: { readonly from?: string; readonly to?: string }) => {
    const found: AuditRecord[] = [];
    for await (const record of store.records.all(range)) found.push(record);
    return found;
  };
  const seqs = async (range?: { readonly from?: string; readonly to?: string }) =>
    (await kept(range)).map(({ seq }) => seq);
  /** The chain as it is kept, put after its anchor. */
  const continues = async () => {
    const anchor = await store.records.anchor();
    const before = appended.slice(0, anchor?.seq ?? 0);
    return verifyChain([...before, ...(await kept())], await store.records.head(), sha256);
  };

  it.each([
    [{}, [1, 2, 3, 4, 5, 6]],
    [{ from: after(2) }, [3, 4, 5, 6]],
    [{ to: after(2) }, [1, 2, 4]],
    [{ from: after(1), to: after(3) }, [2, 4, 5]],
    [{ from: after(100) }, []],
    [{ from: after(3), to: after(2) }, []],
  ])('the records of %j are told in the order of the chain', async (range, expected) => {
    expect(await seqs(range)).toEqual(expected);
  });

  it('the latest time is that of any record, also of a clock that was ahead', async () => {
    expect(await store.records.latestAt()).toBe(after(90));
    const empty = await openLabStore(await postgres.newDatabase());
    expect(await empty.records.latestAt()).toBeUndefined();
    expect(await empty.records.anchor()).toBeUndefined();
    await empty.close();
  });

  it('what goes leaves the rest whole, listed and appended to, twice over', async () => {
    expect(await store.records.removeThrough(entry(2))).toBe(2);
    expect(await store.records.anchor()).toEqual(entry(2));
    expect(await seqs()).toEqual([3, 4, 5, 6]);
    expect((await kept())[0]?.previousHash).toBe(entry(2).hash);
    expect(await continues()).toMatchObject({ kind: 'intact', records: 6 });
    const first = await store.records.list({ limit: 3 });
    const rest = await store.records.list({ limit: 3, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ seq }) => seq)).toEqual([6, 5, 4, 3]);
    appended = [...appended, ...(await store.records.append([sampleRecord()]))];
    expect(await store.records.removeThrough(entry(5))).toBe(3);
    expect(await continues()).toMatchObject({ kind: 'intact', records: 7 });
  });

  it('the whole log may go, and the next record continues it', async () => {
    expect(await store.records.removeThrough(entry(6))).toBe(6);
    expect(await seqs()).toEqual([]);
    appended = [...appended, ...(await store.records.append([sampleRecord()]))];
    expect(await continues()).toMatchObject({ kind: 'intact', records: 7 });
  });

  it.each([
    ['of another hash', () => ({ seq: 2, hash: 'a'.repeat(64) })],
    ['that is not there yet', () => ({ seq: 7, hash: 'a'.repeat(64) })],
    ['before the first', () => ({ seq: 0, hash: '0'.repeat(64) })],
  ])('an anchor %s is refused, and nothing goes', async (_what, anchor) => {
    await expect(store.records.removeThrough(anchor())).rejects.toThrow('is not in the log');
    expect(await seqs()).toHaveLength(6);
    expect(await store.records.anchor()).toBeUndefined();
  });

  it('an anchor that was passed already is refused', async () => {
    await store.records.removeThrough(entry(3));
    await expect(store.records.removeThrough(entry(2))).rejects.toThrow('is not in the log');
    expect(await store.records.anchor()).toEqual(entry(3));
  });

  it('a removal that fails in its transaction leaves the log as it was', async () => {
    const failing = store.transaction(async ({ records }) => {
      await records.removeThrough(entry(4));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await seqs()).toHaveLength(6);
    expect(await store.records.anchor()).toBeUndefined();
  });

  it.each([
    ['delete from trueup.records where seq > 2', 'never changed or removed'],
    ['delete from trueup.records where seq = 3', 'never changed or removed'],
    [`update trueup.records set at = now()`, 'never changed or removed'],
    ['truncate trueup.records', 'never changed or removed'],
    [`update trueup.record_anchor set seq = 6`, 'only moves on'],
    [`update trueup.record_anchor set seq = 1`, 'only moves on'],
    [`update trueup.record_anchor set hash = 'x'`, 'only moves on'],
    ['delete from trueup.record_anchor', 'never changed or removed'],
    ['truncate trueup.record_anchor', 'never changed or removed'],
  ])('behind an anchor the database itself refuses: %s', async (statement, message) => {
    await store.records.removeThrough(entry(2));
    await expect(runSql(url, statement)).rejects.toThrow(message);
    expect(await continues()).toMatchObject({ kind: 'intact', records: 6 });
  });

  it.each([`'2020-01-01'`, `'infinity'`])('a time that was edited to %s alone is found', async (time) => {
    await runSql(
      url,
      `alter table trueup.records disable trigger all; update trueup.records set at = ${time} where seq = 4`,
    );
    expect(await continues()).toMatchObject({ kind: 'broken', seq: 4 });
  });

  it('many are removed in parts', async () => {
    const many = await store.records.append(Array.from({ length: 25_000 }, () => sampleRecord()));
    const last = many.at(-2);
    if (!last) throw new Error('there are many');
    expect(await store.records.removeThrough(last)).toBe(25_005);
    expect(await seqs()).toEqual([25_006]);
  });
});
