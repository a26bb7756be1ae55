import {
  instantAfter,
  verifyChain,
  type AuditRecord,
  type NewRecord,
  type RecordQuery,
  type Store,
} from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';
import { sampleRecord } from '../lab/samples.ts';
import { InvalidPageRequest } from './page.ts';

describe.each(labPostgresKinds())('records on $name', { timeout: 20_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 30_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    url = await postgres.newDatabase();
    store = await openLabStore(url);
  });
  afterEach(() => store.close());

  const verdict = async () => verifyChain(store.records.all(), await store.records.head(), sha256);

  it('records come back as they were appended, and the chain is intact', async () => {
    const odd = sampleRecord({ text: 'NUL \u0000 \ud800', nested: { b: [1, 1e21, 0.1], a: null }, gone: undefined });
    const appended = await store.records.append([odd, sampleRecord()]);
    const listed: AuditRecord[] = [];
    for await (const record of store.records.all()) listed.push(record);
    expect(listed).toEqual(appended);
    expect(await verdict()).toMatchObject({ kind: 'intact', records: 2, head: appended[1]?.hash });
  });

  it('appends from several connections at once leave no gap', async () => {
    const other = await openLabStore(url);
    const appends = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? store.records.append([sampleRecord({ index }), sampleRecord({ index })])
        : other.transaction(({ records }) => records.append([sampleRecord({ index })])),
    );
    await Promise.all(appends);
    expect(await verdict()).toMatchObject({ kind: 'intact', records: 60 });
    await other.close();
  });

  it('a transaction that fails takes its records with it', async () => {
    await store.records.append([sampleRecord()]);
    const failing = store.transaction(async ({ records }) => {
      await records.append([sampleRecord({ lost: true })]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await store.records.append([sampleRecord()]);
    expect(await verdict()).toMatchObject({ kind: 'intact', records: 2 });
  });

  it('records are listed newest first by action and subject, in pages', async () => {
    await store.records.append(
      [1, 2, 3].map((index) => ({ ...sampleRecord(), subject: { kind: 'plan', id: `p${index % 2}` } })),
    );
    await store.records.append([{ ...sampleRecord(), action: 'plan.made' }]);
    const first = await store.records.list({ limit: 2 });
    const rest = await store.records.list({ limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    expect((await store.records.list({ actions: ['plan.made'] })).items.map(({ seq }) => seq)).toEqual([4]);
    expect((await store.records.list({ subjectId: 'p1' })).items.map(({ seq }) => seq)).toEqual([3, 1]);
  });

  describe('a search of the log', () => {
    const AT = '2026-03-01T10:00:00.000Z';
    const after = (minutes: number): string => instantAfter(AT, minutes * 60_000);
    const of = (actor: string, minutes: number): NewRecord => ({
      ...sampleRecord({ odd: 'NUL \u0000 \ud800 \\u0000' }),
      at: after(minutes),
      actor: { kind: 'person', name: actor },
    });
    /** The clock was ahead at the third, and set back at the fourth. */
    const log: readonly NewRecord[] = [
      of('ann', 0),
      of('bob', 1),
      of('ann', 90),
      of('ann', 2),
      { ...of('bob', 3), action: 'plan.made' },
      of('Ann', 4),
      of('o\u0000dd', 4),
    ];
    const found = async (query: RecordQuery): Promise<number[]> => {
      const seqs: number[] = [];
      for (let page = await store.records.list({ ...query, limit: 2 }); ;) {
        seqs.push(...page.items.map(({ seq }) => seq));
        if (page.next === undefined) return seqs;
        page = await store.records.list({ ...query, limit: 2, cursor: page.next });
      }
    };

    it.each<[what: string, query: RecordQuery, seqs: readonly number[]]>([
      ['everything', {}, [7, 6, 5, 4, 3, 2, 1]],
      ['one actor by his exact name', { actor: 'ann' }, [4, 3, 1]],
      ['a name that PostgreSQL cannot hold', { actor: 'o\u0000dd' }, [7]],
      ['nobody', { actor: 'an' }, []],
      ['a beginning, by time', { from: after(3) }, [3, 7, 6, 5]],
      ['an end', { to: after(2) }, [4, 2, 1]],
      ['both, inclusively', { from: after(1), to: after(3) }, [5, 4, 2]],
      ['one instant', { from: after(90), to: after(90) }, [3]],
      ['an end before its beginning', { from: after(3), to: after(1) }, []],
      ['all of it', { actor: 'bob', actions: ['plan.made'], subjectId: 'execution-1', from: after(0) }, [5]],
      ['the year 0', { from: '0000-01-01T00:00:00.000Z', to: after(0) }, [1]],
    ])('finds %s, page by page', async (_what, query, seqs) => {
      await store.records.append(log);
      expect(await found(query)).toEqual(seqs);
    });

    it('does not go on with the page of another order', async () => {
      await store.records.append(log);
      const { next = '' } = await store.records.list({ limit: 2 });
      await expect(store.records.list({ limit: 2, cursor: next, from: AT })).rejects.toThrow(InvalidPageRequest);
    });

    it('by actor or by time needs no look at every record', async () => {
      await store.records.append(Array.from({ length: 2_000 }, (_, index) => of(index === 7 ? 'rare' : 'ann', index)));
      await runSql(url, 'analyze trueup.records');
      const planOf = async (condition: string): Promise<string> =>
        JSON.stringify(await runSql(url, `explain select * from trueup.records where ${condition} limit 3`));
      expect(await planOf(`trueup.record_actor(body) = 'rare' order by seq desc`)).toContain('records_actor');
      expect(await planOf(`at >= '${after(1_900)}' and at <= '${after(1_999)}' order by at desc, seq desc`)).toContain(
        'records_at',
      );
    });
  });

  it.each([`update trueup.records set hash = 'x'`, 'delete from trueup.records', 'truncate trueup.records'])(
    'the database itself refuses: %s',
    async (statement) => {
      await store.records.append([sampleRecord()]);
      await expect(runSql(url, statement)).rejects.toThrow('never changed or removed');
    },
  );

  // What somebody with all rights on the database could do.
  it.each([
    ['edited', `update trueup.records set body = json_build_object('at', 'x') where seq = 3`, 3, 'changed'],
    ['relabelled', `update trueup.records set action = 'plan.approved' where seq = 2`, 2, 'changed'],
    ['moved to another subject', `update trueup.records set subject_id = 'x' where seq = 2`, 2, 'changed'],
    ['removed', 'delete from trueup.records where seq = 4', 4, 'missing'],
    ['cut off at the end', 'delete from trueup.records where seq >= 5', 5, 'head says 6'],
    ['cut off at the start', 'delete from trueup.records where seq < 3', 1, 'missing'],
    ['swapped', 'update trueup.records set seq = case seq when 2 then 102 when 3 then 2 else seq end', 2, 'continue'],
    [
      'put in before the first',
      `insert into trueup.records select 0, action, subject_id, body, previous_hash, hash, at from trueup.records where seq = 1`,
      1,
      'missing',
    ],
  ])('a record that was %s is found', async (_what, statement, seq, problem) => {
    await store.records.append(Array.from({ length: 6 }, (_, index) => sampleRecord({ index })));
    await runSql(url, `alter table trueup.records disable trigger all; ${statement}`);
    const found = await verdict();
    expect(found).toMatchObject({ kind: 'broken', seq });
    expect(found.kind === 'broken' && found.problem).toContain(problem);
  });
});
