import type { EventArchive, EventEnvelope, Trueup } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import { expect, test } from 'vitest';
import { newEvents } from './new-events.ts';

const archiveAt = (createdAt: string): EventArchive => ({
  name: 'tail-0123456789abcdef',
  bus: 'default',
  arn: 'arn:aws:events:us-east-1:222222222222:archive/tail-0123456789abcdef',
  retentionDays: 1,
  createdAt,
});

const eventAt = (number: number, ms: number): EventEnvelope => ({
  version: '0',
  id: `event-${number}`,
  'detail-type': 'Deployed',
  source: 'my.app',
  account: '222222222222',
  time: `${new Date(ms).toISOString().slice(0, 19)}Z`,
  region: 'us-east-1',
  resources: [],
  detail: {},
});

/** An archive that answers as the server does, by time and in pages; `onPause` is what happens between two looks. */
function watching(events: EventEnvelope[], onPause: (looks: number) => void, createdAt: string) {
  const asked: (string | undefined)[] = [];
  let looks = 0;
  const trueup: Trueup = {
    ...scriptedTrueup().application({ kind: 'person', name: 'alice' }),
    async listArchivedEvents({ from, limit = 100, cursor = '0' }) {
      if (cursor === '0') asked.push(from);
      const found = events
        .filter(({ time }) => from === undefined || Date.parse(time) >= Date.parse(from))
        .toSorted((one, other) => one.time.localeCompare(other.time));
      const end = Number(cursor) + limit;
      return { items: found.slice(Number(cursor), end), ...(end < found.length ? { next: String(end) } : {}) };
    },
  };
  const pause = async (): Promise<void> => {
    looks += 1;
    onPause(looks);
  };
  return { asked, seen: newEvents({ trueup, pause }, archiveAt(createdAt)) };
}

async function idsOf(events: AsyncGenerator<EventEnvelope>, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) {
    ids.push(id);
    if (ids.length === count) break;
  }
  return ids;
}

test('an event that comes late is shown, though its time is before those already shown', async () => {
  const now = Date.now();
  const events = [eventAt(1, now)];
  const late = (looks: number): void => void (looks === 1 && events.push(eventAt(2, now - 3_600_000)));
  const { seen } = watching(events, late, new Date(now).toISOString());
  expect(await idsOf(seen, 2)).toEqual(['event-1', 'event-2']);
});

test('all pages of a look are read, and each event is shown once', async () => {
  const now = Date.now();
  const events = Array.from({ length: 2_500 }, (_one, at) => eventAt(at, now));
  const more = (looks: number): void => void (looks === 2 && events.push(eventAt(9_999, now)));
  const { seen } = watching(events, more, new Date(now).toISOString());
  const ids = await idsOf(seen, 2_501);
  expect(new Set(ids).size).toBe(2_501);
  expect(ids.at(-1)).toBe('event-9999');
});

test("a large archive is not read again and again: only its last half minute, by the server's clock", async () => {
  const serverNow = Date.now() + 3_600_000;
  const events = Array.from({ length: 1_200 }, (_one, at) => eventAt(at, serverNow - 600_000));
  const more = (looks: number): void => void (looks === 1 && events.push(eventAt(9_999, serverNow)));
  const { asked, seen } = watching(events, more, new Date(serverNow).toISOString());
  expect((await idsOf(seen, 1_201)).at(-1)).toBe('event-9999');
  expect(asked[0]).toBeUndefined();
  const lookedBack = serverNow - Date.parse(asked[1] ?? '');
  expect(lookedBack).toBeGreaterThan(20_000);
  expect(lookedBack).toBeLessThan(31_000);
});

test('that the archive itself was made is not shown', async () => {
  const now = Date.now();
  const { arn } = archiveAt('');
  const own = { ...eventAt(1, now), detail: { action: 'definition.put', subject: { kind: 'definition', id: arn } } };
  const other = { ...eventAt(2, now), detail: { action: 'definition.put', subject: { kind: 'definition', id: 'x' } } };
  const { seen } = watching([own, other], () => undefined, new Date(now).toISOString());
  expect(await idsOf(seen, 1)).toEqual(['event-2']);
});
