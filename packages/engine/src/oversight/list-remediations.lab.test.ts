import { randomUUID } from 'node:crypto';
import { libraryEntry } from '@trueup/controls';
import {
  instantAfter,
  type FindingId,
  type JsonObject,
  type Policy,
  type RemediationRun,
  type Store,
} from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labStore, REQUESTER, testPolicy } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { importFindings } from '../finding/import-findings.ts';
import { PolicyUnreadable } from '../parts.ts';
import { listRemediations } from './list-remediations.ts';
import { notePromotion } from './note-promotion.ts';

const ENTRIES = [libraryEntry('S3.8'), libraryEntry('S3.14')];
const NOW = '2026-03-10T12:00:00.000Z';
const TODAY = '2026-03-10T10:00:00.000Z';
let minutes = 0;

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());
// The ladder counts every run of a runbook, whichever test it is of.
beforeEach(() => store.runs.removeFinishedBefore('2030-01-01T00:00:00.000Z'));
afterEach(async () => {
  await store.findings.removeUnchangedSince({
    active: '2100-01-01T00:00:00.000Z',
    archived: '2100-01-01T00:00:00.000Z',
  });
});

interface Scene {
  readonly parts: BatchedParts;
  readonly account: string;
  finding(controlId: string): Promise<FindingId>;
  /** A repair that has ended; gives it back as the end of an execution does. */
  ran(members?: Partial<RemediationRun>): Promise<RemediationRun>;
}

function scene(remediations: readonly JsonObject[], policy?: () => Promise<Policy>): Scene {
  const account = freshAccount();
  const members = { accounts: [{ id: account, name: 'lab' }], remediations, promotion: { verifiedInARow: 2 } };
  const settled = testPolicy(members, ENTRIES);
  const given = eventParts(store, account, {
    clock: { now: () => NOW },
    policy: policy ?? (() => Promise.resolve(settled)),
    catalogue: ENTRIES,
  });
  const parts = batchedParts(given);
  return {
    parts,
    account,
    async finding(controlId) {
      const asff = hubFinding(account, {
        Id: `${account}/${controlId}`,
        Compliance: { Status: 'FAILED', SecurityControlId: controlId },
        GeneratorId: `security-control/${controlId}`,
      });
      const [outcome] = await importFindings(parts, [asff], REQUESTER, 'tool');
      if (!outcome) throw new Error('one finding was given');
      return outcome.findingId;
    },
    async ran(more = {}) {
      minutes += 1;
      const at = instantAfter(TODAY, minutes * 60_000);
      const run = {
        id: randomUUID(),
        kind: 'repair',
        findingId: 'f-1',
        remediation: 'buckets',
        controlId: 'S3.8',
        documentName: 'Trueup-S3.8',
        accountId: account,
        resourceArn: 'arn:aws:s3:::a',
        automatic: false,
        startedAt: at,
        ...more,
      } as RemediationRun;
      const { result = 'verified', finishedAt = at, undoneAt, ...begun } = run;
      await store.runs.insert([begun]);
      await store.runs.finish(run.id, { at: finishedAt, result });
      if (undoneAt !== undefined) await store.runs.undone(run.id, undoneAt);
      return { ...run, result, finishedAt };
    },
  };
}

const line = (name: string, mode: string, more: JsonObject = {}): JsonObject => ({
  name,
  mode,
  controls: ['S3.8'],
  ...more,
});
const short = async ({ parts }: Scene) =>
  (await listRemediations(parts)).map(
    ({ remediation, controlId, proposal }) => `${remediation}/${controlId} ${proposal.kind}`,
  );
const promotable = async (id: string) =>
  (await store.records.list({ actions: ['remediation.promotable'], subjectId: id })).items.map(
    ({ detail }) => detail['to'],
  );

