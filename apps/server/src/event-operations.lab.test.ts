import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Delivery, EventTarget, Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { servedTrueup } from './testing/served-trueup.ts';

/** What came to the listener, and how it answers. */
const received: { readonly path: string; readonly body: string }[] = [];
let answers = 200;
let listener: Server;
let base: string;
let close: () => Promise<void>;
let alice: Trueup;
beforeAll(async () => {
  listener = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  vi.stubEnv('TRUEUP_ALLOWED_HOSTS', '127.0.0.1');
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  alice = served.as('alice');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
  await new Promise((resolve) => listener.close(resolve));
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  received.push({ path: request.url ?? '', body: await text(request) });
  response.writeHead(answers).end();
}

const hook = (id: string, path = `/${id}`): EventTarget => ({
  id,
  address: { kind: 'webhook', url: `${base}${path}` },
});
const event = (source: string, detail = {}) => ({ source, detailType: 'Deployed', detail });

async function until(id: string, status: Delivery['status']): Promise<Delivery> {
  return vi.waitFor(
    async () => {
      const delivery = await alice.getDelivery({ id });
      expect(delivery.status).toBe(status);
      return delivery;
    },
    { timeout: 20_000, interval: 50 },
  );
}

test('what a rule matches arrives at its target, and the delivery log says so', async () => {
  const pattern = '{"source":["shop"],"detail":{"size":[{"numeric":[">",1e2]}]}}';
  const made = await alice.putEventRule({ name: 'large-orders', pattern });
  expect(made).toMatchObject({ enabled: true, pattern, targets: [], createdBy: 'alice', bus: 'default' });
  await alice.putEventTargets({ id: 'large-orders', targets: [hook('orders')] });
  const put = await alice.putEvents({ events: [event('shop', { size: 101 }), event('shop', { size: 7 })] });
  expect(put.items.every(({ id }) => id !== undefined)).toBe(true);
  await vi.waitFor(() => expect(received.map(({ path }) => path)).toEqual(['/orders']), { timeout: 20_000 });
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ source: 'shop', detail: { size: 101 } });
  const { items } = await alice.listDeliveries({ rule: 'large-orders' });
  expect(items).toHaveLength(1);
  await until(items[0]?.id ?? '', 'delivered');
});

