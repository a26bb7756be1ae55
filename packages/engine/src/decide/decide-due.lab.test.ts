import { libraryEntry } from '@trueup/controls';
import { instantAfter, type Finding, type JsonObject, type Store, type Stores } from '@trueup/core';
import { APPROVER, freshAccount, labAws, labEngine, labStore, systemClock, type LabEngine } from '@trueup/testing';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';

/* The decider as it stands in a server: what it takes on is decided, done, and asked again when something failed. */

const AUTOMATIC = { controls: ['S3.14'], mode: 'automatic', override: 'The stand-in is no production.' };
const LOST_MS = 700_000;

let store: Store;
const labs: LabEngine[] = [];
beforeEach(async () => {
  store = await labStore();
});
afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.close()));
  await store.close();
});

interface Scene {
  readonly lab: LabEngine;
  readonly finding: Finding;
  /** Sets the clock of the engine forward. */
  pass(ms: number): void;
}

async function scene(policy: JsonObject, on: Store = store): Promise<Scene> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `due-${aws.accountId}` });
  let ahead = 0;
  const clock = { now: () => instantAfter(systemClock.now(), ahead) };
  const options = { endpoint, entries: [libraryEntry('S3.14')], accountId: aws.accountId, policy, clock };
  const lab = labEngine({ ...options, store: on });
  labs.push(lab);
  const [finding] = await lab.scan();
  if (!finding) throw new Error('the bucket was not found faulty');
  return { lab, finding, pass: (ms) => void (ahead += ms) };
}

/** The store, but that the transaction that keeps a decision fails the first time. */
function failingOnce(onFailure: () => void): Store {
  let failed = false;
  const keeping = (stores: Stores): Stores => ({
    ...stores,
    decisions: {
      ...stores.decisions,
      save: async (decisions, announced) => {
        if (failed) return stores.decisions.save(decisions, announced);
        failed = true;
        onFailure();
        throw new Error('the disk is full');
      },
    },
  });
  return { ...store, transaction: (work) => store.transaction((stores) => work(keeping(stores))) };
}

async function whileDeciding(lab: LabEngine, work: () => Promise<void>): Promise<void> {
  const worker = await lab.engine.startWorker({ concurrency: 1, owner: 'decider', standing: true });
  try {
    await work();
  } finally {
    await worker.stop();
  }
}

const WAIT = { timeout: 20_000, interval: 50 };

test('what was about to start when its decision could not be stored uses up nothing', async () => {
  let failures = 0;
  const failing = failingOnce(() => (failures += 1));
  const limits = [{ name: 'one', per: 'account', started: 1, withinSeconds: 60 }];
  const { lab, finding, pass } = await scene({ breakers: [], limits, remediations: [AUTOMATIC] }, failing);
  await whileDeciding(lab, async () => {
    await vi.waitFor(() => expect(failures).toBe(1), WAIT);
    pass(LOST_MS);
    await vi.waitFor(async () => {
      expect((await store.decisions.of([finding.id]))[0]?.decision).toEqual({ kind: 'remediate' });
    }, WAIT);
  });
});

test('a proposal is made once, and what a person said no to is not proposed again by itself', async () => {
  const { lab, finding } = await scene({ breakers: [], remediations: [{ controls: ['S3.14'], mode: 'approval' }] });
  const plans = async () => (await store.plans.list({ findingId: finding.id })).items;
  const decided = async () => (await store.decisions.of([finding.id]))[0];
  await whileDeciding(lab, () => vi.waitFor(async () => expect((await decided())?.detail).toMatch(/^plan /), WAIT));
  const [plan] = await plans();
  if (!plan) throw new Error('nothing was proposed');
  const no = { planId: plan.id, hash: plan.hash, verdict: 'reject', reason: 'Not this one.' } as const;
  expect((await lab.engine.decidePlan(no, APPROVER)).kind).toBe('decided');
  const later = instantAfter(systemClock.now(), 24 * LOST_MS);
  expect(await store.decisions.claim({ now: later, limit: 10, leaseMs: 1_000 })).toEqual([]);
});

test('a finding whose automation is resumed is decided about', async () => {
  const { lab, finding } = await scene({ breakers: [], remediations: [AUTOMATIC] });
  const now = systemClock.now();
  await store.decisions.forget([finding.id]);
  const [stored] = await store.findings.byIds([finding.id]);
  if (!stored) throw new Error('the finding is gone');
  await store.findings.save([{ ...stored, pausedReason: 'Undone by a test.' }]);
  expect((await lab.engine.resumeAutomation(finding.id, APPROVER)).kind).toBe('resumed');
  const claim = { now: instantAfter(now, 60_000), limit: 10, leaseMs: 1_000 };
  expect(await store.decisions.claim(claim)).toEqual([finding.id]);
});

test('a finding whose repair had to be given up is decided about', async () => {
  const { lab, finding } = await scene({ breakers: [], remediations: [AUTOMATIC] });
  await lab.engine.remediateAutomatically({ accounts: [finding.resource.accountId] });
  const [execution] = (await store.executions.list({ findingId: finding.id })).items;
  if (!execution) throw new Error('nothing was started');
  await store.decisions.forget([finding.id]);
  const accountId = finding.resource.accountId;
  const without = labEngine({ endpoint: inject('awsLabEndpoint'), store, entries: [], accountId });
  labs.push(without);
  expect(await without.finish(execution.id)).toMatchObject({ outcome: 'failed' });
  const claim = { now: instantAfter(systemClock.now(), 60_000), limit: 10, leaseMs: 1_000 };
  expect(await store.decisions.claim(claim)).toEqual([finding.id]);
});
