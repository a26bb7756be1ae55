import { libraryEntry } from '@trueup/controls';
import type { Delivery, EventTarget, Finding, JsonObject, Store } from '@trueup/core';
import {
  eventParts,
  eventually,
  freshAccount,
  hubFinding,
  labAws,
  labEngine,
  labStore,
  testPolicy,
  REQUESTER,
  type LabEngine,
} from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { putEventRule, putEventTargets } from '../definition/event-rules.ts';
import { createDocument } from '../document/create-document.ts';
import { importFindings } from '../finding/import-findings.ts';
import { deliverOne } from './deliver-one.ts';
import { putEvents } from './put-events.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly parts: BatchedParts;
  readonly account: string;
  /** For events of this source; also its name. */
  rule(source: string, target: EventTarget): Promise<void>;
  put(source: string, detail?: JsonObject): Promise<void>;
  /** One attempt of the only delivery of a rule, as it is afterwards. */
  deliver(source: string): Promise<Delivery>;
}

const NAP = `
schemaVersion: '0.3'
parameters: { Name: { type: String } }
mainSteps:
  - { name: nap, action: 'aws:sleep', inputs: { Duration: PT1S } }
`;

async function scene(name: string): Promise<Scene> {
  const given = eventParts(store, freshAccount(), { policy: () => Promise.resolve(testPolicy({})) });
  const parts = batchedParts(given);
  const created = await createDocument(
    parts,
    {
      name,
      owner: given.scope.accountId,
      content: NAP,
      format: 'YAML',
      attachments: { kind: 'contents', contents: [] },
    },
    REQUESTER,
  );
  expect(created.kind).toBe('kept');
  return {
    parts,
    account: given.scope.accountId,
    async rule(source, target) {
      const pattern = JSON.stringify({ source: [source], account: [given.scope.accountId] });
      const kept = await putEventRule(parts, { name: source, enabled: true, pattern }, given.scope, REQUESTER);
      if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
      await putEventTargets(parts, kept.rule.arn, [target], REQUESTER);
    },
    async put(source, detail = { n: 0 }) {
      await putEvents(parts, [{ source, detailType: 'Test', detail, resources: [] }], given.scope);
    },
    async deliver(source) {
      const { items } = await store.events.deliveries({ rule: source, limit: 10 });
      const [first] = items;
      if (!first || items.length > 1) throw new Error(`${items.length} deliveries`);
      await deliverOne(parts, { ...first, attempts: 1 }, new AbortController().signal);
      return (await store.events.delivery(first.id)) ?? first;
    },
  };
}

test('a runbook that is delivered twice runs once', async () => {
  const at = await scene('Nap');
  const input: EventTarget['input'] = {
    kind: 'transformer',
    paths: { n: '$.detail.n' },
    template: '{"Name": ["n<n>"]}',
  };
  await at.rule('app.runs', { id: 'nap', address: { kind: 'runbook', document: 'Nap' }, input });
  await at.put('app.runs');
  const [one] = await Promise.all([at.deliver('app.runs'), at.deliver('app.runs')]);
  expect(await at.deliver('app.runs')).toMatchObject({ status: 'delivered' });
  const { items } = await store.executions.list({ documentNamePrefixes: ['Nap'], limit: 10 });
  expect(items).toMatchObject([{ clientToken: one.id, startedBy: { kind: 'system', name: 'event-rule app.runs' } }]);
});

test.each<[string, Partial<EventTarget>, string]>([
  ['app.no-object', { input: { kind: 'constant', text: '"x"' } }, 'no JSON object'],
  ['app.no-parameter', { input: { kind: 'constant', text: '{"Other": ["x"]}' } }, 'Other'],
  [
    'app.unknown-document',
    { address: { kind: 'runbook', document: 'None' }, input: { kind: 'constant', text: '{}' } },
    'None',
  ],
  [
    'app.bad-template',
    { input: { kind: 'transformer', paths: { d: '$.detail' }, template: '{"Name": "<d>"}' } },
    'JSON',
  ],
])('a runbook that cannot run is given up at once: %s', async (source, target, told) => {
  const document = source.replaceAll('.', '-');
  const at = await scene(document);
  await at.rule(source, { id: 'nap', address: { kind: 'runbook', document }, ...target });
  await at.put(source);
  const { status, problem } = await at.deliver(source);
  expect(status).toBe('dead');
  expect(problem?.message).toContain(told);
});

