import type { Delivery, EventEnvelope, Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleEvent } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const PROBLEM = { code: 'SDK_CLIENT_ERROR', message: 'NUL \u0000' };
const HOUR = 3_600_000;

function delivery(id: string, target = 'one', changes: Partial<Delivery> = {}): Delivery {
  const event: EventEnvelope = { ...sampleEvent(AT), detail: { text: 'NUL \u0000 \ud800\n"' } };
  return {
    id,
    bus: 'default',
    rule: 'rule',
    ruleArn: 'arn:aws:events:eu-west-1:111122223333:rule/rule',
    target: {
      id: target,
      address: { kind: 'remediation' },
    },
    event,
    status: 'pending',
    attempts: 0,
    createdAt: AT,
    dueAt: AT,
    ...changes,
  };
}

const several = (count: number, target: string, changes: Partial<Delivery> = {}): Delivery[] =>
  Array.from({ length: count }, (_, index) => delivery(`${target}-${String(index).padStart(5, '0')}`, target, changes));

describe.each(labPostgresKinds())('deliveries on $name', { timeout: 60_000 }, (kind) => {
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

  const claim = (options: { limit?: number; perTarget?: number; leaseMs?: number } = {}) =>
    store.events.claimDeliveries({ limit: 64, perTarget: 8, leaseMs: HOUR, ...options });
  const idsOf = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id).sort();

  it('a delivery comes back as it was added, whatever its event holds, and is added once', async () => {
    const given = delivery('d-1');
    await store.events.addDeliveries([given]);
    await store.events.addDeliveries([{ ...given, rule: 'other' }]);
    await store.events.addDeliveries([]);
    expect(await store.events.delivery('d-1')).toEqual(given);
    expect(await store.events.delivery('none')).toBeUndefined();
  });

  it('what is taken is due again when its lease lapses, and not before', async () => {
    await store.events.addDeliveries([
      delivery('d-1'),
      delivery('later', 'one', { dueAt: '2999-01-01T00:00:00.000Z' }),
    ]);
    expect(await claim({ leaseMs: 100 })).toMatchObject([{ id: 'd-1', attempts: 1 }]);
    expect(await claim()).toEqual([]);
    await expect.poll(() => claim(), { timeout: 5_000 }).toMatchObject([{ id: 'd-1', attempts: 2 }]);
  });

  it('a target has at most its share under way, and what is settled makes room', async () => {
    await store.events.addDeliveries(several(5, 'slow'));
    expect(await claim({ perTarget: 2 })).toHaveLength(2);
    expect(await claim({ perTarget: 2 })).toEqual([]);
    await store.events.settleDelivery('slow-00000', { kind: 'delivered', at: AT });
    expect(idsOf(await claim({ perTarget: 2 }))).toEqual(['slow-00002']);
  });

  it('what waits in great number at one target keeps no other from its turn', async () => {
    await store.events.addDeliveries(several(10_000, 'busy'));
    const later = { dueAt: '2026-03-02T00:00:00.000Z' };
    await store.events.addDeliveries([...several(20, 'also'), ...several(3, 'quiet', later)]);
    const first = await claim({ limit: 6, perTarget: 100 });
    expect(idsOf(first)).toEqual([
      'also-00000',
      'also-00001',
      'busy-00000',
      'busy-00001',
      'quiet-00000',
      'quiet-00001',
    ]);
    const begun = performance.now();
    await claim({ limit: 6, perTarget: 100 });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('many who claim at once never take the same, nor more of one target than its share', async () => {
    const other = await openLabStore(url);
    await store.events.addDeliveries([...several(40, 'a'), ...several(40, 'b')]);
    const options = { limit: 10, perTarget: 15, leaseMs: HOUR };
    const claims = Array.from({ length: 12 }, (_, index) =>
      (index % 2 ? other : store).events.claimDeliveries(options),
    );
    const taken = (await Promise.all(claims)).flat();
    expect(new Set(idsOf(taken)).size).toBe(taken.length);
    expect(taken.filter(({ target }) => target.id === 'a')).toHaveLength(15);
    expect(taken.filter(({ target }) => target.id === 'b')).toHaveLength(15);
    await other.close();
  });

  it('an attempt that failed is due at the time it was given, with its problem', async () => {
    await store.events.addDeliveries([delivery('d-1')]);
    await claim();
    const dueAt = new Date(Date.now() + HOUR).toISOString();
    await store.events.settleDelivery('d-1', { kind: 'again', dueAt, problem: PROBLEM });
    expect(await claim()).toEqual([]);
    expect(await store.events.delivery('d-1')).toMatchObject({
      status: 'pending',
      dueAt,
      attempts: 1,
      problem: PROBLEM,
    });
    await store.events.settleDelivery('d-1', { kind: 'again', dueAt: AT, problem: PROBLEM });
    expect(await claim()).toMatchObject([{ id: 'd-1', attempts: 2 }]);
  });

  it('a late word on what is over changes nothing', async () => {
    const [done, dead] = [delivery('done'), delivery('dead')];
    await store.events.addDeliveries([done, dead]);
    await store.events.settleDelivery('done', { kind: 'delivered', at: AT });
    await store.events.settleDelivery('dead', { kind: 'dead', at: AT, problem: PROBLEM });
    const late = '2026-03-02T00:00:00.000Z';
    await store.events.settleDelivery('done', { kind: 'dead', at: late, problem: PROBLEM });
    await store.events.settleDelivery('done', { kind: 'again', dueAt: late, problem: PROBLEM });
    await store.events.settleDelivery('dead', { kind: 'delivered', at: late });
    expect(await store.events.delivery('done')).toEqual({ ...done, status: 'delivered', endedAt: AT });
    expect(await store.events.delivery('dead')).toEqual({ ...dead, status: 'dead', endedAt: AT, problem: PROBLEM });
  });

  it('dead ones are due again when they are retried, with their attempts counted from the start', async () => {
    await store.events.addDeliveries([delivery('dead'), delivery('pending')]);
    await claim();
    await store.events.settleDelivery('dead', {
      kind: 'dead',
      at: AT,
      problem: { ...PROBLEM, exhausted: 'MaximumRetryAttempts' },
    });
    expect(await claim()).toEqual([]);
    const at = '2026-03-02T00:00:00.000Z';
    expect(await store.events.retryDeliveries(['dead', 'pending', 'none'], at)).toBe(1);
    expect(await store.events.delivery('dead')).toMatchObject({
      status: 'pending',
      attempts: 0,
      createdAt: at,
      dueAt: at,
    });
    expect(await claim()).toMatchObject([{ id: 'dead', attempts: 1 }]);
  });

  it('the next is due when it can be taken: at once, at its time, or when a lease lapses', async () => {
    const next = (perTarget?: number) => store.events.nextDeliveryMs(10 * HOUR, perTarget);
    expect(await next()).toBe(10 * HOUR);
    await store.events.addDeliveries([
      delivery('soon', 'later', { dueAt: new Date(Date.now() + 2 * HOUR).toISOString() }),
    ]);
    expect(await next()).toBeGreaterThan(1.9 * HOUR);
    expect(await next()).toBeLessThanOrEqual(2 * HOUR);
    await store.events.addDeliveries(several(3, 'slow'));
    expect(await next(2)).toBe(0);
    await claim({ perTarget: 2 });
    expect(await next(2)).toBeGreaterThan(0.9 * HOUR);
    expect(await next(2)).toBeLessThanOrEqual(HOUR);
    expect(await next(3)).toBe(0);
    expect(await store.events.nextDeliveryMs(500, 2)).toBe(500);
    await claim({ perTarget: 3 });
    expect(await next(3)).toBeGreaterThan(0.9 * HOUR);
  });

  it('deliveries are listed newest first, in pages, by status, rule and bus', async () => {
    const made = [1, 2, 2, 3].map((day, index) =>
      delivery(`d-${index}`, 'one', {
        createdAt: `2026-03-0${day}T00:00:00.000Z`,
        rule: index === 0 ? 'first' : 'rule',
      }),
    );
    await store.events.addDeliveries([...made, delivery('other', 'one', { bus: 'other', createdAt: AT })]);
    await store.events.settleDelivery('d-1', { kind: 'dead', at: AT, problem: PROBLEM });
    const first = await store.events.deliveries({ bus: 'default', limit: 2 });
    const rest = await store.events.deliveries({ bus: 'default', limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(['d-3', 'd-2', 'd-1', 'd-0']);
    const ids = async (query: Parameters<Store['events']['deliveries']>[0]) =>
      (await store.events.deliveries(query)).items.map(({ id }) => id);
    expect(await ids({ statuses: ['dead'] })).toEqual(['d-1']);
    expect(await ids({ rule: 'first' })).toEqual(['d-0']);
    expect(await ids({ statuses: [] })).toEqual([]);
  });

  it('what is over is removed after its time, and what waits is not', async () => {
    await store.events.addDeliveries([delivery('old'), delivery('new'), delivery('waits')]);
    await store.events.settleDelivery('old', { kind: 'delivered', at: AT });
    await store.events.settleDelivery('new', { kind: 'dead', at: '2026-04-01T00:00:00.000Z', problem: PROBLEM });
    expect(await store.events.removeDeliveriesEndedBefore('2026-03-15T00:00:00.000Z')).toBe(1);
    expect(await runSql(url, 'select id from trueup.deliveries order by id')).toEqual([{ id: 'new' }, { id: 'waits' }]);
  });
});
