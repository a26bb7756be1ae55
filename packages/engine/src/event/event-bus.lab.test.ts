import { accountId, type EventEnvelope, type EventTarget, type Scope, type Store } from '@trueup/core';
import { eventParts, freshAccount, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { createArchive, deleteArchive, updateArchive } from '../definition/event-archives.ts';
import {
  deleteEventRule,
  listEventRules,
  putEventRule,
  putEventTargets,
  removeEventTargets,
  setEventRuleEnabled,
  type EventRuleDraft,
} from '../definition/event-rules.ts';
import { putEvents, sendTest } from './put-events.ts';
import { cancelReplay, carryOn, startReplay } from './run-replays.ts';
import { fireDue } from './take-turns.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const HOOK: EventTarget = { id: 'hook', address: { kind: 'webhook', url: 'https://example.com/' } };

interface Scene {
  readonly parts: BatchedParts;
  readonly scope: Scope;
  rule(
    draft: Partial<EventRuleDraft> & { name: string },
    scope?: Scope,
    targets?: readonly EventTarget[],
  ): Promise<string>;
  put(source: string, detail?: object, scope?: Scope): Promise<void>;
  /** What is on its way: rule, target and source of each. */
  deliveries(): Promise<readonly string[]>;
  events(rule: string): Promise<readonly EventEnvelope[]>;
}

function scene(more: Parameters<typeof eventParts>[2] = {}): Scene {
  const given = eventParts(store, freshAccount(), more);
  const parts = batchedParts(given);
  const { scope } = given;
  const arns = new Set<string>();
  const mine = async () =>
    (await store.events.deliveries({ limit: 1000 })).items.filter(({ ruleArn }) => arns.has(ruleArn));
  return {
    parts,
    scope,
    async rule(draft, at = scope, targets = [HOOK]) {
      const kept = await putEventRule(parts, { enabled: true, ...draft }, at, REQUESTER);
      if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
      await putEventTargets(parts, kept.rule.arn, targets, REQUESTER);
      arns.add(kept.rule.arn);
      return kept.rule.arn;
    },
    async put(source, detail = {}, at = scope) {
      const event = { source, detailType: 'Test', detail: detail as EventEnvelope['detail'], resources: [] };
      expect(await putEvents(parts, [event], at)).toMatchObject([{ kind: 'put' }]);
    },
    deliveries: async () =>
      (await mine()).map(({ rule, target, event }) => `${rule} ${target.id} ${event.source}`).toSorted(),
    events: async (rule) => (await mine()).filter((one) => one.rule === rule).map(({ event }) => event),
  };
}

const member = (scope: Scope): Scope => ({ ...scope, accountId: accountId(freshAccount()) });
const from = (source: string): string => JSON.stringify({ source: [source] });

test('an event goes to each target of the enabled rules that match it, and to no other', async () => {
  const at = scene();
  await at.rule({ name: 'a', pattern: from('app.one') }, at.scope, [HOOK, { ...HOOK, id: 'second' }]);
  await at.rule({ name: 'b', pattern: '{"detail": {"size": [{"numeric": [">", 5]}]}}' });
  await at.rule({ name: 'other', pattern: from('app.two') });
  await at.rule({ name: 'off', pattern: from('app.one'), enabled: false });
  await at.rule({ name: 'without-targets', pattern: from('app.one') }, at.scope, []);
  await at.put('app.one', { size: 9 });
  await at.put('app.one', { size: 3 });
  expect(await at.deliveries()).toEqual([
    'a hook app.one',
    'a hook app.one',
    'a second app.one',
    'a second app.one',
    'b hook app.one',
  ]);
});

test('a rule sees its own account, the administrator’s all', async () => {
  const at = scene();
  const [one, two] = [member(at.scope), member(at.scope)];
  await at.rule({ name: 'admin', pattern: from('app.cover') });
  await at.rule({ name: 'one', pattern: from('app.cover') }, one);
  await at.rule({ name: 'two', pattern: from('app.cover') }, two);
  await at.put('app.cover', {}, one);
  expect(await at.deliveries()).toEqual(['admin hook app.cover', 'one hook app.cover']);
});

test('a rule that is changed, switched or removed counts from then on', async () => {
  const at = scene();
  const arn = await at.rule({ name: 'r', pattern: from('app.change') });
  await setEventRuleEnabled(at.parts, arn, false, REQUESTER);
  await at.put('app.change');
  expect(await at.deliveries()).toEqual([]);
  await setEventRuleEnabled(at.parts, arn, true, REQUESTER);
  await at.put('app.change');
  await at.rule({ name: 'r', pattern: from('app.changed') });
  await at.put('app.change');
  await at.put('app.changed');
  expect(await at.deliveries()).toEqual(['r hook app.change', 'r hook app.changed']);
  await removeEventTargets(at.parts, arn, ['hook', 'unknown'], REQUESTER);
  await at.put('app.changed');
  expect(await deleteEventRule(at.parts, arn, REQUESTER)).toEqual({ kind: 'deleted' });
  await at.put('app.changed');
  expect(await at.deliveries()).toHaveLength(2);
  expect(await listEventRules(at.parts, at.scope.accountId)).toEqual([]);
});

test('a change that was rolled back is never worked with', async () => {
  const at = scene();
  const arn = await at.rule({ name: 'real', enabled: false, pattern: from('app.real') });
  const failing: Store = {
    ...store,
    transaction: (work) =>
      store.transaction(async (stores) => {
        await work(stores);
        throw new Error('the power fails');
      }),
  };
  // The same bus, whose copy of the rules is asked during the change that is rolled back.
  const bus = { ...at.parts, store: publishingOver(failing, at.parts) };
  await expect(
    putEventRule(bus, { name: 'never', enabled: true, pattern: from('app.rolled-back') }, at.scope, REQUESTER),
  ).rejects.toThrow('the power fails');
  // The next change has the version that the one before would have had.
  await setEventRuleEnabled(at.parts, arn, true, REQUESTER);
  await at.put('app.real');
  expect(await at.deliveries()).toEqual(['real hook app.real']);
});

/** As batchedParts makes it, over another store. */
function publishingOver(failing: Store, parts: BatchedParts): Store {
  return {
    ...failing,
    transaction: (work) =>
      failing.transaction(async (stores) => {
        const result = await work(stores);
        await parts.bus.publish(stores, [
          {
            version: '0',
            id: 'x',
            'detail-type': 'Test',
            source: 'app.any',
            account: '000000000000',
            time: '2026-01-01T00:00:00Z',
            region: 'eu-west-1',
            resources: [],
            detail: {},
          },
        ]);
        return result;
      }),
  };
}

test.each<[string, Partial<EventRuleDraft>, string]>([
  ['name', { name: 'no spaces' }, 'name'],
  ['bus', { bus: 'mine' }, 'bus'],
  ['pattern that is none', { pattern: '{"source": "x"}' }, 'pattern'],
  ['schedule that is none', { schedule: { expression: 'rate(999999999 days)' } }, 'schedule'],
  ['lack of both', {}, 'pattern'],
])('a wrong %s is refused with its place', async (_name, draft, field) => {
  const at = scene();
  const put = await putEventRule(at.parts, { name: 'x', enabled: true, ...draft }, at.scope, REQUESTER);
  expect(put).toMatchObject({ kind: 'invalid', field });
  expect(await listEventRules(at.parts, at.scope.accountId)).toEqual([]);
});

test('targets are taken all or none, each id once; a rule with targets is not deleted unless it must', async () => {
  const at = scene();
  const arn = await at.rule({ name: 'r', pattern: from('app.targets') });
  const wrong: EventTarget = { ...HOOK, id: 'no spaces' };
  const badTemplate: EventTarget = { ...HOOK, id: 'bad', input: { kind: 'transformer', paths: {}, template: '<x>' } };
  for (const targets of [[{ ...HOOK, id: 'new' }, wrong], [badTemplate], [HOOK, HOOK]]) {
    expect(await putEventTargets(at.parts, arn, targets, REQUESTER)).toMatchObject({ kind: 'invalid' });
  }
  const [rule] = await listEventRules(at.parts, at.scope.accountId);
  expect(rule?.targets).toEqual([HOOK]);
  const renewed: EventTarget = { ...HOOK, address: { kind: 'remediation' } };
  expect(await putEventTargets(at.parts, arn, [renewed], REQUESTER)).toMatchObject({ rule: { targets: [renewed] } });
  expect(await putEventTargets(at.parts, `${arn}x`, [HOOK], REQUESTER)).toMatchObject({ reason: 'unknown-definition' });
  expect(await deleteEventRule(at.parts, arn, REQUESTER)).toMatchObject({ reason: 'definition-in-use' });
  expect(await deleteEventRule(at.parts, arn, REQUESTER, { force: true })).toEqual({ kind: 'deleted' });
  expect(await deleteEventRule(at.parts, arn, REQUESTER)).toMatchObject({ reason: 'unknown-definition' });
});

test('each change of a definition is recorded with who made it', async () => {
  const at = scene();
  const arn = await at.rule({ name: 'r', pattern: from('app.records') });
  await deleteEventRule(at.parts, arn, REQUESTER, { force: true });
  const { items } = await store.records.list({ subjectId: arn, limit: 10 });
  expect(items.map(({ action }) => action)).toEqual(['definition.deleted', 'definition.put', 'definition.put']);
  expect(items.every(({ actor }) => actor.name === 'requester')).toBe(true);
});

test('nobody but the services and Trueup speaks in their names', async () => {
  const at = scene();
  await at.rule({ name: 'r', pattern: '{"detail-type": ["Forged"]}' });
  const forged = ['aws.securityhub', 'aws', 'trueup', 'trueup.x'].map((source) => ({
    source,
    detailType: 'Forged',
    detail: {},
    resources: [],
  }));
  const put = await putEvents(
    at.parts,
    [...forged, { ...forged[0], source: 'awsome' } as (typeof forged)[0]],
    at.scope,
  );
  expect(put.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused', 'refused', 'put']);
  expect(await at.deliveries()).toEqual(['r hook awsome']);
});

test('a test message goes to one target, whole', async () => {
  const at = scene();
  const input: EventTarget['input'] = { kind: 'path', path: '$.detail.nothing' };
  const arn = await at.rule({ name: 'r', pattern: from('app.test') }, at.scope, [
    { ...HOOK, input },
    { ...HOOK, id: 'b' },
  ]);
  const sent = await sendTest(at.parts, arn, 'hook', REQUESTER);
  const delivery = await store.events.delivery(sent.kind === 'sent' ? sent.deliveryId : '');
  expect(delivery?.target).toEqual(HOOK);
  expect(await at.deliveries()).toEqual(['r hook trueup']);
  expect(await sendTest(at.parts, arn, 'c', REQUESTER)).toMatchObject({ reason: 'unknown-definition' });
});

const ALL_TIME = { from: '2020-01-01T00:00:00.000Z', to: '2040-01-01T00:00:00.000Z' };

async function replayed(at: Scene, arn: string): Promise<void> {
  while (await carryOn(at.parts, arn));
}

test('an archive keeps what matches; a replay sends it again to the rules it names, and into no archive', async () => {
  const at = scene();
  const kept = await createArchive(
    at.parts,
    { name: 'a', pattern: from('app.keep'), retentionDays: 0 },
    at.scope,
    REQUESTER,
  );
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  await at.put('app.keep', { n: 1 });
  await at.put('app.lose');
  await at.put('app.keep', { n: 2 });
  expect((await store.events.archivedCount(kept.archive.arn)).events).toBe(2);

  await at.rule({ name: 'chosen', pattern: from('app.keep') });
  await at.rule({ name: 'left-out', pattern: from('app.keep') });
  await at.rule({ name: 'first-time-only', pattern: '{"source": ["app.keep"], "replay-name": [{"exists": false}]}' });
  const rules = ['chosen', 'first-time-only'];
  const started = await startReplay(at.parts, { name: 'again', archive: 'a', rules, ...ALL_TIME }, at.scope, REQUESTER);
  if (started.kind !== 'kept') throw new Error(JSON.stringify(started));
  expect(started.replay.state).toBe('STARTING');
  await replayed(at, started.replay.arn);
  expect(await at.deliveries()).toEqual(['chosen hook app.keep', 'chosen hook app.keep']);
  expect((await at.events('chosen')).map((event) => event['replay-name'])).toEqual(['again', 'again']);
  expect((await store.events.archivedCount(kept.archive.arn)).events).toBe(2);
  const done = await store.definitions.get('event-replay', started.replay.arn);
  expect(done).toMatchObject({ state: 'COMPLETED', endedAt: expect.any(String), lastReplayedAt: expect.any(String) });
  expect(await carryOn(at.parts, started.replay.arn)).toBe(false);
  expect(await at.deliveries()).toHaveLength(2);
});

test('a replay of one account does not reach rules of another, not even those of the same name', async () => {
  const at = scene();
  const own = member(at.scope);
  await createArchive(at.parts, { name: 'm', pattern: from('app.mine'), retentionDays: 0 }, own, REQUESTER);
  await at.put('app.mine', {}, own);
  await at.rule({ name: 'same', pattern: from('app.mine') });
  await at.rule({ name: 'same', pattern: from('app.mine') }, own);
  const started = await startReplay(
    at.parts,
    { name: 'm', archive: 'm', rules: ['same'], ...ALL_TIME },
    own,
    REQUESTER,
  );
  await replayed(at, started.kind === 'kept' ? started.replay.arn : '');
  const { items } = await store.events.deliveries({ rule: 'same', limit: 10 });
  expect(items.map(({ ruleArn }) => ruleArn.split(':')[4])).toEqual([own.accountId]);
});

test('of many events a replay sends each once, part by part, however many carry it on', async () => {
  const at = scene();
  await createArchive(at.parts, { name: 'many', pattern: from('app.many'), retentionDays: 0 }, at.scope, REQUESTER);
  const event = { source: 'app.many', detailType: 'Test', resources: [] };
  const all = Array.from({ length: 450 }, (_none, n) => ({ ...event, detail: { n } }));
  await putEvents(at.parts, all, at.scope);
  await at.rule({ name: 'many', pattern: from('app.many') });
  const started = await startReplay(at.parts, { name: 'many', archive: 'many', ...ALL_TIME }, at.scope, REQUESTER);
  const arn = started.kind === 'kept' ? started.replay.arn : '';
  await Promise.all([replayed(at, arn), replayed(at, arn)]);
  const sent = (await at.events('many')).map(({ detail }) => Number(detail['n']));
  expect(sent.toSorted((one, other) => one - other)).toEqual(all.map((_event, n) => n));
});

test('a replay that is cancelled sends no more', async () => {
  const at = scene();
  await createArchive(at.parts, { name: 'c', pattern: from('app.cancel'), retentionDays: 0 }, at.scope, REQUESTER);
  await at.put('app.cancel');
  await at.rule({ name: 'cancel', pattern: from('app.cancel') });
  const started = await startReplay(at.parts, { name: 'c', archive: 'c', ...ALL_TIME }, at.scope, REQUESTER);
  const arn = started.kind === 'kept' ? started.replay.arn : '';
  expect(await cancelReplay(at.parts, arn, REQUESTER)).toMatchObject({ replay: { state: 'CANCELLING' } });
  expect(await cancelReplay(at.parts, arn, REQUESTER)).toMatchObject({ reason: 'definition-in-use' });
  await replayed(at, arn);
  expect(await at.deliveries()).toEqual([]);
  expect(await store.definitions.get('event-replay', arn)).toMatchObject({ state: 'CANCELLED' });
});

test('archives and replays say what is wrong with them', async () => {
  const at = scene();
  const draft = { name: 'w', retentionDays: 3 };
  const create = (given: object) => createArchive(at.parts, { ...draft, ...given }, at.scope, REQUESTER);
  expect(await create({ name: 'no spaces' })).toMatchObject({ kind: 'invalid', field: 'name' });
  expect(await create({ retentionDays: -1 })).toMatchObject({ kind: 'invalid', field: 'retentionDays' });
  expect(await create({ pattern: '{}' })).toMatchObject({ kind: 'invalid', field: 'pattern' });
  const kept = await create({});
  const arn = kept.kind === 'kept' ? kept.archive.arn : '';
  expect(await create({})).toMatchObject({ reason: 'definition-exists' });
  const replay = (given: object) =>
    startReplay(at.parts, { name: 'w', archive: 'w', ...ALL_TIME, ...given }, at.scope, REQUESTER);
  expect(await replay({ archive: 'none' })).toMatchObject({ reason: 'unknown-definition' });
  expect(await replay({ from: ALL_TIME.to })).toMatchObject({ reason: 'invalid-definition' });
  expect(await replay({})).toMatchObject({ kind: 'kept' });
  expect(await replay({})).toMatchObject({ reason: 'definition-exists' });
  expect(await updateArchive(at.parts, arn, { retentionDays: 9 }, REQUESTER)).toMatchObject({
    archive: { retentionDays: 9, name: 'w' },
  });
  await at.put('app.any');
  expect((await store.events.archivedCount(arn)).events).toBeGreaterThan(0);
  expect(await deleteArchive(at.parts, arn, REQUESTER)).toEqual({ kind: 'deleted' });
  expect(await store.events.archivedCount(arn)).toMatchObject({ events: 0 });
});

test('a schedule fires once a turn whatever number of processes look; missed turns are one', async () => {
  let now = '2026-03-01T10:00:30.000Z';
  const clock = { now: () => now };
  const at = scene({ clock });
  const other = batchedParts(eventParts(store, at.scope.accountId, { clock }));
  await at.rule({ name: 'each-hour', schedule: { expression: 'cron(0 * * * ? *)' } });
  const look = () => Promise.all([fireDue(at.parts), fireDue(other), fireDue(at.parts), fireDue(other)]);
  await look();
  expect(await at.events('each-hour')).toEqual([]);
  now = '2026-03-01T11:00:00.000Z';
  await look();
  await look();
  now = '2026-03-01T17:30:00.000Z';
  await look();
  const fired = await at.events('each-hour');
  expect(fired.map(({ time }) => time).toSorted()).toEqual(['2026-03-01T11:00:00Z', '2026-03-01T12:00:00Z']);
  expect(fired[0]).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    account: at.scope.accountId,
  });
});

