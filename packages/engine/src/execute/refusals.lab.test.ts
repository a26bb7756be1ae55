import { libraryEntry } from '@trueup/controls';
import type { CallFailure, Door, Finding, Plan, Store } from '@trueup/core';
import {
  APPROVER,
  freshAccount,
  labAws,
  labEngine,
  labStore,
  REQUESTER,
  type LabAws,
  type LabEngine,
} from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/** What is refused, and that a refusal changes nothing. On a bucket without versioning. */
const VERSIONING = libraryEntry('S3.14');

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly aws: LabAws;
  readonly lab: LabEngine;
  readonly finding: Finding;
}

async function scene(work: (scene: Scene) => Promise<void>, wrapDoor?: (door: Door) => Door): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `b-${aws.accountId}` });
  const lab = labEngine({
    endpoint,
    store,
    entries: [VERSIONING],
    accountId: aws.accountId,
    ...(wrapDoor ? { wrapDoor } : {}),
  });
  try {
    const [finding] = await lab.scan();
    if (!finding) throw new Error('the bucket was not found faulty');
    await work({ aws, lab, finding });
  } finally {
    await lab.close();
  }
}

async function planOf({ lab, finding }: Scene): Promise<Plan> {
  const outcome = await lab.engine.plan(finding.id, REQUESTER);
  if (outcome.kind !== 'planned') throw new Error(outcome.detail);
  return outcome.plan;
}

const versioning = async ({ aws }: Scene): Promise<unknown> =>
  (await aws.call('s3', 'GetBucketVersioning', { Bucket: `b-${aws.accountId}` }))['Status'];

test('a plan whose resource has changed since is refused, and the resource stays as it is', () =>
  scene(async (at) => {
    const plan = await planOf(at);
    const Tagging = { TagSet: [{ Key: 'changed', Value: 'meanwhile' }] };
    await at.aws.call('s3', 'PutBucketTagging', { Bucket: `b-${at.aws.accountId}`, Tagging });
    const execution = await at.lab.finish((await at.lab.start(plan)).id);
    expect(execution).toMatchObject({ outcome: 'refused-stale', status: 'Failed' });
    expect(await versioning(at)).toBeUndefined();
    expect(await store.plans.byId(plan.id)).toMatchObject({ status: 'stale' });
  }));

