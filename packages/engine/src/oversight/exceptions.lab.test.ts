import {
  MOST_EXCEPTIONS,
  type Exception,
  type Finding,
  type FindingId,
  type JsonObject,
  type Policy,
  type Store,
  type StoredDecision,
} from '@trueup/core';
import { APPROVER, eventParts, freshAccount, hubFinding, labStore, REQUESTER, testPolicy } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { importFindings } from '../finding/import-findings.ts';
import { changeException, placeException, removeException, type ExceptionDraft } from './exceptions.ts';
import { listExceptions, showException } from './list-exceptions.ts';
import { placeAttemptsException } from './place-attempts-exception.ts';
import { exceptionSweep } from './watch-exceptions.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
  await store.identities.saveUser({ ...APPROVER_USER, id: 'user-approver', name: APPROVER.name });
});
afterAll(() => store.close());

const START = '2026-01-01T00:00:00.000Z';
/** As every approver has to be once there are users. */
const APPROVER_USER = { grants: [{ role: 'approver' }], createdAt: START } as const;
const LATER = '2027-06-01T00:00:00.000Z';

interface Scene {
  readonly parts: BatchedParts;
  readonly account: string;
  readonly clock: { now: string };
  readonly policy: Policy;
  /** A draft that covers a bucket of this account. */
  draft(more?: Partial<ExceptionDraft>): ExceptionDraft;
  finding(bucket: string, members?: JsonObject): Promise<FindingId>;
  /** Ids of this account's findings that are due, and are no longer due afterwards. */
  due(): Promise<readonly FindingId[]>;
}

