import { accountId, type Finding, type FindingId, type PlanId, type ScanId, type Store } from '@trueup/core';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleFinding, samplePlan, sampleScan } from '../lab/samples.ts';
import { InvalidPageRequest } from './page.ts';

describe.each(labPostgresKinds())('stores on $name', { timeout: 20_000 }, (kind) => {
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

  it('saving replaces a finding, and the last of two with one id counts', async () => {
    const first = sampleFinding();
    await store.findings.save([first]);
    await store.findings.save([
      { ...first, workflow: 'NOTIFIED' },
      { ...first, workflow: 'RESOLVED', severity: 'LOW', resolvedAt: '2026-03-02T00:00:00.000Z' },
    ]);
    expect(await store.findings.list({ workflows: ['RESOLVED'], severities: ['LOW'] })).toMatchObject({
      items: [{ id: first.id, workflow: 'RESOLVED' }],
    });
    expect(await store.findings.count({})).toBe(1);
  });

  it('a query joins its members by AND and the values of each by OR; an empty list matches nothing', async () => {
    const [one, two, three] = [
      sampleFinding({ severity: 'LOW' }),
      sampleFinding({ severity: 'HIGH', workflow: 'SUPPRESSED' }),
      sampleFinding({ severity: 'HIGH', recordState: 'ARCHIVED' }),
    ] as const;
    await store.findings.save([one, two, three]);
    const ids = async (query: Parameters<Store['findings']['list']>[0]) =>
      (await store.findings.list(query)).items.map(({ id }) => id).sort();
    expect(await ids({ severities: ['HIGH', 'CRITICAL'] })).toEqual([two.id, three.id].sort());
    expect(await ids({ severities: ['HIGH'], recordStates: ['ACTIVE'] })).toEqual([two.id]);
    expect(await ids({ workflows: ['SUPPRESSED'], controls: ['S3.8'], regions: ['eu-west-1'] })).toEqual([two.id]);
    expect(await ids({ accounts: [] })).toEqual([]);
    expect(await ids({ resourceArn: 'arn:aws:s3:::other' })).toEqual([]);
    expect(await store.findings.count({ severities: ['HIGH'] })).toBe(2);
    expect(await store.findings.counts('severity', { recordStates: ['ACTIVE'] })).toEqual([
      { key: 'HIGH', count: 1 },
      { key: 'LOW', count: 1 },
    ]);
  });

  it('unseen are the active findings of that place and those controls that the scan did not see', async () => {
    const scanId = 'scan-2' as ScanId;
    const place = { ...sampleFinding().resource };
    const missed = sampleFinding({ lastScanId: 'scan-1' });
    const never = sampleFinding();
    await store.findings.save([
      missed,
      never,
      sampleFinding({ lastScanId: scanId }),
      sampleFinding({ recordState: 'ARCHIVED' }),
      sampleFinding({ resource: { ...place, accountId: accountId('999988887777') } }),
      sampleFinding({ controlId: 'S3.1' as Finding['controlId'] }),
    ]);
    const { accountId: account, region } = place;
    const found = await store.findings.unseen({
      accountId: account,
      region,
      resourceType: place.type,
      controls: ['S3.8'],
      scanId,
    });
    expect(found.map(({ id }) => id)).toEqual([missed.id, never.id].sort());
  });

  it('rows read by id in a transaction are locked until its end', async () => {
    const finding = sampleFinding();
    await store.findings.save([finding]);
    const add = () =>
      store.transaction(async ({ findings }) => {
        const [current] = await findings.byIds([finding.id]);
        await new Promise((wake) => setTimeout(wake, 20));
        await findings.save([{ ...finding, regressions: (current?.regressions ?? 0) + 1 }]);
      });
    await Promise.all([add(), add(), add(), add(), add()]);
    expect((await store.findings.byId(finding.id))?.regressions).toBe(5);
  });

  it('a transaction that fails leaves nothing', async () => {
    const finding = sampleFinding();
    const failing = store.transaction(async ({ findings, records }) => {
      await findings.save([finding]);
      await records.append([]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await store.findings.count({})).toBe(0);
  });

  it('a transaction that lost a deadlock is tried again as a whole', async () => {
    const [one, two] = [sampleFinding({ id: 'f-1' as FindingId }), sampleFinding({ id: 'f-2' as FindingId })] as const;
    await store.findings.save([one, two]);
    const tries = { count: 0 };
    const crossing = (first: Finding, second: Finding) =>
      store.transaction(async ({ findings }) => {
        tries.count += 1;
        await findings.byIds([first.id]);
        await new Promise((wake) => setTimeout(wake, 150));
        const [current] = await findings.byIds([second.id]);
        await findings.save([{ ...second, regressions: (current?.regressions ?? 0) + 1 }]);
      });
    await Promise.all([crossing(one, two), crossing(two, one)]);
    expect(tries.count).toBe(3);
    expect((await store.findings.byIds([one.id, two.id])).map(({ regressions }) => regressions)).toEqual([1, 1]);
  });

  it('a plan keeps everything but its status, and its approvals come in the order they were given', async () => {
    const plan = samplePlan();
    await store.plans.insert(plan);
    await store.plans.setStatus(plan.id, 'approved');
    expect(await store.plans.byId(plan.id)).toEqual({ ...plan, status: 'approved' });
    const approval = { planId: plan.id, planHash: plan.hash, verdict: 'approve', at: plan.createdAt } as const;
    const given = ['grace', 'linus'].map((name) => ({ ...approval, by: { kind: 'person', name } as const }));
    for (const one of given) await store.plans.addApproval(one);
    expect(await store.plans.approvals(plan.id)).toEqual(given);
    await expect(store.plans.setStatus('none' as PlanId, 'stale')).rejects.toThrow("no plan 'none'");
    await expect(store.plans.insert(plan)).rejects.toThrow(/duplicate/);
  });

  it('plans that nobody started lapse at their time, the oldest first', async () => {
    const hour = (of: number) => `2026-03-02T${String(of).padStart(2, '0')}:00:00.000Z`;
    const waiting = samplePlan({ status: 'waiting-for-approval', expiresAt: hour(3) });
    const ready = samplePlan({ expiresAt: hour(2) });
    const approved = samplePlan({ status: 'approved', expiresAt: hour(1) });
    const over = (['started', 'rejected', 'expired', 'stale'] as const).map((status) =>
      samplePlan({ status, expiresAt: hour(1) }),
    );
    for (const plan of [waiting, ready, approved, ...over]) await store.plans.insert(plan);
    expect(await store.plans.lapsed(hour(2), 10)).toEqual([approved, ready]);
    expect(await store.plans.lapsed(hour(9), 2)).toEqual([approved, ready]);
    await store.plans.setStatus(ready.id, 'expired');
    expect(await store.plans.lapsed(hour(9), 10)).toEqual([approved, waiting]);
    expect(await store.plans.lapsed(hour(0), 10)).toEqual([]);
  });

  it('plans and scans are listed newest first, in pages', async () => {
    const times = ['2026-03-01T00:00:00.000Z', '2026-03-03T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
    for (const createdAt of times) await store.plans.insert(samplePlan({ createdAt }));
    for (const startedAt of times) await store.scans.save(sampleScan({ startedAt }));
    await store.plans.insert(samplePlan({ status: 'stale', findingId: 'finding-2' as FindingId }));
    const first = await store.plans.list({ limit: 2, statuses: ['ready'] });
    const rest = await store.plans.list({ limit: 2, statuses: ['ready'], cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ createdAt }) => createdAt)).toEqual(times.toSorted().reverse());
    expect(rest.next).toBeUndefined();
    expect((await store.plans.list({ findingId: 'finding-2' as FindingId })).items).toHaveLength(1);
    const scans = await store.scans.list({ limit: 3 });
    expect(scans.items.map(({ startedAt }) => startedAt)).toEqual(times.toSorted().reverse());
    expect(scans.next).toBeUndefined();
  });

  it('saving a scan again replaces it', async () => {
    const scan = sampleScan();
    await store.scans.save(scan);
    await store.scans.save({ ...scan, status: 'finished', listsDone: 4 });
    expect(await store.scans.byId(scan.id)).toEqual({ ...scan, status: 'finished', listsDone: 4 });
  });

  it('a damaged cursor, the cursor of another list and a limit out of range are refused with the reason', async () => {
    await store.findings.save([sampleFinding(), sampleFinding()]);
    const { next = '' } = await store.findings.list({ limit: 1 });
    await expect(store.scans.list({ cursor: next })).rejects.toThrow('not one that the list of scans gave');
    await expect(store.findings.list({ cursor: next.slice(0, -3) })).rejects.toThrow(InvalidPageRequest);
    await expect(store.findings.list({ cursor: '!' })).rejects.toThrow('damaged');
    await expect(store.findings.list({ limit: 1001 })).rejects.toThrow('1 to 1000');
    await expect(store.findings.list({ limit: 0 })).rejects.toThrow('1 to 1000');
  });

  it('of many executions that want one resource at once, one gets it', async () => {
    const at = '2026-03-01T10:00:00.000Z';
    const ids = Array.from({ length: 12 }, (_, index) => `execution-${index}`) as Parameters<
      Store['locks']['acquire']
    >[1][];
    const got = await Promise.all(
      ids.map((id) =>
        store.transaction(async ({ locks }) => ((await locks.acquire('arn:x', id, at)) ? id : undefined)),
      ),
    );
    const winners = got.filter((id) => id !== undefined);
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    const loser = ids.find((id) => id !== winner);
    if (!winner || !loser) throw new Error('there is a winner and a loser');
    expect(await store.locks.holder('arn:x')).toBe(winner);
    expect(await store.locks.holders(['arn:y', 'arn:x'])).toEqual(new Map([['arn:x', winner]]));
    expect(await store.locks.holders([])).toEqual(new Map());
    expect(await store.locks.acquire('arn:x', winner, at)).toBe(true);
    await store.locks.release('arn:x', loser);
    expect(await store.locks.acquire('arn:x', loser, at)).toBe(false);
    await store.locks.release('arn:x', winner);
    expect(await store.locks.holder('arn:x')).toBeUndefined();
    expect(await store.locks.acquire('arn:x', loser, at)).toBe(true);
  });
});
