import { libraryEntry } from '@trueup/controls';
import type { Execution, JsonObject, Store } from '@trueup/core';
import {
  APPROVER,
  eventually,
  freshAccount,
  labAws,
  labEngine,
  labStore,
  REQUESTER,
  type LabEngine,
} from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

/** A bucket without versioning whose repair the policy proposes, while a worker stands. */
async function scene(policy: JsonObject, work: (lab: LabEngine, findingId: string) => Promise<void>): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `proposed-${aws.accountId}` });
  const members = { breakers: [], remediations: [{ controls: ['S3.14'], mode: 'approval' }], ...policy };
  const entries = [libraryEntry('S3.14')];
  const lab = labEngine({ endpoint, store, entries, accountId: aws.accountId, policy: members });
  const worker = await lab.engine.startWorker({ concurrency: 4, owner: 'test', standing: true });
  try {
    const [finding] = await lab.scan();
    if (!finding) throw new Error('the bucket was not found faulty');
    await work(lab, finding.id);
  } finally {
    await worker.stop();
    await lab.close();
  }
}

const plansOf = async (findingId: string) =>
  (await store.plans.list({ findingId: findingId as never, limit: 10 })).items;
const executionsOf = async (findingId: string): Promise<readonly Execution[]> =>
  (await store.executions.list({ findingId: findingId as never, limit: 10 })).items;

test('a plan that the policy proposed starts once people have approved it, and is verified', () =>
  scene({}, async ({ engine }, findingId) => {
    const [plan] = await eventually(
      () => plansOf(findingId),
      ([first]) => first?.status === 'waiting-for-approval',
    );
    if (!plan) throw new Error('nothing was proposed');
    expect(await executionsOf(findingId)).toEqual([]);
    await engine.decidePlan({ planId: plan.id, hash: plan.hash, verdict: 'approve' }, APPROVER);
    const [execution] = await eventually(
      () => executionsOf(findingId),
      ([first]) => first?.phase === 'finished',
    );
    expect(execution).toMatchObject({ outcome: 'verified', planId: plan.id, startedBy: { name: 'engine' } });
  }));

test('what a person asked for is his to start, although it is approved', () =>
  scene({ remediations: [{ controls: ['S3.14'], mode: 'manual' }], critical: { tags: {} } }, async (lab, findingId) => {
    const planned = await lab.engine.plan(findingId, REQUESTER);
    if (planned.kind !== 'planned') throw new Error(planned.detail);
    await store.plans.setStatus(planned.plan.id, 'approved');
    // The loop looks every second: twice as long it has seen the plan.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await executionsOf(findingId)).toEqual([]);
  }));

test('a plan that cannot be started keeps no other back', () =>
  scene({}, async ({ engine }, findingId) => {
    const [plan] = await eventually(
      () => plansOf(findingId),
      ([first]) => first?.status === 'waiting-for-approval',
    );
    if (!plan) throw new Error('nothing was proposed');
    // Newer, so that it is tried first; its document takes no such input, which is a fault of the store.
    const id = `plan-poison-${plan.id}` as typeof plan.id;
    const executionId = `${plan.executionId}-poison`;
    await store.plans.insert({ ...plan, id, executionId, input: { Nothing: 'known' }, createdAt: plan.expiresAt });
    await store.plans.setStatus(id, 'approved');
    await store.plans.addApproval({
      planId: id,
      planHash: plan.hash,
      verdict: 'approve',
      by: APPROVER,
      at: plan.createdAt,
    });
    await engine.decidePlan({ planId: plan.id, hash: plan.hash, verdict: 'approve' }, APPROVER);
    const [execution] = await eventually(
      () => executionsOf(findingId),
      ([first]) => first?.phase === 'finished',
    );
    expect(execution).toMatchObject({ planId: plan.id, outcome: 'verified' });
  }));
