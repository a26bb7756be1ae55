import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor, ControlId, FindingId, Plan, PlanId, ResourceRef, Store } from '@trueup/core';
import { APPROVER, eventParts, freshAccount, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { decidePlan, type Verdict } from './decide-plan.ts';
import { decidePlans } from './decide-plans.ts';
import { expireLapsed } from './expire-plans.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const SECOND: Actor = { kind: 'person', name: 'second-approver' };
const ENDS = '2026-03-02T10:00:00.000Z';
const BEFORE = '2026-03-02T09:59:59.000Z';

function scene(now = BEFORE): { readonly parts: BatchedParts; clock: { now: string } } {
  const clock = { now };
  return { parts: batchedParts(eventParts(store, freshAccount(), { clock: { now: () => clock.now } })), clock };
}

async function plan(changes: Partial<Plan> = {}): Promise<Plan> {
  const resource = {
    arn: `arn:aws:s3:::${randomUUID()}`,
    type: 'AWS::S3::Bucket',
    id: 'bucket',
    accountId: '111111111111',
    region: 'us-east-1',
    partition: 'aws',
  } as ResourceRef;
  const made: Plan = {
    id: `plan-${randomBytes(6).toString('hex')}` as PlanId,
    executionId: randomUUID(),
    kind: 'repair',
    findingId: 'f-1' as FindingId,
    controlId: 'S3.8' as ControlId,
    resource,
    document: 'schemaVersion: "0.3"\nmainSteps: []\n',
    input: {},
    controlParameters: {},
    before: { resource, takenAt: BEFORE, configuration: {}, unread: [] },
    expected: {},
    calls: [],
    permissions: [],
    risk: 'destructive',
    remediation: 'line-1',
    judgedBy: 'configuration',
    approvalsNeeded: 1,
    policyHash: 'a'.repeat(64),
    requestedBy: REQUESTER,
    createdAt: '2026-03-01T10:00:00.000Z',
    expiresAt: ENDS,
    status: 'waiting-for-approval',
    hash: randomBytes(32).toString('hex'),
    ...changes,
  };
  await store.plans.insert(made);
  return made;
}

const yes = ({ id, hash }: Plan, more: Partial<Verdict> = {}): Verdict => ({
  planId: id,
  hash,
  verdict: 'approve',
  ...more,
});
const statusOf = async ({ id }: Plan) => (await store.plans.byId(id))?.status;
const recordsOf = async ({ id }: Plan) => (await store.records.list({ subjectId: id })).items.toReversed();

test('a plan that needs two people is approved by the second, and the record counts them', async () => {
  const { parts } = scene();
  const made = await plan({ approvalsNeeded: 2 });
  expect(await decidePlan(parts, yes(made), APPROVER)).toMatchObject({
    plan: { status: 'waiting-for-approval' },
    given: 1,
  });
  expect(await statusOf(made)).toBe('waiting-for-approval');
  expect(await decidePlan(parts, yes(made), SECOND)).toMatchObject({ plan: { status: 'approved' }, given: 2 });
  expect(await statusOf(made)).toBe('approved');
  expect(await recordsOf(made)).toMatchObject([
    { action: 'plan.approved', actor: APPROVER, detail: { approvals: '1 of 2', status: 'waiting-for-approval' } },
    { action: 'plan.approved', actor: SECOND, detail: { approvals: '2 of 2', status: 'approved' } },
  ]);
});

test('nobody counts twice: the second yes of one person is refused', async () => {
  const { parts } = scene();
  const made = await plan({ approvalsNeeded: 2 });
  await decidePlan(parts, yes(made), APPROVER);
  expect(await decidePlan(parts, yes(made), APPROVER)).toMatchObject({ kind: 'refused', reason: 'already-decided' });
  expect(await statusOf(made)).toBe('waiting-for-approval');
});

test('people who say yes at the same time are all counted, and each once', async () => {
  const { parts } = scene();
  const made = await plan({ approvalsNeeded: 5 });
  const people = Array.from({ length: 5 }, (_none, n): Actor => ({ kind: 'person', name: `approver-${n}` }));
  const twice = await Promise.all([...people, ...people].map((person) => decidePlan(parts, yes(made), person)));
  const given = twice.flatMap((one) => (one.kind === 'decided' ? [one.given] : []));
  expect(given.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5]);
  expect(await statusOf(made)).toBe('approved');
  expect(await store.plans.approvals(made.id)).toHaveLength(5);
});

