import { accountId, type ExecutionId, type FindingId, type Lease, type Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleAutomation, sampleExecution, sampleFinding, sampleRun } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const LATER = '2090-01-01T00:00:00.000Z';

describe.each(labPostgresKinds())('waking executions on $name', { timeout: 30_000 }, (kind) => {
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

  async function held(count = 1): Promise<{ readonly id: ExecutionId; readonly lease: Lease }[]> {
    const executions = Array.from({ length: count }, () => sampleExecution());
    await store.executions.insert(executions);
    return Promise.all(
      executions.map(async ({ id }) => {
        const claimed = await store.executions.claim(id, 'worker-a', 60_000);
        if (!claimed) throw new Error('it was free');
        return { id, lease: claimed.lease };
      }),
    );
  }

  async function dueNow(): Promise<number> {
    const [row] = await runSql(
      url,
      'select count(*)::int as due from trueup.executions where due_at <= clock_timestamp() and lease_owner is null',
    );
    return Number(row?.['due']);
  }

  const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));
  const oneHeld = async () => (await held())[0] ?? Promise.reject(new Error('one was held'));

  it.each([undefined, LATER])('released until %s, it is due at once when it was woken meanwhile', async (until) => {
    const { id, lease } = await oneHeld();
    await store.executions.release(lease, until);
    expect(await dueNow()).toBe(0);
    const again = await store.executions.claim(id, 'worker-a', 60_000);
    if (!again) throw new Error('it was free');
    await store.executions.wake([id]);
    expect(await dueNow()).toBe(0);
    await store.executions.release(again.lease, until);
    expect(await dueNow()).toBe(1);
  });

  it('a wake-up that is under way when it is released is not lost', async () => {
    const { id, lease } = await oneHeld();
    const released: Promise<void>[] = [];
    await store.transaction(async ({ executions }) => {
      await executions.wake([id]);
      released.push(store.executions.release(lease));
      await pause(100);
    });
    await Promise.all(released);
    expect(await dueNow()).toBe(1);
  });

  it('a wake-up that comes while a release is under way is not lost', async () => {
    const { id, lease } = await oneHeld();
    const woken: Promise<void>[] = [];
    await store.transaction(async ({ executions }) => {
      await executions.release(lease);
      woken.push(store.executions.wake([id]));
      await pause(100);
    });
    await Promise.all(woken);
    expect(await dueNow()).toBe(1);
  });

  it('of wake-ups and releases at random moments none is lost', async () => {
    const all = await held(300);
    await Promise.all(
      all.map(async ({ id, lease }, index) => {
        const wait = (ms: number) => pause(Math.random() * ms);
        const wake = async () => {
          await wait(50);
          if (index % 2 === 0) await store.executions.wake([id]);
          else await store.executions.signal(id, { kind: 'complete', at: AT, by: 'ada' });
        };
        const release = async () => {
          await wait(50);
          await store.executions.release(lease, index % 3 === 0 ? LATER : undefined);
        };
        await Promise.all([wake(), release()]);
      }),
    );
    expect(await dueNow()).toBe(300);
  });

  it('a transaction that fails wakes nobody', async () => {
    const { id, lease } = await oneHeld();
    await store.executions.release(lease);
    const failing = store.transaction(async ({ executions }) => {
      await executions.wake([id]);
      await executions.signal(id, { kind: 'complete', at: AT, by: 'ada' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await dueNow()).toBe(0);
    expect(await store.executions.signals(id)).toEqual([]);
  });

  it('signals come with the claim in the order in which they were given; a finished execution takes none', async () => {
    const automation = sampleAutomation();
    await store.executions.insert([automation]);
    const given = ['grace', 'linus', 'NUL \u0000'].map((by) => ({ kind: 'approve', at: AT, by, step: 'ask' }) as const);
    for (const signal of given) expect(await store.executions.signal(automation.id, signal)).toBe(true);
    const claimed = await store.executions.claim(automation.id, 'worker-a', 60_000);
    expect(claimed).toMatchObject({ execution: automation, log: [], signals: given, lease: { wakes: 3 } });
    if (!claimed) throw new Error('it was free');
    await store.executions.write(claimed.lease, { patch: { phase: 'finished' } });
    expect(await store.executions.signal(automation.id, { kind: 'complete', at: AT, by: 'ada' })).toBe(false);
    expect(await store.executions.signal('none' as ExecutionId, { kind: 'complete', at: AT, by: 'ada' })).toBe(false);
    await store.executions.wake([automation.id, 'none' as ExecutionId]);
    expect(await store.executions.signals(automation.id)).toEqual(given);
  });

  const ACCOUNT = sampleExecution().scope.accountId;
  const OTHER = accountId('999988887777');

  /** A repair in one account with a child in another that has a child; an undo of another control; an automation. */
  async function family(): Promise<Record<'repair' | 'child' | 'grandchild' | 'undo' | 'automation', ExecutionId>> {
    const scope = { ...sampleExecution().scope, accountId: OTHER };
    const repair = sampleExecution();
    const child = sampleAutomation({ kind: 'child', scope, parent: { id: repair.id, step: 'call' } });
    const grandchild = sampleAutomation({ kind: 'child', scope, parent: { id: child.id, step: 'call' } });
    const undo = sampleExecution({ kind: 'undo', scope, findingId: 'gone' as FindingId });
    const automation = sampleAutomation();
    await store.executions.insert([
      repair,
      child,
      grandchild,
      undo,
      automation,
      sampleExecution({ phase: 'finished' }),
    ]);
    await store.findings.save([sampleFinding({ id: 'finding-1' as FindingId })]);
    await store.runs.insert([sampleRun({ id: undo.id, kind: 'undo', controlId: 'EC2.2' })]);
    return {
      repair: repair.id,
      child: child.id,
      grandchild: grandchild.id,
      undo: undo.id,
      automation: automation.id,
    };
  }

  it.each([
    ['everywhere', {}, ['repair', 'child', 'grandchild', 'undo', 'automation']],
    ['in an account', { accountId: ACCOUNT }, ['repair', 'child', 'grandchild', 'automation']],
    ['in another account', { accountId: OTHER }, ['child', 'grandchild', 'undo']],
    ['for a control', { controlId: 'S3.8' }, ['repair', 'child', 'grandchild']],
    ['for a control whose finding is gone', { controlId: 'EC2.2' }, ['undo']],
    ['for a control in an account', { controlId: 'EC2.2', accountId: ACCOUNT }, []],
    ['for a control that nothing runs for', { controlId: 'IAM.1' }, []],
  ] as const)('all that runs %s is cancelled and woken, and nothing else', async (_where, where, names) => {
    const ids = await family();
    const claimed = await store.executions.claim(ids.repair, 'worker-a', 60_000);
    if (!claimed) throw new Error('it was free');
    const wanted = names.map((name) => ids[name]).sort();
    expect(await store.executions.requestCancelAll(where, AT)).toEqual(wanted);
    const { items } = await store.executions.list({});
    const cancelled = items.filter(({ cancelRequestedAt }) => cancelRequestedAt === AT).map(({ id }) => id);
    expect(cancelled.toSorted()).toEqual(wanted);
    // Its worker is told, and when it gives it back it is due at once.
    const told = await store.executions.renew(claimed.lease, 60_000);
    expect(told).toEqual(names.some((name) => name === 'repair') ? { cancelRequestedAt: AT } : {});
    // Who is to be cancelled already is not told of again.
    expect(await store.executions.requestCancelAll({}, LATER)).toHaveLength(5 - wanted.length);
    expect(await store.executions.requestCancelAll({}, LATER)).toEqual([]);
  });

  it('a cancel of all wakes what waits, and what is held is due once it is released', async () => {
    const { id, lease } = await oneHeld();
    const waiting = await oneHeld();
    await store.executions.release(waiting.lease, LATER);
    expect(await store.executions.requestCancelAll({}, AT)).toEqual([id, waiting.id].sort());
    expect(await dueNow()).toBe(1);
    await store.executions.release(lease, LATER);
    expect(await dueNow()).toBe(2);
  });
});
