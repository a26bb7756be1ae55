import {
  LeaseLost,
  type ExecutionId,
  type JournalEntry,
  type Remediation,
  type StepEvent,
  type Store,
} from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleBucket, sampleExecution } from '../lab/samples.ts';
import { thisProcess } from '../process/process-identity.ts';

const AT = '2026-03-01T10:00:00.000Z';

function event(step: string): StepEvent {
  return { kind: 'step.started', step, attempt: 1, at: AT, inputs: { text: 'NUL \u0000' } };
}

function call(operation: string): JournalEntry {
  const { accountId, region } = sampleBucket;
  const where = { accountId, region, service: 's3', operation };
  return { ...where, at: AT, access: 'write', request: {}, httpStatus: 200, durationMs: 12, attempts: 1 };
}

describe.each(labPostgresKinds())('executions on $name', { timeout: 20_000 }, (kind) => {
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

  async function inserted(changes: Parameters<typeof sampleExecution>[0] = {}): Promise<Remediation> {
    const execution = sampleExecution(changes);
    await store.executions.insert([execution]);
    return execution;
  }

  async function claimed(id: ExecutionId, owner = 'worker-a', leaseMs = 60_000) {
    const claim = await store.executions.claim(id, owner, leaseMs);
    if (!claim) throw new Error('the lease was free');
    return claim.lease;
  }

  it('an execution comes back as it was inserted and patched', async () => {
    const parent = { id: 'execution-0' as ExecutionId, step: 'runChild' };
    const execution = await inserted({
      kind: 'child',
      parent,
      wakeAt: '2026-03-01T11:00:00.000Z',
      clientToken: 'token-1',
      permissions: [],
      tags: [{ Key: 'team', Value: 'NUL \u0000' }],
    });
    expect(await store.executions.byId(execution.id)).toEqual(execution);
    const lease = await claimed(execution.id);
    const patch = {
      phase: 'finished',
      status: 'Failed',
      outcome: 'failed',
      finishedAt: AT,
      failureMessage: 'NUL \u0000 in it',
      outputs: { 'step.Out': ['a'] },
      after: { kind: 'gone' },
      before: { resource: sampleBucket, takenAt: AT, configuration: { Acl: null }, unread: [] },
      verifyAttempts: 3,
      spread: { supplied: {}, resolved: true, children: [] },
    } as const;
    await store.executions.write(lease, { patch });
    expect(await store.executions.byId(execution.id)).toEqual({ ...execution, ...patch });
    expect(await store.executions.children(parent.id)).toEqual([{ ...execution, ...patch }]);
    expect(await store.executions.byClientToken('token-1')).toEqual({ ...execution, ...patch });
    expect(await store.executions.byId('none' as ExecutionId)).toBeUndefined();
  });

  it('executions are listed newest first by finding, plan, phase and outcome', async () => {
    const older = await inserted({ startedAt: '2026-03-01T00:00:00.000Z', planId: 'p-2' as Remediation['planId'] });
    const newer = await inserted({ startedAt: '2026-03-02T00:00:00.000Z', outcome: 'verified', phase: 'finished' });
    const ids = async (query: Parameters<Store['executions']['list']>[0]) =>
      (await store.executions.list(query)).items.map(({ id }) => id);
    expect(await ids({ findingId: older.findingId })).toEqual([newer.id, older.id]);
    expect(await ids({ planId: older.planId })).toEqual([older.id]);
    expect(await ids({ phases: ['checking', 'running'] })).toEqual([older.id]);
    expect(await ids({ outcomes: ['verified'] })).toEqual([newer.id]);
    const { next = '' } = await store.executions.list({ limit: 1 });
    expect(await ids({ limit: 1, cursor: next })).toEqual([older.id]);
  });

  it('the log and the journal grow in the order of the writes', async () => {
    const { id } = await inserted();
    const lease = await claimed(id);
    await store.executions.write(lease, { events: [event('one'), event('two')], journal: [call('PutBucketAcl')] });
    await store.executions.write(lease, { events: [event('three')], journal: [call('A'), call('B')] });
    await store.executions.write(lease, {});
    expect(await store.executions.log(id)).toEqual([event('one'), event('two'), event('three')]);
    expect(await store.executions.journal(id)).toEqual([call('PutBucketAcl'), call('A'), call('B')]);
  });

  it('an execution is held by one worker at a time, and every claim has a higher epoch', async () => {
    const { id } = await inserted();
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((owner) => store.executions.claim(id, owner, 60_000)),
    );
    const [claim, ...others] = claims.filter((one) => one !== undefined);
    expect(others).toEqual([]);
    if (!claim) throw new Error('one of them got it');
    await store.executions.release(claim.lease);
    expect((await claimed(id)).epoch).toBeGreaterThan(claim.lease.epoch);
  });

  it('a worker that was cut off can neither write, renew nor release over its successor', async () => {
    const { id } = await inserted();
    const old = await claimed(id, 'worker-a', 1);
    await new Promise((wake) => setTimeout(wake, 20));
    const lease = await claimed(id, 'worker-b');
    await expect(
      store.executions.write(old, { events: [event('late')], patch: { phase: 'finished' } }),
    ).rejects.toThrow(LeaseLost);
    await expect(store.executions.renew(old, 60_000)).rejects.toThrow(LeaseLost);
    await expect(store.executions.release(old)).rejects.toThrow(LeaseLost);
    await store.executions.write(lease, { events: [event('mine')] });
    expect(await store.executions.log(id)).toEqual([event('mine')]);
    expect((await store.executions.byId(id))?.phase).toBe('checking');
  });

  it('after a release nothing is written until the next claim', async () => {
    const { id } = await inserted();
    const lease = await claimed(id);
    await store.executions.release(lease, '2030-01-01T00:00:00.000Z');
    await expect(store.executions.write(lease, { patch: { status: 'InProgress' } })).rejects.toThrow(LeaseLost);
    expect((await store.executions.byId(id))?.wakeAt).toBe('2030-01-01T00:00:00.000Z');
  });

  it('a finished execution is not claimed', async () => {
    const { id } = await inserted({ phase: 'finished' });
    expect(await store.executions.claim(id, 'worker-a', 60_000)).toBeUndefined();
  });

  it('a renewed lease does not lapse', async () => {
    const { id } = await inserted();
    const lease = await claimed(id, 'worker-a', 200);
    await store.executions.renew(lease, 60_000);
    await new Promise((wake) => setTimeout(wake, 300));
    expect(await store.executions.claim(id, 'worker-b', 60_000)).toBeUndefined();
  });

  it('the lease of a dead process of this host is taken over at once, of a live one or another host not', async () => {
    const [host, pid, start] = thisProcess().split(':');
    const dead = await inserted();
    await claimed(dead.id, `${host}:${pid}:${Number(start) - 1}`);
    expect(await store.executions.claim(dead.id, 'successor', 60_000)).toMatchObject({ lease: { epoch: 2 } });
    for (const owner of [thisProcess(), `elsewhere:${pid}:1`, 'worker-a']) {
      const { id } = await inserted();
      await claimed(id, owner);
      expect(await store.executions.claim(id, 'successor', 60_000)).toBeUndefined();
    }
  });

  it('a wanted cancel is told to the worker, and the first request counts', async () => {
    const { id } = await inserted();
    const lease = await claimed(id);
    expect(await store.executions.write(lease, {})).toEqual({});
    await store.executions.requestCancel(id, AT);
    await store.executions.requestCancel(id, '2026-03-01T12:00:00.000Z');
    expect(await store.executions.write(lease, {})).toEqual({ cancelRequestedAt: AT });
    expect((await store.executions.byId(id))?.cancelRequestedAt).toBe(AT);
  });

  it('due times follow the clock of the database, not that of the caller', async () => {
    const wrong = { now: () => '2001-01-01T00:00:00.000Z' };
    const other = await openLabStore(url, { clock: wrong });
    const execution = sampleExecution({ wakeAt: '2001-01-01T01:00:00.000Z' });
    await other.executions.insert([execution]);
    await other.close();
    const [row] = await runSql(
      url,
      `select extract(epoch from due_at - now())::float8 as seconds from trueup.executions`,
    );
    expect(row?.['seconds']).toBeGreaterThan(3_590);
    expect(row?.['seconds']).toBeLessThanOrEqual(3_600);
  });
});