test('an event of no region runs no runbook, and is not tried again', async () => {
  const at = await scene('Nowhere');
  const input: EventTarget['input'] = { kind: 'constant', text: '{"Name": ["x"]}' };
  await at.rule('aws.securityhub', { id: 'nap', address: { kind: 'runbook', document: 'Nowhere' }, input });
  await importFindings(at.parts, [hubFinding(at.account, { Region: 'global' })], REQUESTER, 'tool');
  expect(await at.deliver('aws.securityhub')).toMatchObject({
    status: 'dead',
    problem: { code: 'INVALID_PARAMETER', message: expect.stringContaining('global') },
  });
});

test.each<[string, boolean, string]>([
  ['its own account', true, 'unknown-control'],
  ['another account', false, 'about no finding'],
])('an event that someone puts can have a finding of %s repaired: %s', async (_name, own, told) => {
  const at = await scene(`Repair-${own}`);
  const account = own ? at.account : freshAccount();
  const asff = hubFinding(account);
  await importFindings(at.parts, [asff], REQUESTER, 'tool');
  const source = `app.repair-${own}`;
  await at.rule(source, { id: 'repair', address: { kind: 'remediation' } });
  await at.put(source, { findings: [{ ProductArn: asff.ProductArn, Id: asff.Id }] });
  // The library of this test has no controls: to get that far is to have been let through.
  expect((await at.deliver(source)).problem?.message).toContain(told);
});

const VERSIONING = libraryEntry('S3.14');

/** A bucket without versioning, found faulty by a scan whose event a rule sends to its repair. */
async function remediationScene(
  remediations: JsonObject[],
  work: (lab: LabEngine, finding: Finding, deliveries: () => Promise<readonly Delivery[]>) => Promise<void>,
): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `b-${aws.accountId}` });
  const { accountId } = aws;
  const lab = labEngine({ endpoint, store, entries: [VERSIONING], accountId, policy: { remediations } });
  const name = `repairs-${accountId}`;
  const pattern = JSON.stringify({ 'detail-type': ['Security Hub Findings - Imported'], account: [accountId] });
  const { operations } = lab.engine;
  const kept = await operations.putEventRule({ name, enabled: true, pattern }, aws, REQUESTER);
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  await operations.putEventTargets(kept.rule.arn, [{ id: 'repair', address: { kind: 'remediation' } }], REQUESTER);
  const [finding] = await lab.scan();
  if (!finding) throw new Error('the bucket was not found faulty');
  const worker = await lab.engine.startWorker({ concurrency: 4, owner: 'test' });
  try {
    await work(lab, finding, async () => (await store.events.deliveries({ rule: name, limit: 20 })).items);
  } finally {
    await worker.stop();
    await operations.deleteEventRule(kept.rule.arn, REQUESTER, { force: true });
    await lab.close();
  }
}

const allDelivered = (seen: readonly Delivery[]): boolean =>
  seen.length > 0 && seen.every(({ status }) => status === 'delivered');

test('a finding’s event has its repair planned, and a person decides where the policy says so', () =>
  remediationScene([{ controls: ['*'], mode: 'approval' }], async (lab, finding, deliveries) => {
    await eventually(deliveries, allDelivered);
    const { items } = await store.plans.list({ findingId: finding.id });
    expect(items).toMatchObject([{ status: 'waiting-for-approval', requestedBy: { kind: 'system' } }]);
    // The same news again makes no other plan.
    const { ProductArn, Id } = finding.asff;
    await lab.engine.operations.importFindings(
      [{ ...finding.asff, ProductArn, Id, UpdatedAt: new Date().toISOString() }],
      REQUESTER,
      'again',
    );
    await eventually(deliveries, (seen) => seen.length === 2 && allDelivered(seen));
    expect((await store.plans.list({ findingId: finding.id })).items).toHaveLength(1);
    expect((await store.executions.list({ findingId: finding.id })).items).toEqual([]);
  }));

test('a finding’s event has it repaired where the policy lets it run by itself, once', () =>
  remediationScene(
    [{ controls: ['*'], mode: 'automatic', override: 'The stand-in is no production.' }],
    async (_lab, finding, deliveries) => {
      await eventually(
        () => store.findings.byId(finding.id),
        (seen) => seen?.workflow === 'RESOLVED',
      );
      // The event of the repaired finding comes to the same rule, and is left alone.
      await eventually(deliveries, (seen) => seen.length >= 2 && allDelivered(seen));
      const { items } = await store.executions.list({ findingId: finding.id });
      expect(items).toMatchObject([{ outcome: 'verified' }]);
    },
  ));

test('where the policy has no word on it, the finding is left alone or waits for a person', () =>
  remediationScene([], async (_lab, finding, deliveries) => {
    await eventually(deliveries, allDelivered);
    expect((await store.executions.list({ findingId: finding.id })).items).toEqual([]);
  }));