async function scene(members: JsonObject = {}): Promise<Scene> {
  const account = freshAccount();
  const clock = { now: START };
  const policy = testPolicy({
    accounts: [{ id: account, name: 'lab', owner: 'team-lab', organizationalUnit: '/Sandbox' }],
    ...members,
  });
  const given = eventParts(store, account, { clock: { now: () => clock.now }, policy: () => Promise.resolve(policy) });
  const parts = batchedParts(given);
  const finding: Scene['finding'] = async (bucket, more = {}) => {
    const Resources = [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${bucket}-${account}`, Region: 'eu-west-1', ...more }];
    const asff = hubFinding(account, { Id: `${account}/${bucket}`, Resources });
    const [outcome] = await importFindings(parts, [asff], REQUESTER, 'tool');
    if (!outcome) throw new Error('one finding was given');
    return outcome.findingId;
  };
  return {
    parts,
    account,
    clock,
    policy,
    finding,
    draft: (more = {}) => ({
      id: `legacy-${account}`,
      scope: { accounts: [account], arns: [`arn:aws:s3:::legacy-${account}`] },
      owner: 'team-web',
      approver: APPROVER.name,
      justification: 'It is a public site.',
      expiresAt: '2026-03-01T00:00:00.000Z',
      ...more,
    }),
    async due() {
      const ids = await store.decisions.claim({ now: LATER, limit: 1000, leaseMs: 3_600_000 });
      await store.decisions.save(ids.map(leftAlone));
      const own = await store.findings.byIds(ids);
      return own.filter(({ resource }) => resource.accountId === account).map(({ id }) => id);
    },
  };
}

// A sweep looks at all that there are.
afterEach(async () => {
  for (const { key } of await store.definitions.list('exception')) await store.definitions.remove('exception', key);
});

const leftAlone = (findingId: FindingId): StoredDecision => ({
  findingId,
  decision: { kind: 'leave', reason: 'mode-manual' },
  detail: 'decided by the test',
  remediation: 'none',
  policyHash: 'a'.repeat(64),
  decidedAt: LATER,
});

const told = async (id: string) =>
  (await store.records.list({ subjectId: id })).items
    .toReversed()
    .map(({ action, actor }) => `${action} by ${actor.name}`);

test('an exception is placed before any finding, is recorded whole, and covers what comes later', async () => {
  const at = await scene();
  const placed = await placeException(at.parts, at.draft(), REQUESTER);
  expect(placed).toMatchObject({
    kind: 'kept',
    exception: { createdBy: REQUESTER.name, origin: 'person', createdAt: START },
  });
  const id = `legacy-${at.account}`;
  expect(await showException(at.parts, id)).toMatchObject({ covers: 0, findingIds: [] });
  const covered = await at.finding('legacy');
  await at.finding('other');
  expect(await showException(at.parts, id)).toMatchObject({ covers: 1, mayCover: 0, findingIds: [covered] });
  const { items } = await store.records.list({ subjectId: id });
  expect(items).toMatchObject([
    {
      action: 'exception.placed',
      actor: REQUESTER,
      subject: { kind: 'exception', id },
      detail: { owner: 'team-web', approver: APPROVER.name, justification: 'It is a public site.' },
    },
  ]);
});

test('every change makes what it may cover due', async () => {
  const at = await scene();
  const finding = await at.finding('legacy');
  await at.due();
  await placeException(at.parts, at.draft(), REQUESTER);
  expect(await at.due()).toEqual([finding]);
  await changeException(at.parts, `legacy-${at.account}`, { justification: 'until the move' }, REQUESTER);
  expect(await at.due()).toEqual([finding]);
  expect(await removeException(at.parts, `legacy-${at.account}`, 'moved', APPROVER)).toMatchObject({ kind: 'removed' });
  expect(await at.due()).toEqual([finding]);
  expect(await told(`legacy-${at.account}`)).toEqual([
    'exception.placed by requester',
    'exception.changed by requester',
    'exception.removed by approver',
  ]);
});

test.each<[what: string, Partial<ExceptionDraft>, object]>([
  ['that its placer approved', { approver: REQUESTER.name }, { kind: 'refused', reason: 'same-person' }],
  ['by another spelling of himself', { approver: ' Requester' }, { kind: 'refused', reason: 'same-person' }],
  ['for everything', { scope: { controls: ['*'] } }, { kind: 'invalid', field: 'scope' }],
  ['without an end ahead', { expiresAt: START }, { kind: 'invalid', field: 'expiresAt' }],
  ['for two years', { expiresAt: '2028-01-01T00:00:00.000Z' }, { kind: 'invalid', field: 'expiresAt' }],
  ['without a reason', { justification: ' ' }, { kind: 'invalid', field: 'justification' }],
  ['with a name that the policy has', { id: 'of-policy' }, { kind: 'refused', reason: 'definition-exists' }],
])('an exception %s is not placed', async (_what, more, expected) => {
  const at = await scene({ exceptions: [ofPolicy] });
  expect(await placeException(at.parts, at.draft(more), REQUESTER)).toMatchObject(expected);
  expect(await store.definitions.get('exception', at.draft(more).id ?? '')).toBeUndefined();
});

const ofPolicy = {
  id: 'of-policy',
  scope: { arns: ['arn:aws:s3:::site'] },
  owner: 'team-web',
  approver: 'ann',
  justification: 'A public site.',
  placedAt: '2026-01-01',
  expiresAt: '2026-02-01',
};

test('one that the mail address of the placer approved is not placed either', async () => {
  const at = await scene();
  const user = {
    id: `user-${at.account}`,
    name: `ben-${at.account}`,
    email: 'ben@example.com',
    grants: [],
    createdAt: START,
  };
  await store.identities.saveUser(user);
  const asked = placeException(at.parts, at.draft({ approver: 'Ben@Example.com' }), {
    kind: 'person',
    name: user.name,
  });
  expect(await asked).toMatchObject({ reason: 'same-person' });
});

test.each([
  ['nobody', {}],
  ['someone who is disabled', { disabledAt: START }],
  ['someone of another role', { grants: [{ role: 'viewer' as const }] }],
])('%s approves no exception', async (who, members) => {
  const at = await scene();
  const name = `carol-${at.account}`;
  if (who !== 'nobody')
    await store.identities.saveUser({ ...APPROVER_USER, ...members, id: `user-${at.account}`, name });
  const asked = placeException(at.parts, at.draft({ approver: name }), REQUESTER);
  expect(await asked).toMatchObject({ kind: 'refused', reason: 'unknown-approver' });
});

test('of two that take one name at the same time one is placed', async () => {
  const at = await scene();
  const both = await Promise.all([1, 2].map(() => placeException(at.parts, at.draft(), REQUESTER)));
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(['kept', 'refused']);
});

test('where there are as many as there may be none is placed, neither by a person nor by Trueup', async () => {
  const at = await scene({
    exceptions: [ofPolicy],
    remediations: [{ name: 'all', controls: ['*'], mode: 'automatic' }],
  });
  const id = await at.finding('stubborn');
  const [finding] = await store.findings.byIds([id]);
  const [line] = at.policy.remediations;
  const [one] = at.policy.exceptions;
  if (!finding || !line || !one) throw new Error('a finding, a line and an exception were expected');
  const exceptions = Array.from({ length: MOST_EXCEPTIONS }, (_none, n): Exception => ({ ...one, id: `full-${n}` }));
  const parts = { ...at.parts, policy: () => Promise.resolve({ ...at.policy, exceptions }) };
  expect(await placeException(parts, at.draft(), REQUESTER)).toMatchObject({ reason: 'definition-limit' });
  const placing = store.transaction((stores) => placeAttemptsException(parts, stores, { finding, line, attempts: 5 }));
  expect(await placing).toBeUndefined();
});

test('an extension needs an approver who is not the one that extends, and counts from the first day', async () => {
  const at = await scene();
  const id = `legacy-${at.account}`;
  await placeException(at.parts, at.draft(), REQUESTER);
  const later = { expiresAt: '2026-06-01T00:00:00.000Z' };
  expect(await changeException(at.parts, id, later, APPROVER)).toMatchObject({ reason: 'same-person' });
  expect(await changeException(at.parts, id, { expiresAt: '2027-02-01T00:00:00.000Z' }, REQUESTER)).toMatchObject({
    kind: 'invalid',
    field: 'expiresAt',
  });
  expect(await changeException(at.parts, id, later, REQUESTER)).toMatchObject({ kind: 'kept', exception: later });
});

test('an exception of the policy is not changed or removed beside it', async () => {
  const at = await scene({ exceptions: [ofPolicy] });
  expect(await changeException(at.parts, 'of-policy', { owner: 'me' }, REQUESTER)).toMatchObject({
    reason: 'in-policy',
  });
  expect(await removeException(at.parts, 'of-policy', undefined, REQUESTER)).toMatchObject({ reason: 'in-policy' });
  expect(await removeException(at.parts, 'nowhere', undefined, REQUESTER)).toMatchObject({
    reason: 'unknown-definition',
  });
});

test("the list has the policy's and the placed ones, what ends first comes first, page by page", async () => {
  const at = await scene({ exceptions: [ofPolicy] });
  await placeException(at.parts, at.draft(), REQUESTER);
  const unit = { id: `unit-${at.account}`, scope: { organizationalUnits: ['/Sandbox'], tags: { stage: ['old'] } } };
  await placeException(at.parts, at.draft({ ...unit, expiresAt: '2026-01-20T00:00:00.000Z' }), REQUESTER);
  await at.finding('untagged');
  await at.finding('tagged', { Tags: { stage: 'old' } });
  const own = ({ exception }: { readonly exception: Exception }) =>
    exception.id === 'of-policy' || exception.id.endsWith(at.account);
  const all = (await listExceptions(at.parts, {})).items.filter(own);
  expect(all).toMatchObject([
    { exception: { id: unit.id }, covers: 1, mayCover: 1, isLeast: false },
    { exception: { id: 'of-policy', origin: 'policy' }, covers: 0, mayCover: 0 },
    { exception: { id: `legacy-${at.account}` }, covers: 0, mayCover: 0 },
  ]);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listExceptions(at.parts, { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    paged.push(...page.items.filter(own).map(({ exception }) => exception.id));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(paged).toEqual(all.map(({ exception }) => exception.id));
});

test('its owner is reminded once before the end, and the end is told once, whoever looks', async () => {
  const at = await scene();
  const id = `legacy-${at.account}`;
  await placeException(at.parts, at.draft({ remindDays: 10 }), REQUESTER);
  const finding = await at.finding('legacy');
  await at.due();
  const sweeps = [exceptionSweep(at.parts), exceptionSweep(at.parts)];
  const look = async (now: string) => {
    at.clock.now = now;
    await Promise.all(sweeps.map((sweep) => sweep()));
    await Promise.all(sweeps.map((sweep) => sweep()));
  };
  await look('2026-02-18T23:59:59.000Z');
  expect(await told(id)).toEqual(['exception.placed by requester']);
  await look('2026-02-19T00:00:00.000Z');
  expect(await told(id)).toEqual(['exception.placed by requester', 'exception.reminded by engine']);
  expect(await at.due()).toEqual([]);
  await look('2026-03-01T00:00:00.000Z');
  expect((await told(id)).slice(2)).toEqual(['exception.expired by engine']);
  expect(await store.definitions.get('exception', id)).toBeUndefined();
  expect(await at.due()).toEqual([finding]);
});

test('one that is extended after the reminder is reminded of again', async () => {
  const at = await scene();
  const id = `legacy-${at.account}`;
  const sweep = exceptionSweep(at.parts);
  await placeException(at.parts, at.draft(), REQUESTER);
  for (const [now, expiresAt] of [
    ['2026-02-25T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    ['2026-03-28T00:00:00.000Z', '2026-05-01T00:00:00.000Z'],
  ] as const) {
    at.clock.now = now;
    await sweep();
    await changeException(at.parts, id, { expiresAt }, REQUESTER);
  }
  expect((await told(id)).filter((one) => one.startsWith('exception.reminded'))).toHaveLength(2);
});

test('those of the policy are reminded of and ended by record alone, once', async () => {
  const mine = `policy-${freshAccount()}`;
  const at = await scene({ exceptions: [{ ...ofPolicy, id: mine }] });
  const finding = await at.finding('site');
  await at.due();
  for (const now of ['2026-01-20', '2026-01-26', '2026-01-27', '2026-02-01', '2026-02-02']) {
    at.clock.now = `${now}T00:00:00.000Z`;
    // Two processes, each as after a restart.
    await Promise.all([exceptionSweep(at.parts)(), exceptionSweep(at.parts)()]);
  }
  expect(await told(mine)).toEqual(['exception.reminded by engine', 'exception.expired by engine']);
  expect(await at.due()).toEqual([finding]);
});

test('Trueup gives up on a resource once, for as long as an exception may last', async () => {
  const at = await scene({ remediations: [{ name: 'buckets', controls: ['*'], mode: 'automatic' }] });
  const id = await at.finding('stubborn');
  const [finding] = (await store.findings.byIds([id])) as [Finding];
  const [line] = at.policy.remediations;
  if (!line) throw new Error('the policy has one line');
  const place = () =>
    store.transaction((stores) => placeAttemptsException(at.parts, stores, { finding, line, attempts: 5 }));
  expect(await place()).toMatchObject({
    id: `attempts-${id}`,
    origin: 'attempts',
    owner: 'team-lab',
    scope: { accounts: [at.account], arns: [finding.resource.arn], controls: ['S3.8'] },
    expiresAt: '2027-01-02T00:00:00.000Z',
  });
  expect(await place()).toBeUndefined();
  expect(await told(`attempts-${id}`)).toEqual(['exception.placed by engine']);
  expect(await showException(at.parts, `attempts-${id}`)).toMatchObject({ covers: 1, findingIds: [id] });
  expect(await removeException(at.parts, `attempts-${id}`, 'mended', REQUESTER)).toMatchObject({ kind: 'removed' });
});
