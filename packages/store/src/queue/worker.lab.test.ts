import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Claimed, ExecutionId, Store, Worker } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleExecution } from '../lab/samples.ts';
import { thisProcess } from '../process/process-identity.ts';

const AT = '2026-03-01T10:00:00.000Z';

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

  async function work(
    segment: (claimed: Claimed) => Promise<void>,
    { concurrency = 4, on = store, leaseMs = 60_000 }: { concurrency?: number; on?: Store; leaseMs?: number } = {},
  ): Promise<Worker> {
    const worker = await on.startWorker({ concurrency, owner: thisProcess(), leaseMs, segment });
    workers.push(worker);
    return worker;
  }

  async function inserted(changes: Parameters<typeof sampleExecution>[0] = {}): Promise<ExecutionId> {
    const execution = sampleExecution(changes);
    await store.executions.insert([execution]);
    return execution.id;
  }

  /** Does all of an execution at once. */
  async function finish({ lease }: Claimed, on = store): Promise<void> {
    await on.executions.write(lease, { patch: { phase: 'finished' } });
  }

  it('a segment starts within milliseconds of its commit, and once', async () => {
    const started = new Map<ExecutionId, number>();
    const twice: ExecutionId[] = [];
    await work(async (claimed) => {
      const { id } = claimed.execution;
      if (started.has(id)) twice.push(id);
      started.set(id, performance.now());
      await finish(claimed);
    });
    const latencies: number[] = [];
    for (let index = 0; index < 20; index++) {
      const before = performance.now();
      const id = await inserted();
      await vi.waitUntil(() => started.has(id), { interval: 1, timeout: 5_000 });
      latencies.push((started.get(id) ?? 0) - before);
    }
    const median = latencies.toSorted((one, other) => one - other)[10] ?? 0;
    process.stderr.write(`start of a segment after its insert: median ${median.toFixed(1)} ms\n`);
    expect(median).toBeLessThan(200);
    expect(twice).toEqual([]);
  });

  it('an execution is not taken before its time', async () => {
    const started: number[] = [];
    const at = Date.now() + 1_200;
    const id = await inserted({ wakeAt: new Date(at).toISOString() });
    await work(async (claimed) => {
      started.push(Date.now());
      await finish(claimed);
    });
    await vi.waitUntil(() => started.length > 0, { timeout: 10_000 });
    expect((started[0] ?? 0) - at).toBeGreaterThanOrEqual(-50);
    await vi.waitUntil(async () => (await store.executions.byId(id))?.phase === 'finished');
  });

  it('no more segments run at once than the concurrency says, and all get their turn', async () => {
    const now = { running: 0, most: 0, done: 0 };
    for (let index = 0; index < 30; index++) await inserted();
    await work(
      async (claimed) => {
        now.running += 1;
        now.most = Math.max(now.most, now.running);
        await new Promise((wake) => setTimeout(wake, 10));
        await finish(claimed);
        now.running -= 1;
        now.done += 1;
      },
      { concurrency: 3 },
    );
    await vi.waitUntil(() => now.done === 30, { timeout: 20_000 });
    expect(now.most).toBe(3);
  });

  it('two workers share the work, and no execution is given to both', async () => {
    const other = await openLabStore(url);
    const done: ExecutionId[] = [];
    const shares = [0, 0];
    for (const [index, on] of [store, other].entries()) {
      await work(
        async (claimed) => {
          done.push(claimed.execution.id);
          shares[index] = (shares[index] ?? 0) + 1;
          await new Promise((wake) => setTimeout(wake, 2));
          await finish(claimed, on);
        },
        { concurrency: 7, on },
      );
    }
    const executions = Array.from({ length: 300 }, () => sampleExecution());
    await Promise.all(executions.map((execution) => store.executions.insert([execution])));
    await vi.waitUntil(() => done.length >= 300, { timeout: 20_000 });
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    expect(done.toSorted()).toEqual(executions.map(({ id }) => id).toSorted());
    expect(Math.min(...shares)).toBeGreaterThan(20);
    await other.close();
  });

  it('what was due before the worker started is taken; the finished and the later are left alone', async () => {
    const id = await inserted();
    await inserted({ wakeAt: '2090-01-01T00:00:00.000Z' });
    await inserted({ phase: 'finished' });
    const taken: ExecutionId[] = [];
    await work(async (claimed) => {
      taken.push(claimed.execution.id);
      await finish(claimed);
    });
    await vi.waitUntil(() => taken.length > 0, { timeout: 5_000 });
    await new Promise((wake) => setTimeout(wake, 300));
    expect(taken).toEqual([id]);
  });

  it.each([
    ['a cancel', (id: ExecutionId) => store.executions.requestCancel(id, AT)],
    ['a wake-up', (id: ExecutionId) => store.executions.wake([id])],
    ['a signal', (id: ExecutionId) => store.executions.signal(id, { kind: 'complete', at: AT, by: 'ada' })],
  ])('%s wakes within a second an execution that waits for one, and one that sleeps', async (_what, wake) => {
    const taken: ExecutionId[] = [];
    const released: ExecutionId[] = [];
    await work(async (claimed) => {
      const { id, startedBy } = claimed.execution;
      taken.push(id);
      if (taken.filter((one) => one === id).length > 1) return finish(claimed);
      const at = startedBy.kind === 'system' ? '2090-01-01T00:00:00.000Z' : undefined;
      await store.executions.release(claimed.lease, at);
      released.push(id);
    });
    const ids = [await inserted(), await inserted({ startedBy: { kind: 'system', name: 'test' } })];
    await vi.waitUntil(() => released.length === 2, { timeout: 5_000 });
    await new Promise((later) => setTimeout(later, 1_100));
    expect(taken).toHaveLength(2);
    const begun = performance.now();
    for (const id of ids) await wake(id);
    await vi.waitUntil(() => taken.length === 4, { interval: 5, timeout: 10_000 });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('a segment that throws is logged and tried again, with a longer pause each time', async () => {
    const tries: number[] = [];
    const pauses: unknown[] = [];
    const id = await inserted();
    await work(async (claimed) => {
      tries.push(Date.now());
      const [row] = await runSql(
        url,
        'select extract(epoch from retry_at - failed_at)::float8 as s from trueup.executions',
      );
      pauses.push(row?.['s']);
      if (tries.length < 3) throw new Error(`try ${tries.length} went wrong`);
      await finish(claimed);
    });
    await vi.waitUntil(() => pauses.length === 3, { timeout: 25_000 });
    expect(log.error).toHaveBeenCalledWith({ executionId: id, error: 'try 1 went wrong' }, expect.any(String));
    expect(pauses).toEqual([null, expect.closeTo(2, 2), expect.closeTo(4, 2)]);
    const [first = 0, second = 0, third = 0] = tries;
    expect(second - first).toBeGreaterThanOrEqual(1_900);
    expect(third - second).toBeGreaterThanOrEqual(3_900);
  });

  it('stopping waits for the segments in hand and takes no more', async () => {
    const events: string[] = [];
    await inserted();
    const worker = await work(async (claimed) => {
      events.push('begun');
      await new Promise((wake) => setTimeout(wake, 300));
      await finish(claimed);
      events.push('ended');
    });
    await vi.waitUntil(() => events.length === 1, { timeout: 5_000 });
    await worker.stop();
    events.push('stopped');
    await inserted();
    await new Promise((wake) => setTimeout(wake, 200));
    expect(events).toEqual(['begun', 'ended', 'stopped']);
  });

  it('when a worker process is killed, another one goes on at once from what was written', async () => {
    const id = await inserted();
    const doomed = await startFixture(url);
    expect(doomed.line).toBe(`holding ${id}`);
    doomed.child.kill('SIGKILL');
    await once(doomed.child, 'exit');
    const killedAt = performance.now();
    const lengths: number[] = [];
    await work(async (claimed) => {
      lengths.push(claimed.log.length);
      await finish(claimed);
    });
    await vi.waitUntil(() => lengths.length > 0, { timeout: 20_000 });
    expect(lengths).toEqual([1]);
    expect(performance.now() - killedAt).toBeLessThan(5_000);
    await vi.waitUntil(async () => (await store.executions.byId(id))?.phase === 'finished');
  });

  it('what a worker of another host held goes on here once its lease has lapsed, and not before', async () => {
    const id = await inserted();
    const taken: number[] = [];
    expect(await store.executions.claim(id, 'elsewhere:1:1', 2_000)).toBeDefined();
    const begun = performance.now();
    await work(async (claimed) => {
      taken.push(performance.now() - begun);
      await finish(claimed);
    });
    await vi.waitUntil(() => taken.length > 0, { timeout: 20_000 });
    expect(taken[0]).toBeGreaterThan(1_500);
    expect(taken[0]).toBeLessThan(10_000);
  });

  it('when every connection is cut again and again, all goes on and nothing written is lost', async () => {
    const ids = new Set<ExecutionId>();
    const done = new Set<ExecutionId>();
    await work(
      async (claimed) => {
        let { length } = claimed.log;
        for (; length < 5; length += 1) {
          const started = { kind: 'step.started', step: `${length}`, attempt: 1, at: AT, inputs: {} } as const;
          await store.executions.write(claimed.lease, { events: [started] });
          await new Promise((later) => setTimeout(later, 5));
        }
        await finish(claimed);
        done.add(claimed.execution.id);
      },
      { concurrency: 20, leaseMs: 3_000 },
    );
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 20; index += 1) ids.add(await inserted());
      await runSql(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where pid <> pg_backend_pid() and datname = current_database()`,
      );
      await new Promise((later) => setTimeout(later, 200));
    }
    await vi.waitUntil(
      async () => (await store.executions.list({ phases: ['checking'], limit: 1 })).items.length === 0,
      { interval: 200, timeout: 25_000 },
    );
    for (const id of ids) {
      const steps = (await store.executions.log(id)).map(({ step }) => step);
      expect(steps).toEqual(['0', '1', '2', '3', '4']);
    }
    // The announcements come again, too: each of these would wait a second for the next look.
    const begun = performance.now();
    for (let index = 0; index < 5; index += 1) {
      const last = await inserted();
      await vi.waitUntil(() => done.has(last), { interval: 5, timeout: 5_000 });
    }
    expect(performance.now() - begun).toBeLessThan(2_500);
  }, 60_000);

  it('ten thousand that wait cost no statement each, and one of them is woken at once', async () => {
    const started: ExecutionId[] = [];
    const executions = Array.from({ length: 10_000 }, () => sampleExecution());
    for (let from = 0; from < executions.length; from += 1_000) {
      await store.executions.insert(executions.slice(from, from + 1_000));
    }
    await runSql(url, 'update trueup.executions set due_at = null');
    await work(async (claimed) => {
      started.push(claimed.execution.id);
      await finish(claimed);
    });
    const resident = process.memoryUsage.rss();
    const transactions = async () => {
      const [row] = await runSql(
        url,
        'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
      );
      return Number(row?.['count']);
    };
    await new Promise((later) => setTimeout(later, 1_500));
    const before = await transactions();
    await new Promise((later) => setTimeout(later, 4_000));
    // A look each second, a look for the dead, and what asks for this number.
    expect((await transactions()) - before).toBeLessThan(30);
    expect(process.memoryUsage.rss() - resident).toBeLessThan(60 * 1_048_576);
    const begun = performance.now();
    const chosen = executions[7_777]?.id as ExecutionId;
    await store.executions.signal(chosen, { kind: 'complete', at: AT, by: 'ada' });
    await vi.waitUntil(() => started.length > 0, { interval: 5, timeout: 5_000 });
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(started).toEqual([chosen]);
  });
});

/** A worker process that writes one event, says so and never ends its segment. */
async function startFixture(url: string): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const fixture = fileURLToPath(new URL('../lab/hanging-worker.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, line: said.toString().trim() };
}
