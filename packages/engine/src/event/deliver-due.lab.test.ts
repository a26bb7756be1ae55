import type { Deliver, DeliveryOutcome, EventTarget, Parcel, Store } from '@trueup/core';
import { eventParts, eventually, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { putEventRule, putEventTargets } from '../definition/event-rules.ts';
import { importFindings } from '../finding/import-findings.ts';
import { updateFindings } from '../finding/update-findings.ts';
import type { OutsideParts } from '../parts.ts';
import { deliverDue } from './deliver-due.ts';
import { putEvents } from './put-events.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

/** What tests before left on its way belongs to nobody here. */
beforeEach(async () => {
  const { items } = await store.events.deliveries({ statuses: ['pending'], limit: 1000 });
  for (const { id } of items) {
    await store.events.settleDelivery(id, { kind: 'delivered', at: '2026-01-01T00:00:00.000Z' });
  }
});

type Answer = (parcel: Parcel, signal: AbortSignal, tries: number) => DeliveryOutcome | Promise<DeliveryOutcome>;
type Letter = Parameters<OutsideParts['deadLetter']>[1] & { readonly queueArn: string };

interface Scene {
  readonly parts: BatchedParts;
  readonly given: ReturnType<typeof eventParts>;
  readonly parcels: Parcel[];
  readonly letters: Letter[];
  rule(name: string, pattern: object, targets: readonly EventTarget[]): Promise<string>;
  put(source: string, count?: number): Promise<void>;
  statuses(rule: string): Promise<readonly string[]>;
}

const DELIVERED: DeliveryOutcome = { kind: 'delivered' };
const FAILED: DeliveryOutcome = { kind: 'failed', code: 'TIMEOUT', message: 'no answer' };
const REFUSED: DeliveryOutcome = { kind: 'refused', code: 'NO_PERMISSIONS', message: 'denied' };
const hook = (id: string, more: Partial<EventTarget> = {}): EventTarget => ({
  id,
  address: { kind: 'webhook', url: `https://example.com/${id}` },
  ...more,
});

function scene(answer: Answer, more: Partial<OutsideParts> = {}): Scene {
  const account = freshAccount();
  const parcels: Parcel[] = [];
  const letters: Letter[] = [];
  const tries = new Map<string, number>();
  const webhook: Deliver<'webhook'> = async (_address, parcel, signal) => {
    parcels.push(parcel);
    const count = (tries.get(parcel.deliveryId) ?? 0) + 1;
    tries.set(parcel.deliveryId, count);
    return answer(parcel, signal, count);
  };
  const plain = eventParts(store, account);
  const given = eventParts(store, account, {
    deliver: { ...plain.deliver, webhook },
    deadLetter: (queueArn, letter) => {
      letters.push({ queueArn, ...letter });
      return Promise.resolve(DELIVERED);
    },
    ...more,
  });
  const parts = batchedParts(given);
  return {
    parts,
    given,
    parcels,
    letters,
    async rule(name, pattern, targets) {
      const kept = await putEventRule(
        parts,
        { name, enabled: true, pattern: JSON.stringify(pattern) },
        given.scope,
        REQUESTER,
      );
      if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
      await putEventTargets(parts, kept.rule.arn, targets, REQUESTER);
      return kept.rule.arn;
    },
    async put(source, count = 1) {
      const events = Array.from({ length: count }, (_none, n) => ({
        source,
        detailType: 'Test',
        detail: { n },
        resources: [],
      }));
      await putEvents(parts, events, given.scope);
    },
    statuses: async (rule) =>
      (await store.events.deliveries({ rule, limit: 1000 })).items.map(
        ({ status, attempts }) => `${status} ${attempts}`,
      ),
  };
}

async function whileDelivering(at: Scene, work: () => Promise<void>): Promise<void> {
  const loop = deliverDue(at.parts);
  try {
    await work();
  } finally {
    await loop.stop();
  }
}

test('what a rule matches arrives once, with what the target’s input makes of it', async () => {
  const at = scene(() => DELIVERED);
  const input: EventTarget['input'] = { kind: 'path', path: '$.detail' };
  await at.rule('arrives', { source: ['app.arrives'] }, [hook('arrives', { input })]);
  await whileDelivering(at, async () => {
    await at.put('app.arrives');
    await eventually(
      () => at.statuses('arrives'),
      (seen) => seen[0] === 'delivered 1',
    );
  });
  expect(at.parcels.map(({ body, rule }) => [body, rule.name])).toEqual([['{"n":0}', 'arrives']]);
});

test('what fails is tried again after a pause, until it arrives', async () => {
  const times: number[] = [];
  const at = scene((_parcel, _signal, tries) => {
    times.push(Date.now());
    return tries < 3 ? FAILED : DELIVERED;
  });
  await at.rule('again', { source: ['app.again'] }, [hook('again')]);
  await whileDelivering(at, async () => {
    await at.put('app.again');
    await eventually(
      () => at.statuses('again'),
      (seen) => seen[0] === 'delivered 3',
    );
  });
  const [first = 0, second = 0, third = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(500);
  expect(third - second).toBeGreaterThanOrEqual(1_000);
  const { items } = await store.events.deliveries({ rule: 'again', limit: 1 });
  expect(items[0]?.problem).toBeUndefined();
});

test('what is refused is a dead letter at once: kept, recorded and sent to its queue', async () => {
  const at = scene(() => REFUSED);
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:dead';
  await at.rule('refused', { source: ['app.refused'] }, [hook('refused', { deadLetterArn: queue })]);
  await whileDelivering(at, async () => {
    await at.put('app.refused');
    await eventually(
      () => at.letters.length,
      (seen) => seen === 1,
    );
  });
  const { items } = await store.events.deliveries({ rule: 'refused', limit: 10 });
  const problem = { code: 'NO_PERMISSIONS', message: 'denied' };
  expect(items).toMatchObject([{ status: 'dead', attempts: 1, problem }]);
  expect(at.letters).toMatchObject([{ queueArn: queue, problem, retries: 0, parcel: { deliveryId: items[0]?.id } }]);
  const records = await store.records.list({ subjectId: items[0]?.id ?? '', limit: 5 });
  expect(records.items.map(({ action }) => action)).toEqual(['delivery.given-up']);
});

test('a dead letter that does not reach its queue is told and stays here', async () => {
  const at = scene(() => REFUSED, { deadLetter: () => Promise.resolve(FAILED) });
  await at.rule('kept', { source: ['app.kept'] }, [hook('kept', { deadLetterArn: 'arn:aws:sqs:eu-west-1:1:q' })]);
  await whileDelivering(at, async () => {
    await at.put('app.kept');
    await eventually(
      () => at.given.errors,
      (seen) => seen.some((line) => line.startsWith('a dead letter did not')),
    );
  });
  expect(await at.statuses('kept')).toEqual(['dead 1']);
});

test('attempts end with those that the target allows', async () => {
  const at = scene(() => FAILED);
  const retry = { maxAttempts: 1, maxAgeSeconds: 60 };
  await at.rule('ends', { source: ['app.ends'] }, [hook('ends', { retry })]);
  await whileDelivering(at, async () => {
    await at.put('app.ends');
    await eventually(
      () => at.statuses('ends'),
      (seen) => seen[0] === 'dead 2',
    );
  });
  const { items } = await store.events.deliveries({ rule: 'ends', limit: 1 });
  expect(items[0]?.problem).toEqual({ code: 'TIMEOUT', message: 'no answer', exhausted: 'MaximumRetryAttempts' });
});

test('the news of dead letters does not breed more of them', async () => {
  const at = scene(() => REFUSED);
  const news = { source: ['trueup'], 'detail-type': ['Trueup Delivery Given Up'] };
  await at.rule('news', news, [hook('one'), hook('two')]);
  await at.rule('first', { source: ['app.news'] }, [hook('first')]);
  await whileDelivering(at, async () => {
    await at.put('app.news');
    await eventually(
      () => at.statuses('news'),
      (seen) => seen.filter((one) => one === 'dead 1').length === 2,
    );
    await delay(300);
  });
  expect(await at.statuses('news')).toEqual(['dead 1', 'dead 1']);
});

test('a target that throws is told, and tried again', async () => {
  const at = scene((_parcel, _signal, tries) => {
    if (tries === 1) throw new Error('a bug');
    return DELIVERED;
  });
  await at.rule('throws', { source: ['app.throws'] }, [hook('throws')]);
  await whileDelivering(at, async () => {
    await at.put('app.throws');
    await eventually(
      () => at.statuses('throws'),
      (seen) => seen[0] === 'delivered 2',
    );
  });
  expect(at.given.errors).toEqual([expect.stringContaining('a delivery failed unexpectedly')]);
});

test('a target that hangs has its share and no more, keeps no other waiting, and nobody asks in a frenzy', async () => {
  let hanging = 0;
  let most = 0;
  let claims = 0;
  const counting: Store = {
    ...store,
    events: {
      ...store.events,
      claimDeliveries: (options) => {
        claims += 1;
        return store.events.claimDeliveries(options);
      },
    },
  };
  const at = scene(
    async ({ target }, signal) => {
      if (target.id === 'good') return DELIVERED;
      hanging += 1;
      most = Math.max(most, hanging);
      await delay(60_000, undefined, { signal }).catch(() => undefined);
      hanging -= 1;
      return FAILED;
    },
    { store: counting },
  );
  await at.rule('hangs', { source: ['app.hangs'] }, [hook('hangs')]);
  await at.rule('good', { source: ['app.good'] }, [hook('good')]);
  await whileDelivering(at, async () => {
    await at.put('app.hangs', 40);
    await eventually(
      () => hanging,
      (seen) => seen === 8,
    );
    const begun = Date.now();
    await at.put('app.good', 20);
    await eventually(
      () => at.statuses('good'),
      (seen) => seen.filter((one) => one === 'delivered 1').length === 20,
    );
    expect(Date.now() - begun).toBeLessThan(3_000);
    claims = 0;
    await delay(1_000);
    expect(claims).toBeLessThanOrEqual(25);
  });
  expect(most).toBe(8);
});

test('a stop does not wait for targets and settles nothing that it cut off: another tries it again', async () => {
  const lease = 700;
  const short: Store = {
    ...store,
    events: {
      ...store.events,
      claimDeliveries: (options) => store.events.claimDeliveries({ ...options, leaseMs: lease }),
    },
  };
  const hangs: Answer = async (_parcel, signal) => {
    await delay(60_000, undefined, { signal }).catch(() => undefined);
    return FAILED;
  };
  let answer = hangs;
  const at = scene((...given) => answer(...given), { store: short });
  await at.rule('stopped', { source: ['app.stopped'] }, [hook('stopped')]);
  const begun = Date.now();
  await whileDelivering(at, async () => {
    await at.put('app.stopped');
    await eventually(
      () => at.parcels.length,
      (seen) => seen === 1,
    );
  });
  expect(Date.now() - begun).toBeLessThan(5_000);
  const { items } = await store.events.deliveries({ rule: 'stopped', limit: 1 });
  expect(items).toMatchObject([{ status: 'pending', attempts: 1 }]);
  expect(items[0]?.problem).toBeUndefined();
  answer = () => DELIVERED;
  await whileDelivering(at, async () => {
    await eventually(
      () => at.statuses('stopped'),
      (seen) => seen[0] === 'delivered 2',
    );
  });
  expect(new Set(at.parcels.map(({ deliveryId }) => deliveryId)).size).toBe(1);
});

test('two loops deliver each once', async () => {
  const at = scene(() => DELIVERED);
  await at.rule('two', { source: ['app.two'] }, [hook('two')]);
  const other = deliverDue(at.parts);
  await whileDelivering(at, async () => {
    await at.put('app.two', 100);
    await eventually(
      () => at.statuses('two'),
      (seen) => seen.every((one) => one === 'delivered 1'),
    );
  });
  await other.stop();
  expect(at.parcels).toHaveLength(100);
});

/** A target that answers each event about a finding with an update of it, as ticket systems do. */
async function writingBack(pattern: object, name: string): Promise<{ at: Scene; finish: () => Promise<number> }> {
  let under = 0;
  let most = 0;
  const at: Scene = scene(async ({ event }) => {
    under += 1;
    most = Math.max(most, under);
    const [finding] = event.detail['findings'] as unknown as readonly {
      readonly ProductArn: string;
      readonly Id: string;
    }[];
    const ids = await store.findings.ofReporters([{ productArn: finding?.ProductArn ?? '', id: finding?.Id ?? '' }]);
    await updateFindings(at.parts, ids, { Workflow: { Status: 'NOTIFIED' } }, REQUESTER);
    under -= 1;
    return DELIVERED;
  });
  const account = at.given.scope.accountId;
  await at.rule(name, { ...pattern, account: [account], 'detail-type': ['Security Hub Findings - Imported'] }, [
    hook(name),
  ]);
  return {
    at,
    async finish() {
      await whileDelivering(at, async () => {
        await importFindings(at.parts, [hubFinding(account)], REQUESTER, 'tool');
        await eventually(
          () => at.parcels.length,
          (seen) => seen > 0,
        );
        await delay(800);
      });
      return most;
    },
  };
}

test('a target that writes back is called once where its pattern asks for what it changes', async () => {
  const { at, finish } = await writingBack({ detail: { findings: { Workflow: { Status: ['NEW'] } } } }, 'once');
  await finish();
  expect(at.parcels).toHaveLength(1);
});

test('one whose pattern does not goes round as long as it writes, one turn at a time, and never grows', async () => {
  const { at, finish } = await writingBack({}, 'round');
  expect(await finish()).toBe(1);
  expect(at.parcels.length).toBeGreaterThan(1);
  const { items } = await store.events.deliveries({ rule: 'round', statuses: ['pending'], limit: 100 });
  expect(items.length).toBeLessThanOrEqual(1);
});
