import { instantAfter, type FindingId, type Store, type StoredDecision } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleFinding } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const after = (seconds: number) => instantAfter(AT, seconds * 1000);
const LEASE_MS = 10_000;

function decided(findingId: FindingId, changes: Partial<StoredDecision> = {}): StoredDecision {
  return {
    findingId,
    decision: { kind: 'leave', reason: 'mode-manual' },
    guard: 'mode',
    detail: 'line-1 NUL \u0000 \ud800\n"',
    remediation: 'line-1',
    policyHash: 'a'.repeat(64),
    decidedAt: after(1),
    ...changes,
  };
}

describe.each(labPostgresKinds())('decisions on $name', { timeout: 30_000 }, (kind) => {
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

  const ids = (count: number) => Array.from({ length: count }, (_, index) => `f-${index}` as FindingId);
  const [one, two, three] = ids(3) as [FindingId, FindingId, FindingId];
  const claim = (now = AT, limit = 100) => store.decisions.claim({ now, limit, leaseMs: LEASE_MS });

  it('what is due is claimed oldest first, up to the limit, and what is due later waits', async () => {
    await store.decisions.due([one], after(-1));
    await store.decisions.due([two, two], after(-5));
    await store.decisions.due([three], after(5));
    expect(await claim(AT, 1)).toEqual([two]);
    expect(await claim()).toEqual([one]);
    expect(await claim()).toEqual([]);
    expect(await store.decisions.nextMs(AT, 60_000)).toBe(5_000);
    expect(await store.decisions.nextMs(AT, 1_000)).toBe(1_000);
    expect(await claim(after(5))).toEqual([three]);
  });

  it('of two times the earlier one counts', async () => {
    await store.decisions.due([one], after(20));
    await store.decisions.due([one], after(10));
    await store.decisions.due([one], after(30));
    expect(await claim(after(9))).toEqual([]);
    expect(await claim(after(10))).toEqual([one]);
  });

  it('of many claims at once from several processes none gets what another one got', async () => {
    const other = await openLabStore(url);
    const all = ids(500);
    await store.decisions.due(all, AT);
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? store : other).decisions.claim({ now: AT, limit: 25, leaseMs: LEASE_MS }),
      ),
    );
    const taken = claims.flat();
    expect(new Set(taken).size).toBe(taken.length);
    // Some found only rows that others were just taking.
    const rest = await claim(AT, 500);
    expect([...taken, ...rest].sort()).toEqual(all.toSorted());
    await other.close();
  });

  it('what was claimed and not saved is due again when its time is over', async () => {
    await store.decisions.due([one], AT);
    expect(await claim()).toEqual([one]);
    expect(await store.decisions.nextMs(AT, 60_000)).toBe(LEASE_MS);
    expect(await claim(after(9))).toEqual([]);
    expect(await claim(after(10))).toEqual([one]);
  });

  it('what was saved is decided anew at its own time, or never', async () => {
    await store.decisions.due([one, two], AT);
    await claim();
    await store.decisions.save([decided(one, { dueAt: after(60) }), decided(two)]);
    expect(await claim(after(59))).toEqual([]);
    expect(await claim(after(60))).toEqual([one]);
    expect(await store.decisions.nextMs(after(70), 1_000)).toBe(0);
  });

  it('the time that was announced is over once the announced has come to its end, and a change meanwhile is not', async () => {
    await store.decisions.due([one, two], AT);
    await claim();
    await store.decisions.save([one, two].map((id) => decided(id, { dueAt: after(600) })));
    await store.decisions.due([two], after(3));
    await store.decisions.save(
      [one, two].map((id) => decided(id, { decidedAt: after(4) })),
      after(600),
    );
    expect(await claim(after(5))).toEqual([two]);
    await store.decisions.save([decided(two, { decidedAt: after(6) })]);
    expect(await claim(after(10_000))).toEqual([]);
  });

  it('a change that comes during a decision is decided again', async () => {
    await store.decisions.due([one, two], AT);
    await claim();
    await store.decisions.due([one], after(2));
    expect(await claim(after(3))).toEqual([]);
    await store.decisions.save([decided(one), decided(two)]);
    expect(await claim(after(3))).toEqual([one]);
  });

  it('a change that is being written while a decision is saved is decided again, whichever comes first', async () => {
    for (const first of ['change', 'decision']) {
      await store.decisions.due([one], AT);
      await claim();
      const other: Promise<void>[] = [];
      const change = (on: Pick<Store, 'decisions'>) => on.decisions.due([one], after(2));
      const save = (on: Pick<Store, 'decisions'>) => on.decisions.save([decided(one)]);
      await store.transaction(async (tx) => {
        await (first === 'change' ? change(tx) : save(tx));
        other.push(first === 'change' ? save(store) : change(store));
        await new Promise((wake) => setTimeout(wake, 100));
      });
      await Promise.all(other);
      expect(await claim(after(3))).toEqual([one]);
      await store.decisions.save([decided(one, { decidedAt: after(3) })]);
      expect(await claim(after(60))).toEqual([]);
    }
  });

  it('a change that is settled for later during a decision keeps its time, also when the claim lapses', async () => {
    await store.decisions.due([one], AT);
    await claim();
    await store.decisions.due([one], after(100));
    expect(await claim(after(10))).toEqual([one]);
    await store.decisions.save([decided(one, { decidedAt: after(11) })]);
    expect(await claim(after(99))).toEqual([]);
    expect(await claim(after(100))).toEqual([one]);
  });

  it('who decided before its claim was taken over does not end the claim of another', async () => {
    await store.decisions.due([one], AT);
    await claim();
    await store.decisions.due([one], after(2));
    expect(await claim(after(10))).toEqual([one]);
    await store.decisions.save([decided(one)]);
    expect(await store.decisions.of([one])).toHaveLength(1);
    // The other one dies: what changed meanwhile is not forgotten.
    expect(await claim(after(20))).toEqual([one]);
  });

  it('a decision that nobody claimed leaves what is due as it is', async () => {
    await store.decisions.due([one], AT);
    await store.decisions.save([decided(one), decided(two, { dueAt: AT })]);
    expect(await claim()).toEqual([one, two]);
  });

  it('all that are open become due, and none that is not, or is due already', async () => {
    const open = [sampleFinding(), sampleFinding({ workflow: 'NOTIFIED' })];
    await store.findings.save([
      ...open,
      sampleFinding({ workflow: 'RESOLVED' }),
      sampleFinding({ workflow: 'SUPPRESSED' }),
      sampleFinding({ recordState: 'ARCHIVED' }),
    ]);
    const expected = open.map(({ id }) => id).sort();
    await store.decisions.due([one], after(-1));
    expect(await store.decisions.allDue(AT)).toBe(2);
    expect(await store.decisions.allDue(after(1))).toBe(0);
    expect((await claim()).toSorted()).toEqual([...expected, one].sort());
    // While they are being decided.
    expect(await store.decisions.allDue(after(1))).toBe(2);
    expect(await store.decisions.allDue(after(1))).toBe(0);
    await store.decisions.save(expected.map((id) => decided(id)));
    expect((await claim(after(2))).toSorted()).toEqual(expected);
  });

  it('decisions come back as they were saved; the last one of a finding counts', async () => {
    const given = decided(one, { dueAt: after(60) });
    await store.decisions.save([decided(one), given, decided(two, { decision: { kind: 'remediate' } })]);
    await store.decisions.due([three], AT);
    expect(await store.decisions.of([two, one, three])).toEqual([
      given,
      decided(two, { decision: { kind: 'remediate' } }),
    ]);
    await store.decisions.forget([one, three]);
    expect(await store.decisions.of([one])).toEqual([]);
    expect(await claim(after(100))).toEqual([]);
  });

  it('decisions are listed newest first by kind and reason, in pages, and counted', async () => {
    const all = ids(5).map((id, index) =>
      decided(id, {
        decidedAt: after(index),
        decision: index % 2 === 0 ? { kind: 'leave', reason: 'frozen' } : { kind: 'propose', reason: 'mode-approval' },
      }),
    );
    await store.decisions.save(all);
    await store.decisions.save([decided('f-9' as FindingId, { decision: { kind: 'remediate' } })]);
    await store.decisions.due(['f-8' as FindingId], AT);
    const found = async (query: Parameters<Store['decisions']['list']>[0]) => {
      const { items } = await store.decisions.list(query);
      return items.map(({ findingId }) => findingId);
    };
    const first = await store.decisions.list({ limit: 2, kinds: ['leave'] });
    expect(first.items).toEqual([all[4], all[2]]);
    expect(await found({ limit: 2, kinds: ['leave'], cursor: first.next ?? '' })).toEqual(['f-0']);
    expect(await found({ reasons: ['mode-approval'] })).toEqual(['f-3', 'f-1']);
    expect(await found({})).toHaveLength(6);
    await expect(store.decisions.list({ cursor: 'x' })).rejects.toThrow('damaged');
    expect(await store.decisions.counts()).toEqual([
      { kind: 'leave', reason: 'frozen', count: 3 },
      { kind: 'propose', reason: 'mode-approval', count: 2 },
      { kind: 'remediate', count: 1 },
    ]);
  });

  it('the decision of a finding that is removed goes with it', async () => {
    const finding = sampleFinding({ lastObservedAt: '2026-01-01T00:00:00.000Z' });
    await store.findings.save([finding]);
    await store.decisions.save([decided(finding.id)]);
    expect(await store.findings.removeUnchangedSince({ active: AT, archived: AT })).toBe(1);
    expect(await store.decisions.of([finding.id])).toEqual([]);
  });

  it('nothing is asked of the server for nothing', async () => {
    await store.decisions.due([], AT);
    await store.decisions.save([]);
    await store.decisions.forget([]);
    expect(await store.decisions.of([])).toEqual([]);
    expect(await store.decisions.nextMs(AT, 500)).toBe(500);
  });
});