test.each<[what: string, Partial<Plan>, Partial<Verdict>, Actor, reason: string]>([
  ['of who asked for it', {}, {}, REQUESTER, 'same-person'],
  ['with the hash of another plan', {}, { hash: '0'.repeat(64) }, APPROVER, 'plan-changed'],
  ['on a plan that is approved', { status: 'approved' }, {}, APPROVER, 'plan-not-waiting'],
  ['on a plan that was rejected', { status: 'rejected' }, {}, APPROVER, 'plan-not-waiting'],
  ['on a plan that was started', { status: 'started' }, {}, APPROVER, 'plan-not-waiting'],
  ['on a plan whose resource has changed', { status: 'stale' }, {}, APPROVER, 'plan-not-waiting'],
  ['on a plan that was ended as lapsed', { status: 'expired' }, {}, APPROVER, 'plan-expired'],
  ['past its time', { expiresAt: BEFORE }, {}, APPROVER, 'plan-expired'],
  ['on a plan that is not there', {}, { planId: 'plan-none' as PlanId }, APPROVER, 'unknown-plan'],
  ['that is a no without a reason', {}, { verdict: 'reject' }, APPROVER, 'reason-missing'],
  ['that is a no with blanks for a reason', {}, { verdict: 'reject', reason: '  ' }, APPROVER, 'reason-missing'],
  ['that breaks the glass without a reason', {}, { verdict: 'break-glass' }, APPROVER, 'reason-missing'],
  ['that breaks the glass in a word', {}, { verdict: 'break-glass', reason: 'urgent' }, APPROVER, 'reason-missing'],
  [
    'that breaks the glass past its time',
    { expiresAt: BEFORE },
    { verdict: 'break-glass', reason: 'data is leaking now' },
    APPROVER,
    'plan-expired',
  ],
])('a word %s is refused and leaves the plan as it is', async (_what, changes, more, actor, reason) => {
  const { parts } = scene();
  const made = await plan(changes);
  expect(await decidePlan(parts, yes(made, more), actor)).toMatchObject({ kind: 'refused', reason });
  expect(await statusOf(made)).toBe(made.status);
  expect(await store.plans.approvals(made.id)).toEqual([]);
  expect(await recordsOf(made)).toEqual([]);
});

test('one no ends a plan at once, whoever has said yes before', async () => {
  const { parts } = scene();
  const made = await plan({ approvalsNeeded: 2 });
  await decidePlan(parts, yes(made), APPROVER);
  const no = yes(made, { verdict: 'reject', reason: 'public on purpose' });
  expect(await decidePlan(parts, no, SECOND)).toMatchObject({ plan: { status: 'rejected' } });
  expect(await decidePlan(parts, yes(made), { kind: 'person', name: 'third' })).toMatchObject({
    reason: 'plan-not-waiting',
  });
});

test('breaking the glass approves a plan alone and says so in the record, once', async () => {
  const { parts } = scene();
  const made = await plan({ approvalsNeeded: 2 });
  const given = yes(made, { verdict: 'break-glass', reason: 'data is leaking now' });
  expect(await decidePlan(parts, given, REQUESTER)).toMatchObject({ plan: { status: 'approved' } });
  expect(await store.plans.approvals(made.id)).toMatchObject([{ verdict: 'break-glass', by: REQUESTER }]);
  expect(await recordsOf(made)).toMatchObject([
    { action: 'plan.broke-glass', detail: { reason: 'data is leaking now' } },
  ]);
  expect(await decidePlan(parts, given, REQUESTER)).toMatchObject({ reason: 'already-decided' });
});

test('several plans are decided each by itself, and the typed count must be theirs', async () => {
  const { parts } = scene();
  const [one, two, own] = [await plan(), await plan({ approvalsNeeded: 2 }), await plan({ requestedBy: APPROVER })];
  const plans = [one, two, own].map(({ id, hash }) => ({ planId: id, hash }));
  const bulk = { plans, verdict: 'approve' } as const;
  expect(await decidePlans(parts, { ...bulk, count: 2 }, APPROVER)).toMatchObject({ reason: 'count-differs' });
  expect(await statusOf(one)).toBe('waiting-for-approval');
  const doubled = { ...bulk, plans: [...plans.slice(0, 2), ...plans.slice(0, 1)], count: 3 };
  expect(await decidePlans(parts, doubled, APPROVER)).toMatchObject({ reason: 'count-differs' });
  expect(await decidePlans(parts, { ...bulk, count: 3 }, APPROVER)).toEqual({
    kind: 'decided',
    items: [
      { planId: one.id, kind: 'decided', status: 'approved', given: 1, needed: 1 },
      { planId: two.id, kind: 'decided', status: 'waiting-for-approval', given: 1, needed: 2 },
      { planId: own.id, kind: 'refused', reason: 'same-person', detail: expect.any(String) },
    ],
  });
});

test('a plan whose time is over is ended and recorded once, and can neither start nor be approved', async () => {
  const { parts, clock } = scene();
  const made = await plan({ approvalsNeeded: 2 });
  const started = await plan({ status: 'started' });
  await expireLapsed(parts);
  expect(await statusOf(made)).toBe('waiting-for-approval');
  clock.now = ENDS;
  await Promise.all([expireLapsed(parts), expireLapsed(parts)]);
  expect(await statusOf(made)).toBe('expired');
  expect(await statusOf(started)).toBe('started');
  expect(await recordsOf(made)).toMatchObject([{ action: 'plan.expired', detail: { was: 'waiting-for-approval' } }]);
  expect(await decidePlan(parts, yes(made), APPROVER)).toMatchObject({ reason: 'plan-expired' });
});