test('a dead letter is seen, and arrives when it is sent again', async () => {
  answers = 404;
  await alice.putEventRule({ name: 'broken', pattern: '{"source":["nobody"]}' });
  await alice.putEventTargets({ id: 'broken', targets: [hook('broken')] });
  const { deliveryId } = await alice.sendTestEvent({ id: 'broken', targetId: 'broken' });
  const dead = await until(deliveryId, 'dead');
  expect(dead.problem).toMatchObject({ code: 'NO_RESOURCE' });
  expect(dead.event['detail-type']).toBe('Trueup Test');
  expect((await alice.listDeliveries({ statuses: ['dead'] })).items.map(({ id }) => id)).toEqual([deliveryId]);
  answers = 200;
  expect(await alice.retryDeliveries({ ids: [deliveryId, 'none'] })).toEqual({ retried: 1 });
  await until(deliveryId, 'delivered');
  await expect(alice.getDelivery({ id: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(alice.sendTestEvent({ id: 'broken', targetId: 'other' })).rejects.toThrow(
    /no target other, only broken/,
  );
});

test('a rule is changed, turned off and on, loses a target, and is removed only with force while it has others', async () => {
  await alice.putEventRule({ name: 'changing', schedule: { expression: 'rate(5 minutes)' } });
  await alice.putEventTargets({ id: 'changing', targets: [hook('one'), hook('two')] });
  const put = await alice.putEventRule({ name: 'changing', pattern: '{"source":["x"]}', description: 'of x' });
  expect(put).toMatchObject({ description: 'of x', targets: [{ id: 'one' }, { id: 'two' }] });
  expect(put).not.toHaveProperty('schedule');
  expect(await alice.setEventRuleEnabled({ id: put.arn, enabled: false })).toMatchObject({ enabled: false });
  expect(await alice.removeEventTargets({ id: 'changing', targetIds: ['one', 'three'] })).toMatchObject({
    targets: [{ id: 'two' }],
  });
  await expect(alice.deleteEventRule({ id: 'changing' })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'definition-in-use',
  });
  await alice.deleteEventRule({ id: 'changing', force: true });
  await expect(alice.getEventRule({ id: 'changing' })).rejects.toMatchObject({ code: 'not-found' });
  expect((await alice.listEventRules({})).items.map(({ name }) => name)).toEqual(['broken', 'large-orders']);
});

test.each([
  [() => alice.putEventRule({ name: 'a b', pattern: '{"source":["x"]}' }), 'name'],
  [() => alice.putEventRule({ name: 'x' }), 'pattern'],
  [() => alice.putEventRule({ name: 'x', pattern: '{"source":"x"}' }), 'pattern'],
  [() => alice.putEventRule({ name: 'x', schedule: { expression: 'rate(0 minutes)' } }), 'schedule'],
  [
    () => alice.putEventTargets({ id: 'broken', targets: [{ ...hook('t'), input: { kind: 'constant', text: '{' } }] }),
    /^targets\.t\.input$/,
  ],
  [
    () => alice.putEventTargets({ id: 'broken', targets: [{ id: 't', address: { kind: 'slack', urlSecret: 'a' } }] }),
    'targets[0].address.urlSecret',
  ],
  [() => alice.testEventPattern({ pattern: '{', event: '{}' }), 'pattern'],
  [() => alice.testEventPattern({ pattern: '{"source":["x"]}', event: '[]' }), 'event'],
])('what has a fault is refused, and its field is named (%#)', async (ask, path) => {
  const expected = typeof path === 'string' ? path : expect.stringMatching(path);
  await expect(ask()).rejects.toMatchObject({ code: 'invalid', faults: [expect.objectContaining({ path: expected })] });
});

test('a pattern is tried on an event', async () => {
  const envelope = { id: '1', account: '1', time: 't', region: 'r', 'detail-type': 'd' };
  const tried = (source: string) =>
    alice.testEventPattern({ pattern: '{"source":[{"prefix":"sh"}]}', event: JSON.stringify({ ...envelope, source }) });
  expect([await tried('shop'), await tried('bank')]).toEqual([{ matches: true }, { matches: false }]);
});

test('nobody publishes as AWS or as Trueup', async () => {
  const put = await alice.putEvents({ events: [event('aws.securityhub'), event('mine')] });
  expect(put.items).toEqual([{ reason: expect.stringMatching(/reserved/) }, { id: expect.any(String) }]);
});

test('an archive keeps what matches, its events are paged, and a replay sends them once more', async () => {
  const archive = await alice.createArchive({ name: 'kept', pattern: '{"source":["kept"]}' });
  await alice.putEventRule({ name: 'kept', pattern: '{"source":["kept"]}' });
  await alice.putEvents({ events: [1, 2, 3].map((number) => event('kept', { number })) });
  await alice.putEventTargets({ id: 'kept', targets: [hook('kept')] });
  const { items: archives } = await alice.listArchives({});
  expect(archives).toMatchObject([{ archive: { name: 'kept', retentionDays: 0 }, events: 3 }]);
  const first = await alice.listArchivedEvents({ id: 'kept', limit: 2 });
  const second = await alice.listArchivedEvents({ id: archive.arn, limit: 2, cursor: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ detail }) => detail['number'])).toEqual([1, 2, 3]);
  const range = { from: '2020-01-01T00:00:00+09:00', to: '2999-01-01T00:00:00Z' };
  const replay = await alice.startReplay({ name: 'again', archive: 'kept', ...range, rules: ['kept'] });
  expect(replay).toMatchObject({ state: 'STARTING', archive: archive.arn, from: '2019-12-31T15:00:00.000Z' });
  await vi.waitFor(async () => expect(await alice.getReplay({ id: 'again' })).toMatchObject({ state: 'COMPLETED' }), {
    timeout: 20_000,
  });
  const replayed = () => received.filter(({ path }) => path === '/kept').map(({ body }) => JSON.parse(body) as unknown);
  await vi.waitFor(() => expect(replayed()).toHaveLength(3), { timeout: 20_000 });
  expect(replayed()[0]).toMatchObject({ 'replay-name': 'again' });
  await expect(alice.cancelReplay({ id: 'again' })).rejects.toMatchObject({ reason: 'definition-in-use' });
  await expect(alice.startReplay({ name: 'again', archive: 'kept', ...range })).rejects.toMatchObject({
    reason: 'definition-exists',
  });
  expect((await alice.listReplays({})).items.map(({ name }) => name)).toEqual(['again']);
  expect(await alice.updateArchive({ id: 'kept', retentionDays: 3 })).toMatchObject({ retentionDays: 3 });
  await alice.deleteArchive({ id: 'kept' });
  expect(await alice.listArchives({})).toEqual({ items: [] });
});

test('there are no poison messages, and one that is not there is told', async () => {
  expect(await alice.listPoisonMessages({})).toEqual({ items: [] });
  for (const ask of [alice.getPoisonMessage, alice.replayPoisonMessage, alice.deletePoisonMessage]) {
    await expect(ask({ id: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  }
});
