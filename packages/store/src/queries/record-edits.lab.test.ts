import { verifyChain, type Store } from '@trueup/core';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';
import { sampleRecord } from '../lab/samples.ts';

const RECORDS = 6;
/** What somebody with all rights on the database could set each column to, in SQL. */
const EDITS = {
  seq: ['seq + 1000', '0'],
  action: [`'plan.made'`],
  subject_id: [`subject_id || 'x'`, `''`],
  previous_hash: [`repeat('0', 63) || '1'`, 'hash'],
  hash: [`repeat('f', 64)`, 'previous_hash'],
  at: [`at + interval '1 millisecond'`, `'2030-01-01'`],
  account_id: [`'999999999999'`, `''`],
  body: [
    `replace(body::text, 'system', 'person')::json`,
    `replace(body::text, '"at":"2', '"at":"1')::json`,
    `'{"at":"2026-01-01T00:00:00.000Z","actor":{"kind":"person","name":"x"},"subjectKind":"plan","detail":{}}'::json`,
  ],
} as const;
const edits = Object.entries(EDITS).flatMap(([column, values]) => values.map((value) => ({ column, value })));

describe.each(labPostgresKinds())('edits of records on $name', { timeout: 60_000 }, (kind) => {
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
    await store.records.append(Array.from({ length: RECORDS }, (_, index) => sampleRecord({ index })));
  });
  afterEach(() => store.close());

  const kindOf = async (): Promise<string> => {
    const anchor = await store.records.anchor();
    const claims = anchor === undefined ? {} : { anchor };
    return (await verifyChain(store.records.all(), await store.records.head(), sha256, claims)).kind;
  };

  it('every column has an edit in this test', async () => {
    const rows = await runSql(
      url,
      `select column_name from information_schema.columns where table_schema = 'trueup' and table_name = 'records'`,
    );
    expect(rows.map((row) => (row as { readonly column_name: string }).column_name).toSorted()).toEqual(
      Object.keys(EDITS).toSorted(),
    );
  });

  it('any single edit of any column is found', async () => {
    await runSql(url, 'alter table trueup.records disable trigger all');
    await runSql(url, 'create table public.kept as select * from trueup.records');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: RECORDS }), fc.constantFrom(...edits), async (seq, edit) => {
        const changed = await runSql(
          url,
          `update trueup.records set ${edit.column} = ${edit.value}
           where seq = ${seq} and ${edit.column}::text is distinct from (${edit.value})::text returning seq`,
        );
        fc.pre(changed.length > 0);
        expect(await kindOf()).toBe('broken');
        await runSql(url, 'delete from trueup.records; insert into trueup.records select * from public.kept');
        expect(await kindOf()).toBe('intact');
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [`update trueup.record_head set seq = seq - 1`],
    [`update trueup.record_head set hash = repeat('a', 64)`],
    [
      `alter table trueup.record_anchor disable trigger all; insert into trueup.record_anchor (seq, hash) values (2, repeat('a', 64))`,
    ],
  ])('and so is an edit of where it begins or ends: %s', async (statement) => {
    await runSql(url, statement);
    expect(await kindOf()).toBe('broken');
  });

  it('a run of records is read by its seq', async () => {
    const seqs: number[] = [];
    for await (const { seq } of store.records.all({ after: 2, through: 4 })) seqs.push(seq);
    expect(seqs).toEqual([3, 4]);
  });

  it('what is kept after a removal is a chain from its anchor on', async () => {
    const [, , third] = (await store.records.list({})).items.toReversed();
    if (!third) throw new Error('there is no third record');
    expect(await store.records.removeThrough(third)).toBe(3);
    expect(await store.records.anchor()).toEqual({ seq: 3, hash: third.hash });
    expect(await kindOf()).toBe('intact');
    await runSql(url, 'alter table trueup.records disable trigger all; delete from trueup.records where seq = 4');
    expect(await kindOf()).toBe('broken');
  });
});
