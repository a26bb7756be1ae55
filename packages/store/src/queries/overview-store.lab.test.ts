import {
  accountId,
  type ExecutionQuery,
  type Finding,
  type FindingId,
  type NewRecord,
  type OverviewQuery,
  type ResourceRef,
  type ScanId,
  type Store,
} from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import {
  sampleBucket,
  sampleExecution,
  sampleFinding,
  samplePlan,
  sampleRecord,
  sampleRun,
  sampleScan,
} from '../lab/samples.ts';

const NOW = '2026-06-10T12:00:00.000Z';
const MINE = accountId('111122223333');
const THEIRS = accountId('444455556666');
const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
const all: OverviewQuery = { from: '2026-06-01T00:00:00.000Z', now: NOW };
const mine: OverviewQuery = { ...all, accounts: [MINE] };
const bucketOf = (account: ResourceRef['accountId']): ResourceRef => ({ ...sampleBucket, accountId: account });
const theirs = { resource: bucketOf(THEIRS) };

function open(days: number, dueDaysAgo: number | undefined, changes: Partial<Finding> = {}): Finding {
  const since = daysAgo(days);
  const term = dueDaysAgo === undefined ? {} : { since, dueAt: daysAgo(dueDaysAgo) };
  return sampleFinding({ firstObservedAt: since, priority: { base: 0, reasons: [], ...term }, ...changes });
}

function changed(at: string, action: NewRecord['action'], detail: NewRecord['detail']): NewRecord {
  return { ...sampleRecord(detail), at, action, subject: { kind: 'finding', id: 'finding-1' } };
}