test('a line shows its record and what that speaks for', async () => {
  const at = scene([line('buckets', 'approval')]);
  await at.ran({ result: 'failed', startedAt: '2026-02-01T00:00:00.000Z', finishedAt: '2026-02-01T00:00:00.000Z' });
  await at.ran();
  await at.ran();
  await at.finding('S3.8');
  expect(await listRemediations(at.parts)).toEqual([
    {
      remediation: 'buckets',
      controlId: 'S3.8',
      documentName: 'Trueup-S3.8',
      mode: 'approval',
      record: { runs: 3, verified: 2, undone: 0, failed: 1, verifiedInARow: 2 },
      openFindings: 1,
      proposal: { kind: 'promote', to: 'automatic', why: '2 of 2 verified in a row' },
    },
  ]);
});

test('a line without a finding and without a run is left out', async () => {
  const at = scene([line('buckets', 'manual', { controls: ['S3.8', 'S3.14'] })]);
  expect(await short(at)).toEqual([]);
  await at.finding('S3.14');
  expect(await short(at)).toEqual(['buckets/S3.14 keep']);
});

test('a line for every control shows those that no earlier line has taken whole', async () => {
  const at = scene([
    line('elsewhere', 'manual', { arns: ['arn:aws:s3:::elsewhere-*'] }),
    line('buckets', 'approval'),
    line('rest', 'manual', { controls: ['*'] }),
  ]);
  await at.finding('S3.8');
  await at.finding('S3.14');
  expect(await short(at)).toEqual(['elsewhere/S3.8 keep', 'buckets/S3.8 keep', 'rest/S3.14 keep']);
});

test('a line by Config rule shows the controls that it has run for', async () => {
  const at = scene([{ name: 'by-rule', mode: 'manual', configRules: ['my-rule'] }]);
  await at.finding('S3.8');
  expect(await short(at)).toEqual([]);
  await at.ran({ remediation: 'by-rule' });
  expect(await short(at)).toEqual(['by-rule/S3.8 promote']);
});

test('a failure of these days takes a rung', async () => {
  const at = scene([line('buckets', 'automatic')]);
  await at.ran();
  await at.ran({ result: 'failed' });
  expect(await short(at)).toEqual(['buckets/S3.8 demote']);
});

test('what has earned the next rung is recorded once, and again when it was lost and earned anew', async () => {
  const name = `buckets-${freshAccount()}`;
  const at = scene([line(name, 'approval')]);
  const end = async (members: Partial<RemediationRun> = {}) => {
    const run = await at.ran({ remediation: name, ...members });
    await store.transaction((stores) => notePromotion(at.parts, stores, run));
  };
  await end();
  expect(await promotable(`${name}/S3.8`)).toEqual([]);
  await end();
  await end();
  expect(await promotable(`${name}/S3.8`)).toEqual(['automatic']);
  await end({ result: 'failed' });
  await end();
  expect(await promotable(`${name}/S3.8`)).toHaveLength(1);
  await end();
  expect(await promotable(`${name}/S3.8`)).toEqual(['automatic', 'automatic']);
});

test.each<[what: string, Partial<RemediationRun>]>([
  ['an undo', { kind: 'undo' }],
  ['a repair that failed', { result: 'failed' }],
  ['a repair of no line', { remediation: 'none' }],
])('%s earns nothing', async (_what, members) => {
  const name = `buckets-${freshAccount()}`;
  const at = scene([line(name, 'manual')]);
  await at.ran();
  const run = await at.ran({ remediation: name, ...members });
  await store.transaction((stores) => notePromotion(at.parts, stores, run));
  expect(await promotable(`${name}/S3.8`)).toEqual([]);
});

test('while the policy has a fault the run ends all the same', async () => {
  const at = scene([line('buckets', 'manual')], () => Promise.reject(new PolicyUnreadable('a fault')));
  const run = await at.ran();
  await store.transaction((stores) => notePromotion(at.parts, stores, run));
  expect(await promotable('buckets/S3.8')).toEqual([]);
});
