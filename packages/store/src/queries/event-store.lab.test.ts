import type { EventEnvelope, PoisonMessage, Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleEvent } from '../lab/samples.ts';

const DAYS = [1, 2, 3, 4].map((day) => `2026-03-0${day}T00:00:00Z`) as [string, string, string, string];

describe.each(labPostgresKinds())('archives, schedules and poison on $name', { timeout: 60_000 }, (kind) => {
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

  const archived = async (query: Parameters<Store['events']['archived']>[1]): Promise<EventEnvelope[]> => {
    const seen: EventEnvelope[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await store.events.archived('a', { ...query, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items);
      if (page.next === undefined) return seen;
      cursor = page.next;
    }
  };

  it('archived events come in the order of their time, each once, however they came in', async () => {
    const events = [...DAYS.toReversed(), ...DAYS, ...DAYS].map((time) => sampleEvent(time));
    await store.events.archive('a', events);
    await store.events.archive('b', [sampleEvent(DAYS[0])]);
    await store.events.archive('a', []);
    const seen = await archived({ limit: 2 });
    expect(seen.map(({ time }) => time)).toEqual(events.map(({ time }) => time).sort());
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
  });

  it('an event of an archive comes back as it was, whatever it holds', async () => {
    const event = { ...sampleEvent(DAYS[0]), detail: { text: 'NUL \u0000 \ud800\n"', 'na\u0000me': null } };
    await store.events.archive('a', [event]);
    expect(await archived({})).toEqual([event]);
    expect(await store.events.archivedCount('a')).toEqual({
      events: 1,
      bytes: Buffer.byteLength(JSON.stringify(event)),
    });
    expect(await store.events.archivedCount('none')).toEqual({ events: 0, bytes: 0 });
  });

  it('a span of an archive has its start and not its end', async () => {
    await store.events.archive(
      'a',
      DAYS.map((time) => sampleEvent(time)),
    );
    const seen = await archived({ from: DAYS[1], to: DAYS[3], limit: 1 });
    expect(seen.map(({ time }) => time)).toEqual([DAYS[1], DAYS[2]]);
  });

  it('events that come in while an archive is read neither repeat others nor hide them', async () => {
    await store.events.archive(
      'a',
      DAYS.map((time) => sampleEvent(time)),
    );
    const first = await store.events.archived('a', { limit: 2 });
    await store.events.archive('a', [sampleEvent(DAYS[0]), sampleEvent(DAYS[1]), sampleEvent(DAYS[3])]);
    const rest = await store.events.archived('a', { cursor: first.next ?? '' });
    expect(rest.items.map(({ time }) => time)).toEqual([DAYS[1], DAYS[2], DAYS[3], DAYS[3]]);
  });

  it('archived events are removed by their time, of one archive alone', async () => {
    await store.events.archive(
      'a',
      DAYS.map((time) => sampleEvent(time)),
    );
    await store.events.archive(
      'b',
      DAYS.map((time) => sampleEvent(time)),
    );
    expect(await store.events.removeArchivedBefore('a', DAYS[2])).toBe(2);
    expect((await store.events.archivedCount('a')).events).toBe(2);
    expect((await store.events.archivedCount('b')).events).toBe(4);
  });

  it('of many who take a turn at once, one gets it', async () => {
    const other = await openLabStore(url);
    const [due, next] = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
    await store.events.setTurn('rule', '2026-02-01T00:00:00.000Z');
    await store.events.setTurn('rule', due);
    const turns = Array.from({ length: 16 }, (_, index) =>
      (index % 2 ? other : store).transaction(({ events }) => events.takeTurn('rule', due, next)),
    );
    expect((await Promise.all(turns)).filter(Boolean)).toHaveLength(1);
    expect(await store.events.dueTurns(due)).toEqual([]);
    expect(await store.events.dueTurns(next)).toEqual([{ rule: 'rule', due: next }]);
    await other.close();
  });

  it('a turn that is the last is taken once, and one that was set anew is not taken', async () => {
    const due = '2026-03-01T00:00:00.000Z';
    await store.events.setTurn('last', due);
    expect(await store.events.takeTurn('last', due, undefined)).toBe(true);
    expect(await store.events.takeTurn('last', due, undefined)).toBe(false);
    await store.events.setTurn('moved', '2026-03-05T00:00:00.000Z');
    expect(await store.events.takeTurn('moved', due, undefined)).toBe(false);
    await store.events.setTurn('moved', undefined);
    expect(await store.events.dueTurns('2027-01-01T00:00:00.000Z')).toEqual([]);
  });

  it('poison messages are kept once, readable, newest first, until they are removed', async () => {
    const message = (id: string, day: number): PoisonMessage => ({
      id,
      origin: 'queue',
      body: `{"cut off \u0000 \ud800`,
      reason: 'no JSON \0',
      receivedAt: `2026-03-0${day}T00:00:00.000Z`,
    });
    await store.events.addPoison([message('a', 1), message('b', 3), message('c', 3), message('d', 2)]);
    await store.events.addPoison([message('a', 4)]);
    await store.events.addPoison([]);
    const first = await store.events.poison({ limit: 2 });
    const rest = await store.events.poison({ limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a']);
    expect(await store.events.poisonById('a')).toEqual({
      ...message('a', 1),
      body: '{"cut off \ufffd \ufffd',
      reason: 'no JSON \ufffd',
    });
    expect(await store.events.removePoison('a')).toBe(true);
    expect(await store.events.removePoison('a')).toBe(false);
    expect(await store.events.poisonById('a')).toBeUndefined();
  });
});
