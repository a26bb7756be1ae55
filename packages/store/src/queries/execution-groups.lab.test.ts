import { LeaseLost, type ExecutionId, type Lease, type StepEvent, type Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleAutomation, sampleExecution, samplePlan } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const event = (step: string): StepEvent => ({ kind: 'step.started', step, attempt: 1, at: AT, inputs: {} });

describe.each(labPostgresKinds())('many executions at once on $name', { timeout: 30_000 }, (kind) => {
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

  async function held(count: number): Promise<Lease[]> {
    const executions = Array.from({ length: count }, () => sampleExecution());
    await store.executions.insert(executions);
    const claims = await Promise.all(executions.map(({ id }) => store.executions.claim(id, 'worker-a', 60_000)));
    return claims.flatMap((claimed) => (claimed ? [claimed.lease] : []));
  }

  it('writes at the same time keep to their executions and their order, and the lost lease of one is told to it alone', async () => {
    const leases = await held(40);
    const stale = leases.map((lease, index) => (index === 7 ? { ...lease, epoch: lease.epoch - 1 } : lease));
    const results = await Promise.allSettled(
      stale.flatMap((lease) =>
        ['a', 'b', 'c'].map((name) =>
          store.executions.write(lease, {
            events: [event(`${name}1`), event(`${name}2`)],
            ...(name === 'b' ? { patch: { status: 'InProgress' } } : {}),
          }),
        ),
      ),
    );
    const lost = results.flatMap((result, index) => (result.status === 'rejected' ? [Math.floor(index / 3)] : []));
    expect(lost).toEqual([7, 7, 7]);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(LeaseLost);
    for (const [index, { executionId }] of leases.entries()) {
      const steps = (await store.executions.log(executionId)).map(({ step }) => step);
      expect(steps).toEqual(index === 7 ? [] : ['a1', 'a2', 'b1', 'b2', 'c1', 'c2']);
      expect((await store.executions.byId(executionId))?.status).toBe(index === 7 ? 'Pending' : 'InProgress');
    }
  });

  it('a change that is no JSON is refused, and those beside it are written', async () => {
    const [one, two] = await held(2);
    if (!one || !two) throw new Error('two were held');
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    const results = await Promise.allSettled([
      store.executions.write(one, { events: [{ ...event('a'), inputs: circle } as unknown as StepEvent] }),
      store.executions.write(two, { events: [event('a')] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await store.executions.log(two.executionId)).toHaveLength(1);
  });

  // How many groups they make depends on how busy the machine is at that moment.
  it('writes of many go in few statements', { retry: 2 }, async () => {
    const leases = await held(100);
    const commits = async () => {
      await new Promise((wake) => setTimeout(wake, 1_200));
      const [row] = await runSql(
        url,
        'select xact_commit as count from pg_stat_database where datname = current_database()',
      );
      return Number(row?.['count']);
    };
    const before = await commits();
    await Promise.all(leases.map((lease) => store.executions.write(lease, { events: [event('one')] })));
    await Promise.all(leases.map((lease) => store.executions.release(lease)));
    expect((await commits()) - before).toBeLessThan(20);
  });

  it('all of writeAll is written, or nothing when one lease was lost', async () => {
    const [one, two] = await held(2);
    if (!one || !two) throw new Error('two were held');
    const change = { events: [event('a')] };
    await store.executions.writeAll([
      { lease: one, change },
      { lease: two, change },
      { lease: one, change: { events: [event('b')] } },
    ]);
    const failing = store.executions.writeAll([
      { lease: one, change: { patch: { phase: 'finished' } } },
      { lease: { ...two, epoch: 99 }, change },
    ]);
    await expect(failing).rejects.toThrow(LeaseLost);
    expect((await store.executions.log(one.executionId)).map(({ step }) => step)).toEqual(['a', 'b']);
    expect((await store.executions.byId(one.executionId))?.phase).toBe('checking');
  });

  it('inserts at the same time: one with a client token that is taken harms no other, and is refused whole', async () => {
    const token = sampleAutomation({ clientToken: 'token-1' });
    await store.executions.insert([token]);
    const companion = sampleAutomation();
    const results = await Promise.allSettled([
      store.executions.insert([sampleAutomation(), sampleAutomation()]),
      store.executions.insert([companion, sampleAutomation({ clientToken: 'token-1' })]),
      store.executions.insert([sampleAutomation()]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.executions.byId(companion.id)).toBeUndefined();
    expect(await store.executions.byClientToken('token-1')).toEqual(token);
    expect((await store.executions.list({})).items).toHaveLength(4);
  });

  it('a list is narrowed by every member of the query', async () => {
    const parent = sampleAutomation({
      startedAt: '2026-03-01T00:00:00.000Z',
      documentName: 'Patch-Fleet',
      tags: [{ Key: 'team', Value: 'ops' }],
      status: 'Waiting',
      spread: {
        targetLocations: [{ Accounts: ['111122223333'], Regions: ['eu-west-1'] }],
        supplied: {},
        resolved: false,
        children: [],
      },
    });
    const child = sampleAutomation({
      startedAt: '2026-03-02T00:00:00.000Z',
      kind: 'child',
      parent: { id: parent.id, step: 'spread' },
      documentName: 'Patch_Fleet',
      tags: [{ Key: 'stage', Value: 'prod' }],
    });
    const repair = sampleExecution({ startedAt: '2026-03-03T00:00:00.000Z' });
    await store.executions.insert([parent, child, repair]);
    const ids = async (query: Parameters<Store['executions']['list']>[0]) =>
      (await store.executions.list(query)).items.map(({ id }) => id);
    expect(await ids({})).toEqual([repair.id, child.id, parent.id]);
    expect(await ids({ kinds: ['automation', 'child'] })).toEqual([child.id, parent.id]);
    expect(await ids({ ids: [child.id, repair.id], kinds: ['child'] })).toEqual([child.id]);
    expect(await ids({ statuses: ['Waiting'] })).toEqual([parent.id]);
    expect(await ids({ documentNamePrefixes: ['Patch_', 'None'] })).toEqual([child.id]);
    expect(await ids({ documentNamePrefixes: ['Patch'] })).toEqual([child.id, parent.id]);
    expect(await ids({ parentIds: [parent.id] })).toEqual([child.id]);
    expect(await ids({ startedAfter: '2026-03-01T00:00:00.000Z', startedBefore: '2026-03-03T00:00:00.000Z' })).toEqual([
      child.id,
    ]);
    expect(await ids({ tagKeys: ['team', 'none'] })).toEqual([parent.id]);
    expect(await ids({ crossAccount: true })).toEqual([parent.id]);
    expect(await ids({ crossAccount: false, kinds: ['child'] })).toEqual([child.id]);
    expect(await ids({ kinds: [] })).toEqual([]);
  });

  it('what finished long ago is removed with all that belongs to it, but nothing that is still needed', async () => {
    const finished = { phase: 'finished', finishedAt: '2026-01-01T00:00:00.000Z' } as const;
    const parent = sampleAutomation(finished);
    const child = sampleAutomation({ ...finished, kind: 'child', parent: { id: parent.id, step: 'one' } });
    const openParent = sampleAutomation();
    const itsChild = sampleAutomation({ ...finished, kind: 'child', parent: { id: openParent.id, step: 'one' } });
    const toUndo = sampleExecution(finished);
    const recent = sampleAutomation({ ...finished, finishedAt: '2026-03-01T00:00:00.000Z' });
    const many = Array.from({ length: 600 }, () => sampleAutomation(finished));
    const talkative = sampleAutomation();
    await store.executions.insert([parent, child, openParent, itsChild, toUndo, recent, talkative, ...many]);
    await store.plans.insert(samplePlan({ kind: 'undo', undoes: toUndo.id, status: 'ready' }));
    await store.executions.signal(talkative.id, { kind: 'complete', at: AT, by: 'ada' });
    const claimed = await store.executions.claim(talkative.id, 'worker-a', 60_000);
    if (!claimed) throw new Error('it was free');
    await store.executions.write(claimed.lease, { events: [event('one')], patch: finished });
    expect(await store.executions.removeFinishedBefore('2026-02-01T00:00:00.000Z')).toBe(603);
    const left = (await store.executions.list({})).items.map(({ id }) => id);
    expect(left.toSorted()).toEqual([openParent.id, itsChild.id, toUndo.id, recent.id].toSorted());
    const [rows] = await runSql(
      url,
      'select (select count(*) from trueup.step_events)::int as events, (select count(*) from trueup.signals)::int as signals',
    );
    expect(rows).toEqual({ events: 0, signals: 0 });
    expect(await store.executions.removeFinishedBefore('2026-02-01T00:00:00.000Z')).toBe(0);
  });

  it('work that waits for each other in a circle is sorted out', async () => {
    await store.close();
    // The server looks for circles after a second: here there are many, one after the other.
    await runSql(url, `alter database ${new URL(url).pathname.slice(1)} set deadlock_timeout = '20ms'`);
    store = await openLabStore(url);
    const leases = await held(30);
    const ids = leases.map(({ executionId }) => executionId);
    const some = (): ExecutionId[] => ids.filter(() => Math.random() < 0.5);
    await Promise.all([
      ...leases.map((lease) => store.executions.write(lease, { events: [event('one')] })),
      ...Array.from({ length: 20 }, () =>
        store.transaction(async ({ executions }) => {
          for (const id of some().toReversed()) await executions.wake([id]);
        }),
      ),
      ...Array.from({ length: 20 }, () => store.executions.wake(some())),
    ]);
    for (const id of ids) expect(await store.executions.log(id)).toHaveLength(1);
  });
});