test('a schedule that cannot be fired keeps no other from its turn, and one that is off has none', async () => {
  let now = '2026-03-02T10:00:00.000Z';
  const given = eventParts(store, freshAccount(), { clock: { now: () => now } });
  const at = { ...scene(), parts: batchedParts(given) };
  const put = (name: string, enabled = true) =>
    putEventRule(at.parts, { name, enabled, schedule: { expression: 'rate(1 hour)' } }, given.scope, REQUESTER);
  const rules = [await put('broken'), await put('sound'), await put('off', false)];
  const arns = rules.map((kept) => (kept.kind === 'kept' ? kept.rule.arn : ''));
  for (const arn of arns) await putEventTargets(at.parts, arn, [HOOK], REQUESTER);
  const broken = rules[0]?.kind === 'kept' ? rules[0].rule : undefined;
  if (!broken) throw new Error('no rule');
  // As another version may have stored it.
  await store.definitions.put('event-rule', broken.arn, { ...broken, schedule: { expression: 'every now and then' } });
  now = '2026-03-02T11:30:00.000Z';
  await fireDue(at.parts);
  const { items } = await store.events.deliveries({ limit: 1000 });
  const fired = items.flatMap(({ ruleArn, rule }) => (arns.includes(ruleArn) ? [rule] : []));
  expect(fired).toEqual(['sound']);
  expect(given.errors).toEqual([expect.stringContaining('a schedule could not be fired')]);
  await deleteEventRule(at.parts, broken.arn, REQUESTER, { force: true });
});