describe.each(labPostgresKinds())('the overview on $name', { timeout: 20_000 }, (kind) => {
  let postgres: LabPostgres;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 30_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    store = await openLabStore(await postgres.newDatabase());
  });
  afterEach(() => store.close());

  it('an empty store has nothing to tell, and neither have no accounts', async () => {
    const nothing = {
      open: [],
      days: [],
      repairs: { verified: 0, undone: 0, alreadyCompliant: 0, stillNonCompliant: 0, failed: 0, other: 0 },
      secondsToRemediate: { count: 0, mean: 0, p50: 0, p90: 0 },
      waitingApprovals: 0,
      runningExecutions: 0,
    };
    expect(await store.overview.measure(all)).toEqual(nothing);
    await store.findings.save([open(1, undefined)]);
    expect(await store.overview.measure({ ...all, accounts: [] })).toEqual(nothing);
  });

  it('open findings are counted by severity with those that are late; closed ones are not', async () => {
    await store.findings.save([
      open(3, 1),
      open(8, -1),
      open(100, undefined),
      open(2, 1, { severity: 'LOW', ...theirs }),
      open(200, 1, { workflow: 'SUPPRESSED' }),
      open(200, 1, { recordState: 'ARCHIVED' }),
      open(200, 1, { compliance: 'PASSED' }),
    ]);
    const high = { severity: 'HIGH', count: 3, overdue: 1, oldestSeconds: 100 * 86_400 };
    const low = { severity: 'LOW', count: 1, overdue: 1, oldestSeconds: 2 * 86_400 };
    const { open: counted } = await store.overview.measure(all);
    expect(counted.toSorted((one, other) => other.count - one.count)).toEqual([high, low]);
    expect((await store.overview.measure(mine)).open).toEqual([high]);
    const byAccount = await store.overview.openByAccount([MINE, THEIRS]);
    expect(byAccount.toSorted((one, other) => other.count - one.count)).toEqual([
      { accountId: MINE, severity: 'HIGH', count: 3 },
      { accountId: THEIRS, severity: 'LOW', count: 1 },
    ]);
    expect(await store.overview.openByAccount([THEIRS])).toHaveLength(1);
  });

  it('a finding that has a later date is late no more', async () => {
    const late = open(3, 1);
    await store.findings.save([late]);
    await store.findings.save([{ ...late, priority: { base: 0, reasons: [] } }]);
    expect((await store.overview.measure(all)).open).toMatchObject([{ count: 1, overdue: 0 }]);
  });

  it('what opened and closed is counted by day in UTC and by account, and a closed finding closes no second time', async () => {
    const of = (account: string) => ({ accountId: account });
    await store.records.append([
      changed('2026-05-31T23:59:59.999Z', 'finding.opened', of(MINE)),
      changed('2026-06-01T00:00:00.000Z', 'finding.opened', of(MINE)),
      changed('2026-06-01T23:59:59.999Z', 'finding.opened', of(THEIRS)),
      changed('2026-06-02T00:00:00.000Z', 'finding.resolved', of(MINE)),
      changed('2026-06-02T01:00:00.000Z', 'finding.reopened', of(MINE)),
      changed('2026-06-02T02:00:00.000Z', 'finding.archived', of(THEIRS)),
      changed('2026-06-02T03:00:00.000Z', 'finding.archived', { ...of(MINE), alreadyClosed: true }),
      changed('2026-06-02T04:00:00.000Z', 'finding.undetermined', of(MINE)),
      changed(NOW, 'finding.resolved', of(MINE)),
    ]);
    expect((await store.overview.measure(all)).days).toEqual([
      { date: '2026-06-01', opened: 2, resolved: 0 },
      { date: '2026-06-02', opened: 1, resolved: 2 },
      { date: '2026-06-10', opened: 0, resolved: 1 },
    ]);
    expect((await store.overview.measure(mine)).days).toEqual([
      { date: '2026-06-01', opened: 1, resolved: 0 },
      { date: '2026-06-02', opened: 1, resolved: 1 },
      { date: '2026-06-10', opened: 0, resolved: 1 },
    ]);
  });

  it('each repair that ended lately counts once, by what became of it', async () => {
    const repair = sampleExecution();
    const ended = [
      ['verified', undefined],
      ['verified', 'verified'],
      ['neutral', 'already-compliant'],
      ['neutral', 'refused-stale'],
      ['failed', 'still-non-compliant'],
      ['failed', 'inconclusive'],
      ['failed', undefined],
      // Nobody has looked yet.
      ['neutral', 'inconclusive'],
      ['verified', 'verified'],
    ] as const;
    for (const [number, [result, outcome]] of ended.entries()) {
      const id = `${repair.id}-${number}` as typeof repair.id;
      await store.runs.insert([sampleRun({ id, startedAt: daysAgo(2) })]);
      await store.runs.finish(id, { at: daysAgo(1), result });
      if (outcome)
        await store.executions.insert([{ ...repair, id, phase: 'finished', outcome, finishedAt: daysAgo(1) }]);
    }
    await store.runs.undone(`${repair.id}-0`, NOW);
    await store.runs.undone(`${repair.id}-8`, NOW);
    await store.runs.insert([
      sampleRun({ id: 'old', startedAt: daysAgo(40) }),
      sampleRun({ id: 'undo', kind: 'undo', startedAt: daysAgo(2) }),
      sampleRun({ id: 'theirs', accountId: THEIRS, startedAt: daysAgo(2) }),
      sampleRun({ id: 'under-way', startedAt: daysAgo(2) }),
    ]);
    await store.runs.finish('old', { at: daysAgo(30), result: 'verified' });
    await store.runs.finish('undo', { at: daysAgo(1), result: 'verified' });
    await store.runs.finish('theirs', { at: daysAgo(1), result: 'verified' });
    const repairs = { verified: 1, undone: 2, alreadyCompliant: 1, stillNonCompliant: 1, failed: 3, other: 1 };
    expect((await store.overview.measure(mine)).repairs).toEqual(repairs);
    expect((await store.overview.measure(all)).repairs).toEqual({ ...repairs, verified: 2 });

    // The same ones, as far as they are kept, are in the list of executions.
    const listed = async (query: Partial<ExecutionQuery>) => {
      const { items } = await store.executions.list({ kinds: ['repair'], finishedFrom: daysAgo(7), ...query });
      return new Set(items.map(({ id }) => Number(id.slice(repair.id.length + 1))));
    };
    expect(await listed({ undone: true })).toEqual(new Set([8]));
    expect(await listed({ undone: false, outcomes: ['verified'] })).toEqual(new Set([1]));
    expect(await listed({ undone: false, outcomes: ['failed', 'inconclusive'] })).toEqual(new Set([5, 7]));
    expect(await listed({ finishedFrom: daysAgo(1) })).toEqual(new Set([1, 2, 3, 4, 5, 7, 8]));
    expect(await listed({ finishedFrom: NOW })).toEqual(new Set());
  });

  it('a repair took from the last opening of its finding', async () => {
    await store.records.append([
      changed(daysAgo(20), 'finding.opened', {}),
      changed(daysAgo(3), 'finding.reopened', {}),
      changed(daysAgo(0.5), 'finding.reopened', {}),
    ]);
    for (const [id, account] of [
      ['one', MINE],
      ['two', THEIRS],
      ['undone', MINE],
    ] as const) {
      await store.runs.insert([sampleRun({ id, accountId: account, startedAt: daysAgo(2) })]);
      await store.runs.finish(id, { at: daysAgo(id === 'one' ? 2 : 1), result: 'verified' });
    }
    await store.runs.undone('undone', daysAgo(1));
    const day = 86_400;
    expect((await store.overview.measure(mine)).secondsToRemediate).toEqual({
      count: 1,
      mean: day,
      p50: day,
      p90: day,
    });
    expect((await store.overview.measure(all)).secondsToRemediate).toMatchObject({ count: 2, mean: 1.5 * day });
  });

  it('plans that can still be approved and executions that are not finished are counted where they belong', async () => {
    const [one, other] = [open(1, undefined), open(1, undefined, theirs)];
    await store.findings.save([one, other]);
    const waiting = { status: 'waiting-for-approval', expiresAt: daysAgo(-1) } as const;
    await store.plans.insert(samplePlan({ findingId: one.id, ...waiting }));
    await store.plans.insert(samplePlan({ findingId: other.id, ...waiting }));
    await store.plans.insert(samplePlan({ findingId: one.id, ...waiting, expiresAt: daysAgo(1) }));
    await store.plans.insert(samplePlan({ findingId: one.id, expiresAt: daysAgo(-1), status: 'approved' }));
    await store.executions.insert([
      sampleExecution({ findingId: one.id }),
      sampleExecution({ findingId: other.id, scope: { ...bucketOf(THEIRS) } }),
      sampleExecution({ findingId: 'f' as FindingId, phase: 'finished', outcome: 'verified', finishedAt: daysAgo(1) }),
    ]);
    expect(await store.overview.measure(all)).toMatchObject({ waitingApprovals: 2, runningExecutions: 2 });
    expect(await store.overview.measure(mine)).toMatchObject({ waitingApprovals: 1, runningExecutions: 1 });
  });

  it('of an account the last scan is known, and the last that finished', async () => {
    const scan = (id: string, days: number, status: 'running' | 'finished' | 'failed', ...accounts: (typeof MINE)[]) =>
      sampleScan({ id: id as ScanId, startedAt: daysAgo(days), status, accounts });
    const scans = [
      scan('whole', 4, 'finished', MINE, THEIRS),
      scan('newer', 3, 'finished', MINE),
      scan('failed', 2, 'failed', THEIRS),
      scan('now', 1, 'running', MINE),
    ] as const;
    for (const one of scans) await store.scans.save({ ...one, status: 'running' });
    for (const one of scans) await store.scans.save(one);
    const [whole, newer, failed, now] = scans;
    const found = await store.scans.latestOf([MINE, THEIRS, '777788889999']);
    expect(found.toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1))).toEqual([
      { accountId: MINE, last: now, finished: newer },
      { accountId: THEIRS, last: failed, finished: whole },
    ]);
    await store.scans.save(scan('only', 0, 'running', accountId('777788889999')));
    expect(await store.scans.latestOf(['777788889999'])).toMatchObject([{ last: { id: 'only' } }]);
    expect((await store.scans.latestOf(['777788889999']))[0]).not.toHaveProperty('finished');
  });
});