test('a resource that someone repaired meanwhile is a success without a change', () =>
  scene(async (at) => {
    const plan = await planOf(at);
    await at.aws.call('s3', 'PutBucketVersioning', {
      Bucket: `b-${at.aws.accountId}`,
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const execution = await at.lab.finish((await at.lab.start(plan)).id);
    expect(execution).toMatchObject({ outcome: 'already-compliant', status: 'Success' });
    expect((await store.executions.journal(execution.id)).filter(({ access }) => access === 'write')).toEqual([]);
    expect(await store.findings.byId(at.finding.id)).toMatchObject({ workflow: 'RESOLVED' });
  }));

test('a plan starts once, and only with the hash that was looked at', () =>
  scene(async (at) => {
    const plan = await planOf(at);
    expect(await at.lab.engine.start({ planId: plan.id, hash: 'f'.repeat(64) }, REQUESTER)).toMatchObject({
      reason: 'plan-changed',
    });
    const { id } = await at.lab.start(plan);
    expect(await at.lab.engine.start({ planId: plan.id, hash: plan.hash }, REQUESTER)).toMatchObject({
      reason: 'plan-not-ready',
    });
    await at.lab.finish(id);
  }));

test('a resource that an execution holds is left alone, and free again afterwards', () =>
  scene(async (at) => {
    const plan = await planOf(at);
    const other = { ...plan, id: `${plan.id}-other` as Plan['id'], executionId: crypto.randomUUID() };
    await store.plans.insert(other);
    const { id } = await at.lab.start(plan);
    const second = await at.lab.engine.start({ planId: other.id, hash: other.hash }, REQUESTER);
    expect(second).toMatchObject({ kind: 'refused', reason: 'resource-locked' });
    expect(second).toHaveProperty('detail', expect.stringContaining(id));
    expect(await at.lab.engine.plan(at.finding.id, REQUESTER)).toMatchObject({
      kind: 'left',
      reason: 'resource-locked',
    });
    await at.lab.finish(id);
    expect(await store.locks.holder(plan.resource.arn)).toBeUndefined();
  }));

test('an approval counts for one hash, and never by the person who asked', () =>
  scene(async (at) => {
    const plan: Plan = {
      ...(await planOf(at)),
      id: `plan-${at.aws.accountId}` as Plan['id'],
      status: 'waiting-for-approval',
    };
    await store.plans.insert(plan);
    const approve = { planId: plan.id, hash: plan.hash, verdict: 'approve' } as const;
    expect(await at.lab.engine.start({ planId: plan.id, hash: plan.hash }, REQUESTER)).toMatchObject({
      reason: 'plan-not-ready',
    });
    expect(await at.lab.engine.decidePlan(approve, REQUESTER)).toMatchObject({ reason: 'same-person' });
    expect(await at.lab.engine.decidePlan({ ...approve, hash: '0'.repeat(64) }, APPROVER)).toMatchObject({
      reason: 'plan-changed',
    });
    expect(await at.lab.engine.decidePlan({ ...approve, verdict: 'reject' }, APPROVER)).toMatchObject({
      reason: 'reason-missing',
    });
    expect(await at.lab.engine.decidePlan(approve, APPROVER)).toMatchObject({ kind: 'decided' });
    expect(await at.lab.engine.decidePlan(approve, APPROVER)).toMatchObject({ reason: 'plan-not-waiting' });
    expect(await store.plans.approvals(plan.id)).toMatchObject([
      { by: APPROVER, planHash: plan.hash, verdict: 'approve' },
    ]);
  }));

test('a plan that has expired neither starts nor is approved', () =>
  scene(async (at) => {
    const base = await planOf(at);
    const expired = { ...base, expiresAt: '2020-01-01T00:00:00.000Z' };
    await store.plans.insert({ ...expired, id: `${base.id}-r` as Plan['id'] });
    await store.plans.insert({ ...expired, id: `${base.id}-w` as Plan['id'], status: 'waiting-for-approval' });
    expect(await at.lab.engine.start({ planId: `${base.id}-r`, hash: base.hash }, REQUESTER)).toMatchObject({
      reason: 'plan-expired',
    });
    const verdict = { planId: `${base.id}-w` as Plan['id'], hash: base.hash, verdict: 'approve' } as const;
    expect(await at.lab.engine.decidePlan(verdict, APPROVER)).toMatchObject({ reason: 'plan-expired' });
  }));

test('a cancelled execution that has not begun changes nothing', () =>
  scene(async (at) => {
    const { id } = await at.lab.start(await planOf(at));
    expect(await at.lab.engine.cancel(id, REQUESTER)).toMatchObject({ kind: 'cancelling' });
    expect(await at.lab.finish(id)).toMatchObject({ outcome: 'cancelled', status: 'Cancelled' });
    expect(await versioning(at)).toBeUndefined();
    expect(await at.lab.engine.cancel(id, REQUESTER)).toMatchObject({ reason: 'already-finished' });
  }));

const denied: CallFailure = {
  kind: 'access-denied',
  code: 'AccessDenied',
  message: 'denied by the test',
  httpStatus: 403,
};

/** Answers an operation with a refusal while `when` says so. */
function denying(operation: string, when: () => boolean): (door: Door) => Door {
  return (door) => ({
    ...door,
    open(scope, options) {
      const session = door.open(scope, options);
      return {
        call: (call, callOptions) =>
          call.operation === operation && when()
            ? Promise.resolve({ kind: 'failed', failure: denied })
            : session.call(call, callOptions),
      };
    },
  });
}

test('a resource that cannot be read right before the change is left alone', () => {
  let deny = false;
  return scene(
    async (at) => {
      const { id } = await at.lab.start(await planOf(at));
      deny = true;
      const execution = await at.lab.finish(id);
      expect(execution).toMatchObject({ outcome: 'refused-unread', status: 'Failed' });
      expect(execution.failureMessage).toContain('access-denied');
      expect(await versioning(at)).toBeUndefined();
      expect(await at.lab.engine.plan(at.finding.id, REQUESTER)).toMatchObject({ kind: 'left', reason: 'unread' });
    },
    denying('GetBucketTagging', () => deny),
  );
});

test('a refused change fails the execution, leaves the finding open and the resource free', () =>
  scene(
    async (at) => {
      const { execution } = await at.lab.repair(at.finding);
      expect(execution).toMatchObject({ outcome: 'failed', status: 'Failed' });
      expect(execution.failureMessage).toContain('An error occurred (AccessDenied) when calling the');
      expect(await store.findings.byId(at.finding.id)).toMatchObject({ workflow: 'NEW', compliance: 'FAILED' });
      expect(await store.locks.holder(at.finding.resource.arn)).toBeUndefined();
    },
    denying('PutBucketVersioning', () => true),
  ));

test('a repair during which something else changed closes nothing', () => {
  let bucket = '';
  const meddling = (door: Door): Door => ({
    ...door,
    open(scope, options) {
      const session = door.open(scope, options);
      return {
        async call(call, callOptions) {
          const answer = await session.call(call, callOptions);
          if (call.operation === 'PutBucketVersioning' && options.mode === 'live') {
            const Tagging = { TagSet: [{ Key: 'by', Value: 'someone else' }] };
            await session.call({
              service: 's3',
              operation: 'PutBucketTagging',
              parameters: { Bucket: bucket, Tagging },
            });
          }
          return answer;
        },
      };
    },
  });
  return scene(async (at) => {
    bucket = at.finding.resource.id;
    const { execution } = await at.lab.repair(at.finding);
    expect(execution.outcome).toBe('inconclusive');
    expect(execution.verification).toMatchObject({ reason: 'unplanned-change' });
    expect(await store.findings.byId(at.finding.id)).toMatchObject({ workflow: 'NEW', compliance: 'FAILED' });
  }, meddling);
});

test('after an undo automation is paused until a person resumes it', () =>
  scene(async (at) => {
    const { execution } = await at.lab.repair(at.finding);
    await at.lab.undo(execution);
    const paused = await store.findings.byId(at.finding.id);
    expect(paused?.pausedReason).toContain('Undone');
    expect(await at.lab.engine.resumeAutomation(at.finding.id, REQUESTER)).toMatchObject({ kind: 'resumed' });
    expect(await at.lab.engine.resumeAutomation(at.finding.id, REQUESTER)).toMatchObject({ reason: 'not-paused' });
  }));

test('what is not there is refused by name', async () => {
  const lab = labEngine({
    endpoint: inject('awsLabEndpoint'),
    store,
    entries: [VERSIONING],
    accountId: freshAccount(),
  });
  expect(await lab.engine.plan('f-none', REQUESTER)).toMatchObject({
    reason: 'unknown-finding',
    detail: 'no finding f-none',
  });
  expect(await lab.engine.planUndo('none', REQUESTER)).toMatchObject({ reason: 'unknown-execution' });
  expect(await lab.engine.start({ planId: 'none', hash: '' }, REQUESTER)).toMatchObject({ reason: 'unknown-plan' });
  expect(await lab.engine.cancel('none', REQUESTER)).toMatchObject({ reason: 'unknown-execution' });
  await lab.close();
});
