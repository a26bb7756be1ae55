import { instantAfter, type FindingId, type RemediationRun, type Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleRun } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const after = (minutes: number) => instantAfter(AT, minutes * 60_000);
const OTHER = '999988887777' as RemediationRun['accountId'];

describe.each(labPostgresKinds())('runs on $name', { timeout: 30_000 }, (kind) => {
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

  const idsOf = (runs: readonly RemediationRun[]) => runs.map(({ id }) => id);
  const ended = (id: string, at: number, result: RemediationRun['result'] = 'verified') =>
    sampleRun({ id, startedAt: after(at - 1), finishedAt: after(at), ...(result ? { result } : {}) });

  it('runs come back as they were, with their end and their undo; the first end counts', async () => {
    const [one, two] = [
      sampleRun({ id: 'r-1' }),
      sampleRun({ id: 'r-2', startedAt: after(1), automatic: false }),
    ] as const;
    await store.runs.insert([one, two]);
    await store.runs.finish('r-1', { at: after(2), result: 'verified' });
    await store.runs.finish('r-1', { at: after(3), result: 'failed' });
    await store.runs.undone('r-1', after(4));
    await store.runs.undone('r-1', after(5));
    await store.runs.finish('none', { at: AT, result: 'failed' });
    expect((await store.runs.list({})).items).toEqual([
      two,
      { ...one, finishedAt: after(2), result: 'verified', undoneAt: after(4) },
    ]);
    await expect(store.runs.insert([one])).rejects.toThrow(/duplicate/);
  });

  it('those of some findings are told that began since, or have not ended', async () => {
    const findingId = 'f-1' as FindingId;
    await store.runs.insert([
      { ...ended('old', -10), findingId },
      { ...sampleRun({ id: 'open', startedAt: after(-20) }), findingId },
      { ...ended('new', 5), findingId, kind: 'undo' },
      { ...ended('edge', 1), findingId },
      ended('other', 5),
    ]);
    expect(idsOf(await store.runs.ofFindings([findingId], AT))).toEqual(['new', 'edge', 'open']);
  });

  it('each scope has its own repairs, newest first, no more than asked for', async () => {
    await store.runs.insert([
      ...[1, 2, 3].map((at) => ended(`s3-${at}`, at)),
      { ...ended('undo', 4), kind: 'undo' },
      { ...ended('ec2', 5), controlId: 'EC2.2', accountId: OTHER },
      { ...ended('old', -60), controlId: 'EC2.2' },
    ]);
    const recent = await store.runs.recent(
      [
        { controlId: 'S3.8' },
        {},
        { accountId: OTHER, controlId: 'S3.8' },
        { accountId: OTHER },
        { controlId: 'EC2.2' },
      ],
      { since: AT, limit: 2 },
    );
    expect(recent.map(idsOf)).toEqual([['s3-3', 's3-2'], ['ec2', 's3-3'], [], ['ec2'], ['ec2']]);
    expect(await store.runs.recent([], { since: AT, limit: 2 })).toEqual([]);
  });

  it('each scope is counted since its own time, those that began in the future of this clock too', async () => {
    await store.runs.insert([
      ended('failed', 1, 'failed'),
      sampleRun({ id: 'under-way', startedAt: after(-500) }),
      sampleRun({ id: 'ahead', startedAt: after(60 * 24 * 365) }),
      { ...ended('of-another', 3), accountId: OTHER, remediation: 'line-2' },
      { ...sampleRun({ id: 'undo' }), kind: 'undo' },
    ]);
    const own = sampleRun().accountId;
    expect(
      await store.runs.counts([
        { since: AT },
        { since: after(2) },
        { since: AT, accountId: own },
        { since: AT, accountId: OTHER, remediation: 'line-2' },
        { since: AT, accountId: OTHER, remediation: 'line-1' },
        { since: after(-1000), controlId: 'S3.8', accountId: own },
      ]),
    ).toEqual([
      { started: 3, failed: 1, running: 2, oldestAt: AT },
      { started: 2, failed: 0, running: 2, oldestAt: after(2) },
      { started: 2, failed: 1, running: 2, oldestAt: AT },
      { started: 1, failed: 0, running: 0, oldestAt: after(2) },
      { started: 0, failed: 0, running: 0 },
      { started: 3, failed: 1, running: 2, oldestAt: after(-500) },
    ]);
    expect(await store.runs.counts([])).toEqual([]);
  });

  it.each([
    ['no run', [], [0, 0, 0, 0, 0]],
    ['verified ones', [ended('1', 1), ended('2', 2)], [2, 2, 0, 0, 2]],
    ['a failure between', [ended('1', 1), ended('2', 2, 'failed'), ended('3', 3)], [3, 2, 0, 1, 1]],
    ['a failure that ended last', [ended('1', 1), ended('2', 5, 'failed'), ended('3', 3)], [3, 2, 0, 1, 0]],
    ['one that was undone later', [{ ...ended('1', 1), undoneAt: after(9) }, ended('2', 2)], [2, 2, 1, 0, 0]],
    ['one since an undo', [{ ...ended('1', 1), undoneAt: after(2) }, ended('2', 3)], [2, 2, 1, 0, 1]],
    ['neutral and open ones', [ended('1', 1), ended('2', 2, 'neutral'), sampleRun()], [3, 1, 0, 0, 1]],
    ['an undo that failed', [ended('1', 1), { ...ended('2', 2, 'failed'), kind: 'undo' }], [1, 1, 0, 0, 1]],
    ['another document', [ended('1', 1), { ...ended('2', 2, 'failed'), documentName: 'Other' }], [1, 1, 0, 0, 1]],
  ] satisfies [string, RemediationRun[], number[]][])('the record of %s', async (_what, runs, expected) => {
    await store.runs.insert(runs);
    const scope = { controlId: 'S3.8', documentName: 'Trueup-S3.8' };
    const [record, none] = await store.runs.records([scope, { controlId: 'EC2.2' }]);
    const [all, verified, undone, failed, verifiedInARow] = expected;
    expect(record).toEqual({ runs: all, verified, undone, failed, verifiedInARow });
    expect(none).toEqual({ runs: 0, verified: 0, undone: 0, failed: 0, verifiedInARow: 0 });
  });

  it('runs are listed newest first in a scope, in pages', async () => {
    await store.runs.insert([1, 2, 3].map((at) => ended(`r-${at}`, at)));
    await store.runs.insert([{ ...ended('other', 4), accountId: OTHER, remediation: 'x', documentName: 'y' }]);
    const first = await store.runs.list({ limit: 2, controlId: 'S3.8', accountId: sampleRun().accountId });
    const scope = { controlId: 'S3.8', accountId: sampleRun().accountId };
    const rest = await store.runs.list({ limit: 2, ...scope, cursor: first.next ?? '' });
    expect(idsOf([...first.items, ...rest.items])).toEqual(['r-3', 'r-2', 'r-1']);
    expect(idsOf((await store.runs.list({ remediation: 'x', documentName: 'y' })).items)).toEqual(['other']);
  });

  it('those that ended long ago are removed, and none that is open or was undone lately', async () => {
    await store.runs.insert([
      ended('old', -10),
      { ...ended('undone', -10), undoneAt: after(1) },
      sampleRun({ id: 'open', startedAt: after(-100) }),
      ended('new', 5),
    ]);
    expect(await store.runs.removeFinishedBefore(AT)).toBe(1);
    expect(idsOf((await store.runs.list({})).items).toSorted()).toEqual(['new', 'open', 'undone']);
  });

  it('keys are held by one transaction at a time, and only in a transaction', async () => {
    await expect(store.runs.holdKeys(['a'])).rejects.toThrow('there is none');
    await store.transaction(({ runs }) => runs.holdKeys([]));
    const seen: string[] = [];
    await Promise.all(
      ['one', 'other'].map((name) =>
        store.transaction(async ({ runs }) => {
          // In either order: they do not wait for each other in a circle.
          await runs.holdKeys(name === 'one' ? ['a', 'b', 'NUL'] : ['NUL', 'b', 'a', 'a']);
          seen.push(name);
          await new Promise((wake) => setTimeout(wake, 50));
          seen.push(name);
        }),
      ),
    );
    expect(seen[0]).toBe(seen[1]);
    expect(seen[2]).toBe(seen[3]);
  });

  it('of twenty that start at once from two processes under a limit of five, five start', async () => {
    const other = await openLabStore(url);
    const start = (on: Store, index: number) =>
      on.transaction(async ({ runs }) => {
        // Two limits at once, named in either order.
        const keys = ['per-account/111122223333', 'all'];
        await runs.holdKeys(index % 2 === 0 ? keys : keys.toReversed());
        const [counted] = await runs.counts([{ since: AT, accountId: sampleRun().accountId }]);
        if ((counted?.started ?? 5) >= 5) return false;
        await new Promise((wake) => setTimeout(wake, 10));
        await runs.insert([sampleRun({ id: `r-${index}` })]);
        return true;
      });
    const started = await Promise.all(
      Array.from({ length: 20 }, (_, index) => start(index % 3 === 0 ? other : store, index)),
    );
    expect(started.filter(Boolean)).toHaveLength(5);
    expect(await runSql(url, 'select count(*)::int as count from trueup.runs')).toEqual([{ count: 5 }]);
    await other.close();
  });
});
