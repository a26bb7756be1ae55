import { libraryEntry } from '@trueup/controls';
import type { Finding, JsonObject, Store } from '@trueup/core';
import { APPROVER, freshAccount, labAws, labEngine, labStore, REQUESTER, type LabEngine } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let store: Store;
const labs: LabEngine[] = [];
beforeAll(async () => {
  store = await labStore();
});
afterAll(async () => {
  await Promise.all(labs.map((lab) => lab.close()));
  await store.close();
});

const LINE = { controls: ['S3.14'], mode: 'automatic', override: 'The stand-in is no production.' };

const runbookOf = (accountId: string) => ({
  document: 'Own-EnableVersioning',
  runs: 'account',
  parameters: { BucketName: 'RESOURCE_ID', AutomationAssumeRole: `arn:aws:iam::${accountId}:role/Repair` },
});

async function scene(policy: JsonObject = { remediations: [LINE] }) {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `kept-${aws.accountId}` });
  const other = (members: JsonObject): LabEngine => {
    const one = { endpoint, store, entries: [libraryEntry('S3.14')], accountId: aws.accountId };
    const lab = labEngine({ ...one, policy: { breakers: [], ...members } });
    labs.push(lab);
    return lab;
  };
  const lab = other(policy);
  const [finding] = await lab.scan();
  if (!finding) throw new Error('the bucket was not found faulty');
  return { lab, finding, other };
}

async function planned(lab: LabEngine, { id }: Finding) {
  const outcome = await lab.engine.plan(id, REQUESTER);
  if (outcome.kind !== 'planned') throw new Error(outcome.detail);
  return outcome.plan;
}

const statuses = async ({ id }: Finding): Promise<readonly string[]> =>
  (await store.plans.list({ findingId: id })).items.map(({ status }) => status);

test('whoever plans at the same moment gets the same plan', async () => {
  const { lab, finding, other } = await scene();
  const [first, second] = [lab, other({ remediations: [LINE] })];
  const plans = await Promise.all([first, second, first, second, first, second].map((one) => planned(one, finding)));
  expect(new Set(plans.map(({ id }) => id)).size).toBe(1);
  expect(await statuses(finding)).toEqual(['ready']);
});

test('a no that comes while the same plan is made again is not forgotten', async () => {
  const { lab, finding } = await scene({ remediations: [{ ...LINE, mode: 'approval' }] });
  const { id: planId, hash } = await planned(lab, finding);
  let rejected: Promise<unknown> = Promise.resolve();
  // A person says no while the plan is being looked for: his word waits for its turn, or comes first.
  const wrapped: Store = {
    ...store,
    transaction: (work) =>
      store.transaction((stores) =>
        work({
          ...stores,
          plans: {
            ...stores.plans,
            setStatus: async (id, status) => {
              const word = { planId, hash, verdict: 'reject', reason: 'Not this one.' } as const;
              rejected = lab.engine.decidePlan(word, APPROVER);
              await Promise.race([rejected, new Promise((resolve) => setTimeout(resolve, 300))]);
              return stores.plans.setStatus(id, status);
            },
          },
        }),
      ),
  };
  const racing = labEngine({
    endpoint: inject('awsLabEndpoint'),
    store: wrapped,
    entries: [libraryEntry('S3.14')],
    accountId: finding.resource.accountId,
    policy: { breakers: [], remediations: [LINE] },
  });
  labs.push(racing);
  await planned(racing, finding);
  await rejected;
  expect((await store.plans.byId(planId))?.status).not.toBe('waiting-for-approval');
  const [approval] = await store.plans.approvals(planId);
  // Either his word came first and holds, or it was refused since the plan no longer waited.
  if (approval) expect((await store.plans.byId(planId))?.status).toBe('rejected');
});

test.each<[string, (accountId: string) => JsonObject]>([
  ['another line', () => ({ remediations: [{ ...LINE, name: 'another' }] })],
  ['a runbook of its own', (id) => ({ remediations: [{ ...LINE, runbook: runbookOf(id) }] })],
  ['more people', () => ({ remediations: [LINE], approvals: { quorum: { low: 2 } } })],
])(
  'an approved plan does not start once the policy has %s for it, and what is planned then is another one',
  async (_what, policyOf) => {
    const { lab, finding, other } = await scene({ remediations: [{ ...LINE, mode: 'approval' }] });
    const { id: planId, hash } = await planned(lab, finding);
    await lab.engine.decidePlan({ planId, hash, verdict: 'approve' }, APPROVER);
    const changed = other(policyOf(finding.resource.accountId));
    const start = await changed.engine.start({ planId, hash }, REQUESTER);
    expect(start).toMatchObject({ kind: 'refused', detail: expect.stringMatching(/plan again$/) as string });
    expect((await planned(changed, finding)).id).not.toBe(planId);
  },
);
