import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Execution, ExecutionId, Store, Worker } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleBucket, sampleExecution } from '../lab/samples.ts';
import { thisProcess } from '../process/process-identity.ts';

describe.each(labPostgresKinds())('the queue on $name', { timeout: 30_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  let workers: Worker[];
  const log = { info: vi.fn(), error: vi.fn() };
  beforeAll(async () => {
    postgres = await kind.start();
  }, 30_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    url = await postgres.newDatabase();
    store = await openLabStore(url, { log });
    workers = [];
    vi.clearAllMocks();
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await store.close();
  });

  const { accountId } = sampleBucket;

  async function work(segment: (id: ExecutionId) => Promise<void>, concurrency = 4, on = store): Promise<Worker> {
    const worker = await on.startWorker({ concurrency, segment });
    workers.push(worker);
    return worker;
  }

  async function queued(changes: Partial<Execution> = {}, at?: string): Promise<ExecutionId> {
    const execution = sampleExecution(changes);
    await store.transaction(async ({ executions, queue }) => {
      await executions.insert(execution);
      await queue.enqueue(execution.id, accountId, at);
    });
    return execution.id;
  }

  /** A segment that does all of an execution at once. */
  async function finish(id: ExecutionId, on = store): Promise<boolean> {
    const lease = await on.executions.claim(id, thisProcess(), 60_000);
    if (!lease) return false;
    await on.executions.write(lease, { patch: { phase: 'finished' } });
    await on.executions.release(lease);
    return true;
  }

  it('a segment starts within milliseconds of its commit, and once', async () => {
    const started = new Map<ExecutionId, number>();
    const twice: ExecutionId[] = [];
    await work(async (id) => {
      if (started.has(id)) twice.push(id);
      started.set(id, performance.now());
      await finish(id);
    });
    const latencies: number[] = [];
    for (let index = 0; index < 20; index++) {
      const before = performance.now();
      const id = await queued();
      await vi.waitUntil(() => started.has(id), { interval: 1, timeout: 5_000 });
      latencies.push((started.get(id) ?? 0) - before);
    }
    const median = latencies.toSorted((one, other) => one - other)[10] ?? 0;
    process.stderr.write(`start of a segment after its enqueue: median ${median.toFixed(1)} ms\n`);
    expect(median).toBeLessThan(200);
    expect(twice).toEqual([]);
  });

  it('a transaction that fails leaves no job', async () => {
    const execution = sampleExecution();
    await store.executions.insert({ ...execution, phase: 'finished' });
    const failing = store.transaction(async ({ queue }) => {
      await queue.enqueue(execution.id, accountId);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const [row] = await runSql(url, 'select count(*)::int as jobs from trueup_jobs.job');
    expect(row).toEqual({ jobs: 0 });
  });

  it('a job is not taken before its time', async () => {
    const started: number[] = [];
    const at = Date.now() + 1_200;
    const id = await queued({ wakeAt: new Date(at).toISOString() }, new Date(at).toISOString());
    await work(async (taken) => {
      const now = Date.now();
      await finish(taken);
      started.push(now);
    });
    await vi.waitUntil(() => started.length > 0, { timeout: 10_000 });
    expect((started[0] ?? 0) - at).toBeGreaterThanOrEqual(-50);
    expect((await store.executions.byId(id))?.phase).toBe('finished');
  });

  it('no more segments run at once than the concurrency says, and all get their turn', async () => {
    const now = { running: 0, most: 0, done: 0 };
    for (let index = 0; index < 30; index++) await queued();
    await work(async (id) => {
      now.running += 1;
      now.most = Math.max(now.most, now.running);
      await new Promise((wake) => setTimeout(wake, 10));
      await finish(id);
      now.running -= 1;
      now.done += 1;
    }, 3);
    await vi.waitUntil(() => now.done === 30, { timeout: 20_000 });
    expect(now.most).toBe(3);
  });

  it('two workers share the jobs, and no execution is worked on twice', async () => {
    const other = await openLabStore(url);
    const done: ExecutionId[] = [];
    for (const on of [store, other]) {
      await work(
        async (id) => {
          await new Promise((wake) => setTimeout(wake, 5));
          if (await finish(id, on)) done.push(id);
        },
        2,
        on,
      );
    }
    const ids = await Promise.all(Array.from({ length: 40 }, () => queued()));
    await vi.waitUntil(() => done.length === 40, { timeout: 20_000 });
    expect(done.toSorted()).toEqual(ids.toSorted());
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await other.close();
  });

  it('an execution that is due and has no job is found by the sweep at the start', async () => {
    const execution = sampleExecution();
    await store.executions.insert(execution);
    await store.executions.insert(sampleExecution({ wakeAt: '2090-01-01T00:00:00.000Z' }));
    await store.executions.insert(sampleExecution({ phase: 'finished' }));
    const taken: ExecutionId[] = [];
    await work(async (id) => {
      taken.push(id);
      await finish(id);
    });
    await vi.waitUntil(() => taken.length > 0, { timeout: 2_000 });
    await new Promise((wake) => setTimeout(wake, 300));
    expect(taken).toEqual([execution.id]);
  });

  it('a cancel wakes an execution that sleeps, even when nobody makes a job for it', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const id = await queued({ wakeAt: at }, at);
    const taken: ExecutionId[] = [];
    await work(async (woken) => {
      taken.push(woken);
      await finish(woken);
    });
    await store.executions.requestCancel(id, at);
    await vi.waitUntil(() => taken.length > 0, { timeout: 10_000 });
    expect(taken).toEqual([id]);
  });

  it('a segment that throws is logged and tried again, with a longer pause each time', async () => {
    const tries: number[] = [];
    const pauses: unknown[] = [];
    const id = await queued();
    await work(async (taken) => {
      tries.push(Date.now());
      const [row] = await runSql(
        url,
        'select extract(epoch from retry_at - failed_at)::float8 as s from trueup.executions',
      );
      pauses.push(row?.['s']);
      if (tries.length < 3) throw new Error(`try ${tries.length} went wrong`);
      await finish(taken);
    });
    await vi.waitUntil(() => pauses.length === 3, { timeout: 25_000 });
    expect(log.error).toHaveBeenCalledWith({ executionId: id, error: 'try 1 went wrong' }, expect.any(String));
    expect(pauses).toEqual([null, expect.closeTo(2, 2), expect.closeTo(4, 2)]);
    const [first = 0, second = 0, third = 0] = tries;
    expect(second - first).toBeGreaterThanOrEqual(1_900);
    expect(third - second).toBeGreaterThanOrEqual(3_900);
    // Well before the time after which a job counts as lost.
    expect(third - second).toBeLessThan(9_500);
  });

  it('stopping waits for the segments in hand and takes no more', async () => {
    const events: string[] = [];
    await queued();
    const worker = await work(async (id) => {
      events.push('begun');
      await new Promise((wake) => setTimeout(wake, 300));
      await finish(id);
      events.push('ended');
    });
    await vi.waitUntil(() => events.length === 1, { timeout: 5_000 });
    await worker.stop();
    events.push('stopped');
    await queued();
    await new Promise((wake) => setTimeout(wake, 200));
    expect(events).toEqual(['begun', 'ended', 'stopped']);
  });

  it('when a worker process is killed, another one goes on at once from what was written', async () => {
    const id = await queued();
    const doomed = await startFixture(url);
    expect(doomed.line).toBe(`holding ${id}`);
    doomed.child.kill('SIGKILL');
    await once(doomed.child, 'exit');
    const killedAt = performance.now();
    const lengths: number[] = [];
    await work(async (taken) => {
      const { length } = await store.executions.log(taken);
      await finish(taken);
      lengths.push(length);
    });
    await vi.waitUntil(() => lengths.length > 0, { timeout: 20_000 });
    expect(lengths).toEqual([1]);
    expect(performance.now() - killedAt).toBeLessThan(5_000);
    expect((await store.executions.byId(id))?.phase).toBe('finished');
  });
});

/** A worker process that writes one event, says so and never ends its segment. */
async function startFixture(url: string): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const fixture = fileURLToPath(new URL('../lab/hanging-worker.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, line: said.toString().trim() };
}
