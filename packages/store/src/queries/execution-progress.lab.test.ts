import type { Execution, Lease, StepEvent, Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleExecution } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const FAR = '2999-01-01T00:00:00.000Z';
const event: StepEvent = { kind: 'step.started', step: 'one', attempt: 1, at: AT, inputs: {} };

describe.each(labPostgresKinds())('the progress of executions on $name', { timeout: 20_000 }, (kind) => {
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

  async function claimed(): Promise<{ readonly execution: Execution; readonly lease: Lease }> {
    const execution = sampleExecution();
    await store.executions.insert([execution]);
    const claim = await store.executions.claim(execution.id, 'worker-a', 60_000);
    if (!claim) throw new Error('the lease was free');
    return { execution, lease: claim.lease };
  }

  it('is the same while no log grows', async () => {
    const { lease } = await claimed();
    const before = await store.executions.progress();
    await store.executions.write(lease, { patch: { phase: 'running' } });
    await store.executions.renew(lease, 60_000);
    expect(await store.executions.progress()).toBe(before);
  });

  it('is another one with each event that is logged', async () => {
    const marks = new Set([await store.executions.progress()]);
    const { lease } = await claimed();
    for (let more = 0; more < 3; more += 1) {
      marks.add(await store.executions.progress());
      await store.executions.write(lease, { events: [event] });
    }
    marks.add(await store.executions.progress());
    expect(marks.size).toBe(5);
  });

  it('is another one where a log has grown and its execution waits again, with a time or without', async () => {
    const { execution, lease } = await claimed();
    await store.executions.release(lease, FAR);
    const before = await store.executions.progress();
    const again = await store.executions.claim(execution.id, 'worker-a', 60_000);
    if (!again) throw new Error('the lease was free');
    await store.executions.write(again.lease, { events: [event] });
    await store.executions.release(again.lease, FAR);
    const between = await store.executions.progress();
    expect(between).not.toBe(before);
    const last = await store.executions.claim(execution.id, 'worker-a', 60_000);
    if (!last) throw new Error('the lease was free');
    await store.executions.write(last.lease, { events: [event] });
    await store.executions.release(last.lease);
    expect(await store.executions.progress()).not.toBe(between);
  });

  it('is another one where one log gains what another takes away', async () => {
    const [gains, ends] = [await claimed(), await claimed()];
    await store.executions.write(ends.lease, { events: [event] });
    const before = await store.executions.progress();
    await store.executions.write(gains.lease, { events: [event] });
    await store.executions.write(ends.lease, { patch: { phase: 'finished', status: 'Success', finishedAt: AT } });
    expect(await store.executions.progress()).not.toBe(before);
  });
});
