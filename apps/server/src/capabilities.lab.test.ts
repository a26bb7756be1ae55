import { randomBytes, randomUUID } from 'node:crypto';
import { allowedAction, Problem, type ActionName, type PlanStatus, type Trueup } from '@trueup/api-contract';
import type { ControlId, FindingId, Plan, PlanId, ResourceRef, Store } from '@trueup/core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

/** The table of the contract says what may be done in which state; the engine must say the same. */

let served: Awaited<ReturnType<typeof servedTrueup>>;
let ann: Trueup;
beforeAll(async () => {
  served = await servedTrueup(inject('awsLabEndpoint'));
  ann = served.as('ann');
});
afterAll(() => served.close());

const STATUSES: readonly PlanStatus[] = [
  'ready',
  'waiting-for-approval',
  'approved',
  'rejected',
  'expired',
  'stale',
  'started',
];
/** The reasons by which the engine says that the state is the wrong one. */
const WRONG_STATE = ['plan-not-waiting', 'plan-not-ready', 'plan-expired'];

const words = {
  'plan.approve': (plan: Plan) => ann.decidePlan({ id: plan.id, hash: plan.hash, verdict: 'approve' }),
  'plan.reject': (plan: Plan) =>
    ann.decidePlan({ id: plan.id, hash: plan.hash, verdict: 'reject', reason: 'public on purpose' }),
  'plan.break-glass': (plan: Plan) =>
    ann.decidePlan({ id: plan.id, hash: plan.hash, verdict: 'break-glass', reason: 'data is leaking now' }),
  'plan.start': (plan: Plan) => ann.startExecution({ planId: plan.id, hash: plan.hash }),
} satisfies Partial<Record<ActionName, (plan: Plan) => Promise<unknown>>>;

async function kept(status: PlanStatus, requestedBy: string): Promise<Plan> {
  const resource = {
    arn: `arn:aws:s3:::${randomUUID()}`,
    type: 'AWS::S3::Bucket',
    id: 'bucket',
    accountId: OWN_ACCOUNT,
    region: 'us-east-1',
    partition: 'aws',
  } as ResourceRef;
  const now = Date.now();
  const plan: Plan = {
    id: `plan-${randomBytes(6).toString('hex')}` as PlanId,
    executionId: randomUUID(),
    kind: 'repair',
    findingId: 'f-1' as FindingId,
    controlId: 'S3.8' as ControlId,
    resource,
    document: 'schemaVersion: "0.3"\nmainSteps: []\n',
    input: {},
    controlParameters: {},
    before: { resource, takenAt: new Date(now).toISOString(), configuration: {}, unread: [] },
    expected: {},
    calls: [],
    permissions: [],
    risk: 'safe',
    remediation: 'line-1',
    judgedBy: 'configuration',
    approvalsNeeded: 1,
    policyHash: 'a'.repeat(64),
    requestedBy: { kind: 'person', name: requestedBy },
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 3_600_000).toISOString(),
    status,
    hash: randomBytes(32).toString('hex'),
  };
  // The door of people is given the whole store, and sees a part of it.
  const store = served.composition.access.store as unknown as Store;
  await store.plans.insert(plan);
  return plan;
}

test.each(
  (Object.keys(words) as (keyof typeof words)[]).flatMap((action) =>
    STATUSES.flatMap((status) => ['ben', 'ann'].map((requestedBy) => ({ action, status, requestedBy }))),
  ),
)('$action of a plan that is $status and was asked for by $requestedBy', async ({ action, status, requestedBy }) => {
  const plan = await kept(status, requestedBy);
  const expected = allowedAction({ name: 'ann', grants: [{ role: 'admin' }] }, action, plan).kind;
  const answered = await words[action](plan).then(
    () => 'allowed',
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      if (error.reason === 'same-person') return 'own-request';
      // Whatever else is refused is not about the state: this plan's finding is not there.
      return WRONG_STATE.includes(error.reason ?? '') ? 'wrong-state' : 'allowed';
    },
  );
  expect(answered).toBe(expected);
});
